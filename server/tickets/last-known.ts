import type { EpochMs } from '../../core/session-request/values.ts';
import type { LookState } from './background-looks.ts';

const MINUTE_MS = 60_000;
/** What is younger counts whatever happens meanwhile. */
const FRESH_MS = 15 * MINUTE_MS;
/** What is younger counts while the help desk does not answer. */
const LAST_KNOWN_MS = 24 * 60 * MINUTE_MS;

/** `counts`: go by it. `checking`: wait for the look that is under way. `unknown`: there is nothing to go by. */
export type Standing = 'counts' | 'checking' | 'unknown';

/** Whether something that was seen then still counts. `seenAt` null: never seen. */
export function standingOf(seenAt: EpochMs | null, look: LookState, now: EpochMs): Standing {
  const age = seenAt === null ? Number.POSITIVE_INFINITY : now - seenAt;
  if (age <= FRESH_MS) return 'counts';
  const isUnanswered = look === 'in-vain' || look === 'slow';
  if (isUnanswered && age <= LAST_KNOWN_MS) return 'counts';
  return look === 'in-vain' ? 'unknown' : 'checking';
}
