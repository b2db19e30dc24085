import type { Timers } from '../deliveries/dispatch/timers.ts';

/** A wait that can be made shorter while it lasts. */
export type Pause = {
  /** Settles after so many milliseconds, or sooner when it is shortened; tells which of the two. */
  wait(ms: number): Promise<'over' | 'shortened'>;
  /** The wait that lasts ends in `ms` at the latest. No wait: nothing happens. */
  shorten(ms: number): void;
};

type Waiting = {
  readonly end: (how: 'over' | 'shortened') => void;
  readonly cancels: (() => void)[];
  /** The shortest time that was asked for so far. */
  shortestMs: number;
};

/** Counts by timers alone: a clock that is set anew makes no wait longer. */
export function createPause(timers: Timers): Pause {
  let waiting: Waiting | null = null;
  return {
    wait: (ms) =>
      new Promise((resolve) => {
        const cancels: (() => void)[] = [];
        const end = (how: 'over' | 'shortened'): void => {
          waiting = null;
          for (const cancel of cancels) cancel();
          resolve(how);
        };
        waiting = { end, cancels, shortestMs: Number.POSITIVE_INFINITY };
        cancels.push(timers.after(ms, () => end('over')));
      }),
    shorten: (ms) => {
      // Who asked before for as little time is served before: of many rings the first decides.
      if (waiting === null || ms >= waiting.shortestMs) return;
      waiting.shortestMs = ms;
      const { end, cancels } = waiting;
      cancels.push(timers.after(ms, () => end('shortened')));
    },
  };
}
