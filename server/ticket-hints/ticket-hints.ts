import type { EpochMs } from '../../core/session-request/values.ts';
import type { Database } from '../storage/database.ts';
import { type FollowPorts, followHint, type Hint } from './follow-hint.ts';

/** Tickets that somebody said have changed. One row a ticket: the same hint a hundred times is one look. */
export type TicketHints = {
  /** Kept when this settles; the look at the ticket follows in a moment. */
  add(installationId: string, ticketId: string): Promise<void>;
  /**
   * Begins to look at the tickets that are due, at most `limit` (20) of each installation; settles when that has begun. Installations go side by
   * side: a help desk that hangs holds up its own tickets only.
   */
  work(limit?: number): Promise<void>;
  /** Settles when nothing that `work` began runs any more. */
  quiet(): Promise<void>;
  /** Begins nothing new and waits for the looks that are under way. */
  stop(): Promise<void>;
};

type HintDeps = FollowPorts & { readonly report: (error: unknown, installationId: string | null) => void };

/** Help desks tell of one change in several hints; they make one look. */
const GATHER_MS = 100;
const AT_ONCE = 20;

export function createTicketHints(database: Database, deps: HintDeps): TicketHints {
  const { clock } = deps;
  const busy = new Map<string, Promise<void>>();
  /** Asked for while looks were under way: what came meanwhile may have come too late for them. */
  const again = new Set<string>();
  let isStopped = false;
  let waking: NodeJS.Timeout | null = null;

  const lookAll = async (installationId: string, limit: number): Promise<void> => {
    for (const hint of await dueHints(database, installationId, clock.now(), limit)) {
      if (isStopped || (await followHint(database, deps, hint)) === 'unreadable') return;
    }
  };
  const begin = (installationId: string, limit: number): void => {
    const looking = lookAll(installationId, limit)
      .catch((error: unknown) => deps.report(error, installationId))
      .finally(() => {
        busy.delete(installationId);
        if (again.delete(installationId) && !isStopped) begin(installationId, limit);
      });
    busy.set(installationId, looking);
  };
  const quiet = async (): Promise<void> => {
    while (busy.size > 0) await Promise.all(busy.values());
  };
  const work = async (limit = AT_ONCE): Promise<void> => {
    if (isStopped) return;
    for (const installationId of await installationsDue(database, clock.now())) {
      if (busy.has(installationId)) again.add(installationId);
      else begin(installationId, limit);
    }
  };
  const wake = (): void => {
    waking ??= setTimeout(() => {
      waking = null;
      work().catch((error: unknown) => deps.report(error, null));
    }, GATHER_MS).unref();
  };
  return {
    add: async (installationId, ticketId) => {
      await addHint(database, installationId, ticketId, clock.now());
      wake();
    },
    work,
    quiet,
    stop: () => {
      isStopped = true;
      if (waking !== null) clearTimeout(waking);
      return quiet();
    },
  };
}

async function installationsDue({ read }: Database, now: EpochMs): Promise<readonly string[]> {
  const due = read.selectFrom('ticket_hint').select('installation_id').distinct().where('due_at', '<=', now);
  return (await due.execute()).map((row) => row.installation_id);
}

function dueHints({ read }: Database, installationId: string, now: EpochMs, limit: number): Promise<readonly Hint[]> {
  return read
    .selectFrom('ticket_hint')
    .select(['installation_id', 'ticket_id', 'attempts', 'hinted_at'])
    .where('installation_id', '=', installationId)
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .execute();
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
