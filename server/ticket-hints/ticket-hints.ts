import type { HelpDesks } from '../../core/ports/help-desk.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import { followTicket } from '../../core/use-cases/follow-ticket.ts';
import type { Database } from '../storage/database.ts';

/** Tickets that somebody said have changed. One row a ticket: the same hint a hundred times is one look. */
export type TicketHints = {
  add(installationId: string, ticketId: string): Promise<void>;
  /** Looks at the tickets that are due, at most `limit`. Returns how many. */
  work(limit: number): Promise<number>;
};

const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 60 * 60_000;
const MOST_ATTEMPTS = 12;

type Hint = {
  readonly installation_id: string;
  readonly ticket_id: string;
  readonly attempts: number;
  readonly hinted_at: number;
};

export function createTicketHints(
  database: Database,
  ports: CorePorts & { readonly helpDesks: HelpDesks },
): TicketHints {
  const { clock } = ports;
  return {
    add: (installationId, ticketId) => addHint(database, installationId, ticketId, clock.now()),
    work: async (limit) => {
      const due = await database.read
        .selectFrom('ticket_hint')
        .select(['installation_id', 'ticket_id', 'attempts', 'hinted_at'])
        .where('due_at', '<=', clock.now())
        .orderBy('due_at')
        .limit(limit)
        .execute();
      for (const hint of due) await follow(database, ports, hint);
      return due.length;
    },
  };
}

function addHint(database: Database, installationId: string, ticketId: string, at: EpochMs): Promise<void> {
  return database.write(async (db) => {
    await db
      .insertInto('ticket_hint')
      .values({ installation_id: installationId, ticket_id: ticketId, hinted_at: at, due_at: at, attempts: 0 })
      .onConflict((conflict) =>
        conflict.columns(['installation_id', 'ticket_id']).doUpdateSet({ hinted_at: at, due_at: at, attempts: 0 }),
      )
      .execute();
  });
}

async function follow(
  database: Database,
  ports: CorePorts & { readonly helpDesks: HelpDesks },
  hint: Hint,
): Promise<void> {
  const answer = await followTicket(ports, hint.installation_id, hint.ticket_id);
  const giveUp = answer.kind === 'not-done' && answer.retry.when === 'never';
  if (answer.kind === 'done' || giveUp || hint.attempts + 1 >= MOST_ATTEMPTS) {
    await forget(database, hint);
    return;
  }
  const backOffMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** hint.attempts);
  const named = answer.kind === 'not-done' && answer.retry.when === 'at' ? answer.retry.at : 0;
  const dueAt = Math.max(named, ports.clock.now() + backOffMs);
  await database.write(async (db) => {
    await db
      .updateTable('ticket_hint')
      .set({ attempts: hint.attempts + 1, due_at: dueAt })
      .where('installation_id', '=', hint.installation_id)
      .where('ticket_id', '=', hint.ticket_id)
      .where('hinted_at', '=', hint.hinted_at)
      .execute();
  });
}

/** Only the hint that was worked on: a newer one of the same ticket stays. */
function forget(database: Database, hint: Hint): Promise<void> {
  return database.write(async (db) => {
    await db
      .deleteFrom('ticket_hint')
      .where('installation_id', '=', hint.installation_id)
      .where('ticket_id', '=', hint.ticket_id)
      .where('hinted_at', '=', hint.hinted_at)
      .execute();
  });
}
