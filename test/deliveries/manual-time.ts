import type { Clock } from '../../core/ports/world.ts';
import type { Timers } from '../../server/deliveries/dispatch/timers.ts';

type Waiting = { readonly at: number; readonly run: () => void };

/** A clock and timers that only a test moves. */
export type ManualTime = {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Milliseconds until the next timer; null when none is set. */
  next(): number | null;
  /** Moves on and calls what has come due, one after the other; `settle` runs after each call. */
  advance(ms: number, settle: () => Promise<void>): Promise<void>;
  /** Moves the clock alone, as when a process was stopped for a while. */
  jump(ms: number): void;
  /** Forgets every timer, as when their process died. */
  forget(): void;
};

export function manualTime(start: number): ManualTime {
  let now = start;
  const waiting = new Set<Waiting>();
  const earliest = (): Waiting | null => [...waiting].toSorted((a, b) => a.at - b.at)[0] ?? null;
  return {
    clock: { now: () => now },
    timers: {
      after: (ms, run) => {
        const entry = { at: now + Math.max(0, ms), run };
        waiting.add(entry);
        return () => waiting.delete(entry);
      },
    },
    next: () => {
      const entry = earliest();
      return entry === null ? null : Math.max(0, entry.at - now);
    },
    advance: async (ms, settle) => {
      const end = now + ms;
      for (let entry = earliest(); entry !== null && entry.at <= end; entry = earliest()) {
        now = Math.max(now, entry.at);
        waiting.delete(entry);
        entry.run();
        await settle();
      }
      now = end;
      await settle();
    },
    jump: (ms) => {
      now += ms;
    },
    forget: () => waiting.clear(),
  };
}
