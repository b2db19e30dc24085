import type { ChannelFamily } from './delivery-channel.ts';
import { ORPHAN_CHANNEL } from './delivery-channel.ts';
import type { ResendAnswer } from './delivery-store.ts';
import { type ChannelRunner, createChannelRunner } from './dispatch/channel-runner.ts';
import type { DispatcherDeps } from './dispatch/dispatcher-deps.ts';
import { createScan } from './dispatch/scan.ts';
import { within } from './dispatch/timers.ts';

/** Brings deliveries to the outside systems: in order within a lane, lanes and channels independent of each other. */
export type Dispatcher = {
  /** Begins; what an earlier process left in flight is looked at first. */
  start(): void;
  /** Something may be due. Call it after every commit; it costs next to nothing when called often. */
  wake(channel?: string): void;
  /** New credentials or settings: the channel's pause ends now. */
  resume(channel: string): Promise<void>;
  /** Sends a parked or doubtful delivery again under its own key. */
  resend(deliveryId: string): Promise<ResendAnswer>;
  /** All parked ones of a channel; returns how many. */
  resendParked(channel: string): Promise<number>;
  /** Settles when nothing runs; what waits for a later moment does not count. */
  quiet(): Promise<void>;
  /** Begins nothing new, and waits for what is in flight, but not for ever. */
  stop(): Promise<void>;
};

export function createDispatcher(deps: DispatcherDeps): Dispatcher {
  const runners = new Map<string, ChannelRunner>();
  const scan = createScan(deps, { runnerOf, each: () => runners.values() });
  let started = false;

  function runnerOf(channel: string): ChannelRunner {
    const known = runners.get(channel);
    if (known !== undefined) return known;
    const made = createChannelRunner(deps, channel, familyOf(deps, channel), () => scan.soon());
    runners.set(channel, made);
    return made;
  }

  function wake(channel?: string): void {
    if (!started) return;
    if (channel === undefined) scan.now();
    else runnerOf(channel).run();
  }

  async function quiet(): Promise<void> {
    for (;;) {
      await scan.quiet();
      await Promise.all([...runners.values()].map((runner) => runner.quiet()));
      if (scan.isQuiet()) return;
    }
  }

  return {
    start: () => {
      started = true;
      scan.now();
    },
    wake,
    resume: async (channel) => {
      await deps.pauses.lift(channel);
      if (started) runnerOf(channel).resume();
    },
    resend: async (deliveryId) => {
      const { answer, channel } = await deps.resends.resend(deliveryId, deps.clock.now(), settleTime(deps));
      if (channel !== null) wake(channel);
      return answer;
    },
    resendParked: async (channel) => {
      const queued = await deps.resends.resendParked(channel, deps.clock.now(), settleTime(deps));
      wake(channel);
      return queued;
    },
    quiet,
    stop: async () => {
      started = false;
      scan.stop();
      for (const runner of runners.values()) runner.stop();
      const ended = Promise.all([...runners.values()].map((runner) => runner.quiet())).then(() => true);
      await within(deps.timers, deps.settings.stopMs, ended, () => false);
      await Promise.all([...runners.values()].map((runner) => runner.release()));
    },
  };
}

function familyOf(deps: DispatcherDeps, channel: string): ChannelFamily {
  for (const { family } of deps.kinds.values()) {
    const isFamily = family.prefix.endsWith(':') ? channel.startsWith(family.prefix) : channel === family.prefix;
    if (isFamily) return family;
  }
  return ORPHAN_CHANNEL;
}

function settleTime(deps: DispatcherDeps): (kind: string) => number | null {
  return (name) => {
    const doubt = deps.kinds.get(name)?.doubt;
    return doubt?.remedy === 'probe' ? (deps.settings.settleMs ?? doubt.settleMs) : null;
  };
}
