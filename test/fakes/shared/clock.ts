/** A clock that tests can push forward. `now` is in epoch milliseconds. */
export type AdjustableClock = {
  now(): number;
  /** Adds to the clock; late commits, rate windows and stale lists follow at the next call. */
  advance(ms: number): void;
};

/** A clock that runs with `base` (the machine's clock when absent) plus whatever it was advanced by. */
export function adjustableClock(base: () => number = Date.now): AdjustableClock {
  let aheadMs = 0;
  return {
    now: () => base() + aheadMs,
    advance(ms) {
      aheadMs += ms;
    },
  };
}

/** ISO 8601 in whole seconds, the way help desks print times. */
export function isoSeconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
