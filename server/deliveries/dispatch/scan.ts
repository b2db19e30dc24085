import type { EpochMs } from '../../../core/session-request/values.ts';
import type { ChannelRunner } from './channel-runner.ts';
import type { DispatcherDeps } from './dispatcher-deps.ts';

/** Asks which channels have work, and when to ask again. One query, however often it is woken meanwhile. */
export type Scan = {
  now(): void;
  /** Within a moment: several channels that fall idle together need one look. */
  soon(): void;
  /** Looks until there is nothing to look for at this moment. */
  quiet(): Promise<void>;
  isQuiet(): boolean;
  stop(): void;
};

const SOON_MS = 5;

export function createScan(
  deps: DispatcherDeps,
  runners: { runnerOf(channel: string): ChannelRunner; each(): Iterable<ChannelRunner> },
): Scan {
  const { clock, timers, settings, store } = deps;
  const state: { scanning: Promise<void> | null; again: boolean; wanted: boolean; stopped: boolean } = {
    scanning: null,
    again: false,
    wanted: false,
    stopped: false,
  };
  let isFirst = true;
  let timer: { readonly at: EpochMs; forget(): void } | null = null;

  function now(): void {
    state.again = true;
    if (state.stopped || state.scanning !== null) return;
    state.scanning = loop().finally(() => {
      state.scanning = null;
      // Woken after the last look and before this line.
      if (state.again) now();
    });
  }

  async function loop(): Promise<void> {
    let next = settings.idlePollMs;
    while (state.again && !state.stopped) {
      state.again = false;
      state.wanted = false;
      timer?.forget();
      timer = null;
      try {
        next = await look();
      } catch (error) {
        deps.report({ code: 'dispatch-fault', channel: null, error });
        next = settings.idlePollMs;
      }
    }
    inTime(next);
  }

  /** Starts every channel with due work; returns the milliseconds until there may be more. */
  async function look(): Promise<number> {
    const at = clock.now();
    // At first whatever an earlier process left; later only what its owner must have given up.
    const channels = await store.dueChannels(isFirst ? 0 : settings.leaseMs);
    isFirst = false;
    let next = at + settings.idlePollMs;
    for (const { channel, dueAt } of channels) {
      const runner = runners.runnerOf(channel);
      const blocked = runner.blockedUntil();
      if (dueAt > at) next = Math.min(next, dueAt);
      else if (blocked !== null) next = Math.min(next, blocked);
      else if (!runner.isSaturated()) runner.run();
    }
    return next - at;
  }

  function inTime(ms: number): void {
    const at = clock.now() + Math.min(ms, settings.idlePollMs);
    if (state.stopped || (timer !== null && timer.at <= at)) return;
    timer?.forget();
    timer = {
      at,
      forget: timers.after(at - clock.now(), () => {
        timer = null;
        now();
      }),
    };
  }

  return {
    now,
    soon: () => {
      state.wanted = true;
      inTime(SOON_MS);
    },
    isQuiet: () => state.scanning === null && (!state.wanted || state.stopped),
    quiet: async () => {
      if (state.wanted) now();
      while (state.scanning !== null) await state.scanning;
    },
    stop: () => {
      state.stopped = true;
      timer?.forget();
      timer = null;
    },
  };
}
