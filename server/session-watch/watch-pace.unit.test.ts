import { describe, expect, it } from '@jest/globals';
import { WATCH_PACE, waitAfter } from './watch-pace.ts';

const NOW = 1_795_000_000_000;
const polled = (newestLaunchAt: number | null) =>
  waitAfter({ kind: 'polled', isBusy: newestLaunchAt !== null, newestLaunchAt }, 0, NOW, WATCH_PACE);
const failed = (failures: number, isForLong = false) =>
  waitAfter({ kind: 'failed', because: '', isForLong }, failures, NOW, WATCH_PACE);

describe('how often AnyDesk is asked', () => {
  it('is most often in the minutes after a launch, and seldom while nothing is expected', () => {
    expect([polled(NOW - 1000), polled(NOW - 600_000), polled(null)]).toEqual([15_000, 30_000, 300_000]);
  });

  it('is ever less often the longer it does not answer, up to every five minutes', () => {
    expect([1, 2, 3, 4, 5, 6, 60].map((failures) => failed(failures))).toEqual([
      15_000, 30_000, 60_000, 120_000, 240_000, 300_000, 300_000,
    ]);
  });

  it('is seldom while it refuses us: only a person can mend that', () => {
    expect(failed(1, true)).toBe(300_000);
  });
});
