import type { EpochMs } from '../../../core/session-request/values.ts';

/** How far AnyDesk's clock is from ours. Requests are signed by its clock, and its times are told by ours. */
export type ApiClock = {
  /** The other side's time now. */
  theirNow(): EpochMs;
  /** What a moment of theirs is by our clock. */
  toOurs(theirs: EpochMs): EpochMs;
  toTheirs(ours: EpochMs): EpochMs;
  /** Notes the `Date` of an answer to a request that left at `sentAt`. Returns by how much the known difference changed. */
  learn(date: string | null, sentAt: EpochMs): number;
  /** Positive: their clock is ahead of ours. Null while no answer has told. */
  offsetMs(): number | null;
};

/** A `Date` header has whole seconds, and the answer takes its time: less than this is no difference. */
const UNSURE_MS = 3000;

export function createApiClock(now: () => EpochMs): ApiClock {
  let known: number | null = null;
  const offset = (): number => known ?? 0;
  return {
    theirNow: () => now() + offset(),
    toOurs: (theirs) => theirs - offset(),
    toTheirs: (ours) => ours + offset(),
    learn: (date, sentAt) => {
      const theirs = Date.parse(date ?? '');
      if (Number.isNaN(theirs)) return 0;
      const before = offset();
      const difference = Math.round(theirs - (sentAt + now()) / 2);
      // One that stays the same moves no time that was told before.
      if (known === null || Math.abs(difference - known) > UNSURE_MS) {
        known = Math.abs(difference) <= UNSURE_MS ? 0 : difference;
      }
      return Math.abs(known - before);
    },
    offsetMs: () => known,
  };
}
