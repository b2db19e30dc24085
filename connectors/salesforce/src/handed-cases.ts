import type { EpochMs } from '../../../core/session-request/values.ts';
import { createRecent } from './recent.ts';

/** Times are whole seconds: what changed just now may change once more and still look the same. */
export const STILL_MOVING_MS = 3000;
/** Longer than changes are told again. */
const KEEP_MS = 20 * 60_000;

/** Cases that were handed over as they are, along with a command: whoever got them need not be told of that state as of news. */
export type HandedCases = {
  /** `serverNow`: Salesforce's clock when it was read. */
  handOver(caseId: string, changedAt: EpochMs, serverNow: EpochMs): void;
  isKnown(caseId: string, changedAt: EpochMs): boolean;
};

export function createHandedCases(now: () => EpochMs): HandedCases {
  const handed = createRecent(KEEP_MS, now);
  return {
    handOver: (caseId, changedAt, serverNow) => {
      if (serverNow - changedAt >= STILL_MOVING_MS) handed.set(caseId, String(changedAt));
    },
    isKnown: (caseId, changedAt) => handed.get(caseId) === String(changedAt),
  };
}
