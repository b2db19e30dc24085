import type { Clock } from '../../core/ports/world.ts';
import type { Timers } from '../deliveries/dispatch/timers.ts';

/** A wait that can be made shorter while it lasts. */
export type Pause = {
  /** Settles after so many milliseconds, or sooner when it is shortened. */
  wait(ms: number): Promise<void>;
  /** The wait that lasts ends in `ms` at the latest. No wait: nothing happens. */
  shorten(ms: number): void;
};

export function createPause(timers: Timers, clock: Clock): Pause {
  let waiting: { readonly endsAt: number; readonly cancel: () => void; readonly end: () => void } | null = null;
  const endIn = (ms: number, resolve: () => void): void => {
    const end = (): void => {
      waiting = null;
      resolve();
    };
    waiting = { endsAt: clock.now() + ms, cancel: timers.after(ms, end), end: resolve };
  };
  return {
    wait: (ms) => new Promise((resolve) => endIn(ms, resolve)),
    shorten: (ms) => {
      if (waiting === null || clock.now() + ms >= waiting.endsAt) return;
      const { cancel, end } = waiting;
      cancel();
      endIn(ms, end);
    },
  };
}
