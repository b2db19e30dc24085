import type { EpochMs } from '../../core/session-request/values.ts';
import type { PollEnd } from './poll-account.ts';

/** Milliseconds between two looks at an account. AnyDesk names no limit; these are meant to be no burden. */
export type WatchPace = {
  /** After something happened that a session may follow from. */
  readonly soonMs: number;
  /** In the minutes after a launch. */
  readonly launchedMs: number;
  /** While a session may begin or end. */
  readonly busyMs: number;
  /** While nothing is expected. */
  readonly quietMs: number;
};

export const WATCH_PACE: WatchPace = { soonMs: 4000, launchedMs: 15_000, busyMs: 30_000, quietMs: 300_000 };

const FRESH_MS = 180_000;

/** How long to wait after a look that ended so. `failures`: how many looks in a row could not be made, this one included. */
export function waitAfter(end: PollEnd, failures: number, now: EpochMs, pace: WatchPace): number {
  switch (end.kind) {
    case 'polled': {
      if (!end.isBusy) return pace.quietMs;
      const isFresh = end.newestLaunchAt !== null && now - end.newestLaunchAt < FRESH_MS;
      return isFresh ? pace.launchedMs : pace.busyMs;
    }
    case 'failed':
      return end.isForLong ? pace.quietMs : Math.min(pace.quietMs, pace.launchedMs * 2 ** Math.min(failures - 1, 10));
    default:
      return end satisfies never;
  }
}
