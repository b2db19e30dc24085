import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { z } from 'zod';
import type { Change } from '../../core/ports/change-feed.ts';
import { createLiveUpdates, type LiveUpdates } from './live-updates.ts';

const CHANNEL = 'session_request_changes';
const RECONNECT_MS = 1000;
/** PostgreSQL takes 8,000 bytes a notice. */
const MOST_IN_ONE_NOTICE = 40;

const notice = z.object({
  from: z.string(),
  changes: z.array(z.object({ requestId: z.string(), installationId: z.string(), ticketId: z.string().nullable() })),
});

/** What another process told; nothing for this one's own notices and for what is not ours. */
function changesIn(payload: string | undefined, self: string): readonly Change[] {
  const parsed = notice.safeParse(JSON.parse(payload ?? '{}'));
  return parsed.success && parsed.data.from !== self ? parsed.data.changes : [];
}

export type PostgresChangeFeed = LiveUpdates & { close(): Promise<void> };

/**
 * Changes between processes by LISTEN and NOTIFY, after the commit, ids only, those of one turn in one notice. A notice that is lost while
 * the connection is down is made up for: every stream looks again at its next beat.
 */
export async function createPostgresChangeFeed(
  databaseUrl: string,
  self: string,
  report: (error: unknown) => void,
): Promise<PostgresChangeFeed> {
  const local = createLiveUpdates();
  const state: { client: Client | null; isClosed: boolean } = { client: null, isClosed: false };
  let waiting: Change[] = [];

  const reconnect = async (broken: Client): Promise<void> => {
    state.client = null;
    await broken.end().catch(report);
    while (!state.isClosed && state.client === null) {
      await setTimeout(RECONNECT_MS);
      await connect().catch(report);
    }
  };

  const connect = async (): Promise<void> => {
    const made = new Client({ connectionString: databaseUrl });
    made.on('error', (error) => {
      report(error);
      if (state.client === made) void reconnect(made);
    });
    made.on('notification', ({ payload }) => {
      for (const change of changesIn(payload, self)) local.announce(change);
    });
    await made.connect();
    await made.query(`LISTEN ${CHANNEL}`);
    state.client = made;
  };

  const flush = (): void => {
    const changes = waiting;
    waiting = [];
    for (let start = 0; start < changes.length; start += MOST_IN_ONE_NOTICE) {
      const payload = JSON.stringify({ from: self, changes: changes.slice(start, start + MOST_IN_ONE_NOTICE) });
      state.client?.query('SELECT pg_notify($1, $2)', [CHANNEL, payload]).catch(report);
    }
  };

  await connect();
  return {
    announce: (change) => {
      local.announce(change);
      if (waiting.push(change) === 1) setImmediate(flush);
    },
    subscribe: (listener) => local.subscribe(listener),
    close: async () => {
      state.isClosed = true;
      await state.client?.end();
    },
  };
}
