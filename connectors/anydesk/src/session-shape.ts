import { z } from 'zod';
import type { SessionRecord } from '../../../core/ports/session-records.ts';
import type { EpochMs, RemoteAddress } from '../../../core/session-request/values.ts';
import { readText } from '../../shared/plain-text.ts';
import type { ApiClock } from './api-clock.ts';
import { readAddress } from './read-address.ts';

const MOST_COMMENT_CHARS = 2000;
const LATEST_SECONDS = 10_000_000_000;

/** Goes into a path. A number that JavaScript cannot hold exactly would name another session. */
const sessionId = z.union([z.int().nonnegative().transform(String), z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)]);
const seconds = z.number().min(1).max(LATEST_SECONDS);
const party = z.object({
  cid: z.union([z.int(), z.string()]).transform(String),
  alias: z.string().nullish().catch(null),
});

// Only what is used is described; AnyDesk's descriptions and answers differ in the rest.
const session = z.object({
  sid: sessionId,
  from: party,
  to: party,
  active: z.boolean(),
  'start-time': seconds,
  'end-time': seconds.nullish().catch(null),
  duration: z.number().min(0).max(LATEST_SECONDS).nullish().catch(null),
  comment: z.string().nullish().catch(null),
});

/** One page of a list. What its rows are is asked of each row. */
export const sessionPage = z.object({ count: z.int().min(0).nullish().catch(null), list: z.array(z.unknown()) });

/** A session of AnyDesk's as the core knows sessions; null when it cannot be read for sure. */
export function readSession(json: unknown, clock: Pick<ApiClock, 'toOurs'>): SessionRecord | null {
  const read = session.safeParse(json);
  if (!read.success) return null;
  const { sid: id, from, to, active, 'start-time': start, comment } = read.data;
  const startedAt = clock.toOurs(start * 1000);
  return {
    id,
    from: addressesOf(from),
    to: addressesOf(to),
    startedAt,
    // While it runs, the end is said to be null or 0: only `active` tells.
    state: active ? { kind: 'running' } : { kind: 'over', endedAt: endOf(read.data, startedAt, clock) },
    comment: readText(comment ?? '', MOST_COMMENT_CHARS),
  };
}

function endOf(
  { 'end-time': end, duration }: z.infer<typeof session>,
  startedAt: EpochMs,
  clock: Pick<ApiClock, 'toOurs'>,
): EpochMs | null {
  if (end !== null && end !== undefined) return Math.max(startedAt, clock.toOurs(end * 1000));
  return duration === null || duration === undefined ? null : startedAt + duration * 1000;
}

function addressesOf({ cid, alias }: z.infer<typeof party>): readonly RemoteAddress[] {
  return [cid, alias ?? ''].map(readAddress).filter((address) => address !== null);
}
