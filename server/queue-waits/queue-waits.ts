import type { Clock } from '../../core/ports/world.ts';
import type { SessionRequest } from '../../core/session-request/states.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { Database } from '../storage/database.ts';
import { queueOf } from './wait-of.ts';

/** What may honestly be said of waiting times. */
export type QueueWaits = {
  /** Median of the last 20 waits of the request's queue; null without a queue, or when there were fewer than five. */
  typical(request: Pick<SessionRequest, 'assignee'>): Promise<number | null>;
  /** The same by the queue's id. */
  ofQueue(queueId: string): Promise<number | null>;
};

const LOOKED_AT = 20;
/** A median of fewer says nothing. */
const FEWEST = 5;
const KEPT_MS = 60_000;
const MOST_KEPT = 500;

/** Each queue is looked up once a minute at most. */
export function createQueueWaits(database: Pick<Database, 'read'>, clock: Clock): QueueWaits {
  const kept = new Map<string, { readonly until: EpochMs; readonly median: Promise<number | null> }>();
  const ofQueue = (queueId: string): Promise<number | null> => {
    const now = clock.now();
    const known = kept.get(queueId);
    if (known !== undefined && known.until > now) return known.median;
    if (kept.size >= MOST_KEPT) kept.clear();
    const median = look(database, queueId);
    kept.set(queueId, { until: now + KEPT_MS, median });
    median.catch(() => kept.delete(queueId));
    return median;
  };
  return {
    ofQueue,
    typical: async (request) => {
      const queueId = queueOf(request);
      return queueId === null ? null : ofQueue(queueId);
    },
  };
}

async function look({ read }: Pick<Database, 'read'>, queueId: string): Promise<number | null> {
  const rows = await read
    .selectFrom('queue_wait')
    .select('wait_ms')
    .where('queue_id', '=', queueId)
    .orderBy('launched_at', 'desc')
    .limit(LOOKED_AT)
    .execute();
  return medianOf(rows.map(({ wait_ms }) => wait_ms));
}

/** The middle one, or the mean of the two in the middle; null when there are too few. */
export function medianOf(waits: readonly number[]): number | null {
  if (waits.length < FEWEST) return null;
  const sorted = waits.toSorted((a, b) => a - b);
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
  return middle.reduce((sum, wait) => sum + wait, 0) / middle.length;
}
