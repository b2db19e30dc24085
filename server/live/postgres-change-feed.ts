import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import type { Change } from '../../core/ports/change-feed.ts';
import { createLiveUpdates, type LiveUpdates } from './live-updates.ts';
import { openListener } from './steady-listener.ts';

const CHANNEL = 'session_request_changes';
/** PostgreSQL takes 8,000 bytes a notice. */
const MOST_IN_ONE_NOTICE = 40;
/** More than that only when the database hangs; then other processes find the changes at their next beat. */
const MOST_WAITING = 10_000;

const notice = z.object({
  from: z.string(),
  changes: z.array(
    z.object({
      requestId: z.string(),
      installationId: z.string(),
      ticketId: z.string().nullable(),
      beside: z.literal(true).optional(),
    }),
  ),
});

export type PostgresChangeFeed = LiveUpdates & { close(): Promise<void> };

/**
 * Changes between processes by LISTEN and NOTIFY, after the commit, ids only, many in one notice when they come fast. A notice that is lost
 * while the connection is down is made up for: every stream looks again at its next beat.
 */
export async function createPostgresChangeFeed(
  databaseUrl: string,
  self: string,
  report: (error: unknown) => void,
): Promise<PostgresChangeFeed> {
  const local = createLiveUpdates();
  const hear = (payload: string): void => {
    const told = readNotice(payload);
    if (told !== null && told.from !== self)
      told.changes.forEach(({ beside, ...change }) => local.announce(beside ? { ...change, beside } : change));
  };
  const listener = await openListener({ databaseUrl, channel: CHANNEL, hear, report });
  const waiting: Change[] = [];
  let telling: Promise<void> | null = null;
  // One notice at a time; what comes meanwhile goes into the next.
  const tellAll = async (): Promise<void> => {
    await nextTurn();
    while (waiting.length > 0) {
      await listener.notify(JSON.stringify({ from: self, changes: waiting.splice(0, MOST_IN_ONE_NOTICE) }));
    }
    telling = null;
  };
  return {
    announce: (change) => {
      local.announce(change);
      if (waiting.length < MOST_WAITING) waiting.push(change);
      telling ??= tellAll();
    },
    subscribe: (subscriber) => local.subscribe(subscriber),
    close: async () => {
      await telling;
      await listener.close();
    },
  };
}

/** Null for what is not ours: anybody who may use the database may send a notice. */
function readNotice(payload: string): z.output<typeof notice> | null {
  try {
    return notice.safeParse(JSON.parse(payload)).data ?? null;
  } catch {
    return null;
  }
}
