/** How often somebody may be wrong before he has to wait, how the wait grows, and when failures are forgotten. */
export type ThrottleRule = {
  readonly free: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  readonly forgetAfterMs: number;
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/**
 * One person who mistypes is hardly slowed; one network that guesses soon is. The account's own rule is mild: whoever knows an address
 * must not be able to lock its owner out.
 */
export const THROTTLE_RULES = {
  accountFromNetwork: { free: 4, firstWaitMs: 2 * SECOND, longestWaitMs: 15 * MINUTE, forgetAfterMs: 60 * MINUTE },
  network: { free: 30, firstWaitMs: 2 * SECOND, longestWaitMs: 5 * MINUTE, forgetAfterMs: 60 * MINUTE },
  account: { free: 50, firstWaitMs: SECOND, longestWaitMs: 20 * SECOND, forgetAfterMs: 60 * MINUTE },
} as const satisfies Record<string, ThrottleRule>;

/** How long to wait after so many failures in a row, in milliseconds; 0 for not at all. */
export function waitAfter(failures: number, rule: ThrottleRule): number {
  const over = failures - rule.free;
  if (over <= 0) return 0;
  return Math.min(rule.longestWaitMs, rule.firstWaitMs * 2 ** Math.min(over - 1, 30));
}
