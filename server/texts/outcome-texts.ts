import type { Outcome } from '../../core/session-request/values.ts';

/** Text keys below `outcome`. */
export const OUTCOME_TEXTS: Readonly<Record<Outcome, string>> = {
  solved: 'solved',
  'not-solved': 'notSolved',
  'no-show': 'noShow',
  declined: 'declined',
  'wrong-device': 'wrongDevice',
  cancelled: 'cancelled',
  duplicate: 'duplicate',
  'not-stated': 'notStated',
};
