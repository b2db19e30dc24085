import type { Timers } from '../deliveries/dispatch/timers.ts';

/** A wait that can be made shorter while it lasts. */
export type Pause = {
  /** Settles after so many milliseconds, or sooner when it is shortened. */
  wait(ms: number): Promise<void>;
  /** The wait that lasts ends in `ms` at the latest. No wait: nothing happens. */
  shorten(ms: number): void;
};

/** Counts by timers alone: a clock that is set anew makes no wait longer. */
export function createPause(timers: Timers): Pause {
  let waiting: { readonly end: () => void; readonly cancels: (() => void)[] } | null = null;
  return {
    wait: (ms) =>
      new Promise((resolve) => {
        const cancels: (() => void)[] = [];
        const end = (): void => {
          waiting = null;
          for (const cancel of cancels) cancel();
          resolve();
        };
        waiting = { end, cancels };
        cancels.push(timers.after(ms, end));
      }),
    shorten: (ms) => {
      if (waiting === null) return;
      const { end, cancels } = waiting;
      // Of many rings the first decides.
      if (cancels.length > 1 && ms > 0) return;
      cancels.push(timers.after(ms, end));
    },
  };
}
