import type { EpochMs } from '../../core/session-request/values.ts';
import type { LookState } from './background-looks.ts';

/** What is younger counts while the help desk does not answer. */
const LAST_KNOWN_MS = 24 * 60 * 60_000;

/** `counts`: go by it. `checking`: wait for the look that is under way. `unknown`: there is nothing to go by. */
export type Standing = 'counts' | 'checking' | 'unknown';

/** Something that was seen once, or never, and how looking at it again goes. */
export type Sighting = { readonly seenAt: EpochMs | null; readonly look: LookState };

/** Whether it still counts. What is no older than `freshMs` counts whatever happens meanwhile. */
export function standingOf({ seenAt, look }: Sighting, freshMs: number, now: EpochMs): Standing {
  const age = seenAt === null ? Number.POSITIVE_INFINITY : now - seenAt;
  if (age <= freshMs) return 'counts';
  const isUnanswered = look === 'in-vain' || look === 'slow';
  if (isUnanswered && age <= LAST_KNOWN_MS) return 'counts';
  return look === 'in-vain' ? 'unknown' : 'checking';
}
