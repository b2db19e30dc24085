import type { EpochMs } from '../../../core/session-request/values.ts';

const SECOND_MS = 1000;
/** The vendor's limits are counted by the minute. */
const WHEN_NOT_TOLD_MS = 60 * SECOND_MS;
/** A proxy's absurd number must not silence an account for days. */
const LONGEST_MS = 60 * 60 * SECOND_MS;

/** The moment that a `Retry-After` header names (seconds or a date), at least 1 s and at most 1 h from now; a minute when it names none. */
export function readRetryAfter(header: string | null, now: EpochMs): EpochMs {
  const waitMs = readWaitMs(header?.trim() ?? '', now) ?? WHEN_NOT_TOLD_MS;
  return now + Math.min(LONGEST_MS, Math.max(SECOND_MS, Math.ceil(waitMs)));
}

function readWaitMs(text: string, now: EpochMs): number | null {
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return Number(text) * SECOND_MS;
  // Only the three HTTP date forms begin with the name of a day; `Date.parse` alone would take almost anything.
  if (!/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at - now;
}
