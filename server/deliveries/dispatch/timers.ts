/** The one way the dispatcher waits, so that tests can let time pass. */
export type Timers = {
  /** Calls `run` once after so many milliseconds; call the result to forget it. */
  after(ms: number, run: () => void): () => void;
};

const LONGEST_MS = 2 ** 31 - 1;

export const systemTimers: Timers = {
  after: (ms, run) => {
    // A waiting delivery alone does not keep the process alive.
    const timer = setTimeout(run, Math.min(Math.max(0, ms), LONGEST_MS)).unref();
    return () => clearTimeout(timer);
  },
};

/** `work`, or what `late` gives when it takes longer. The work itself goes on; its result is dropped then. */
export function within<Result>(
  timers: Timers,
  timeoutMs: number,
  work: Promise<Result>,
  late: () => Result,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const forget = timers.after(timeoutMs, () => resolve(late()));
    work.then(resolve, reject).finally(forget);
  });
}
