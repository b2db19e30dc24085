import type { Answer } from '../../core/ports/answer.ts';
import type { HelpDesks } from '../../core/ports/help-desk.ts';
import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import { followTicket } from '../../core/use-cases/follow-ticket.ts';
import type { Database } from '../storage/database.ts';

export type Hint = {
  readonly installation_id: string;
  readonly ticket_id: string;
  readonly attempts: number;
  readonly hinted_at: number;
};

export type FollowPorts = CorePorts & {
  readonly helpDesks: HelpDesks;
  /** The ticket was read, and what was seen is remembered. */
  readonly followed: (installationId: string, ticketId: string) => void;
};

/** `unreadable`: the help desk gave no ticket, so it is looked at again later; others of the same account would fare no better now. */
export type Followed = 'done' | 'unreadable';

const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 60 * 60_000;
const MOST_ATTEMPTS = 12;

/** Brings the ticket's requests in line with the ticket. A throw counts as a look in vain, and is thrown on. */
export async function followHint(database: Database, ports: FollowPorts, hint: Hint): Promise<Followed> {
  let answer: Answer<null>;
  try {
    answer = await followTicket(ports, hint.installation_id, hint.ticket_id);
  } catch (error) {
    await again(database, hint, backOff(ports, hint));
    throw error;
  }
  const giveUp = answer.kind === 'not-done' && answer.retry.when === 'never';
  if (answer.kind === 'done' || giveUp) {
    await forget(database, hint);
    ports.followed(hint.installation_id, hint.ticket_id);
    return 'done';
  }
  const named = answer.kind === 'not-done' && answer.retry.when === 'at' ? answer.retry.at : 0;
  await again(database, hint, Math.max(named, backOff(ports, hint)));
  return 'unreadable';
}

function backOff({ clock }: FollowPorts, { attempts }: Hint): number {
  return clock.now() + Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempts);
}

async function again(database: Database, hint: Hint, dueAt: number): Promise<void> {
  if (hint.attempts + 1 >= MOST_ATTEMPTS) return forget(database, hint);
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
