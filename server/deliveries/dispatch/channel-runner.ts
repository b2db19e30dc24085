import type { EpochMs } from '../../../core/session-request/values.ts';
import type { ChannelFamily, Gate } from '../delivery-channel.ts';
import type { ClaimedDelivery } from '../delivery-store.ts';
import { attempt, bench, ORPHAN } from './attempt.ts';
import { createChannelLease } from './channel-lease.ts';
import type { DispatcherDeps } from './dispatcher-deps.ts';
import { judgeInterrupted, type Judgement } from './judge.ts';
import { finish } from './finish.ts';
import { createOutage } from './outage.ts';

/** Serves one channel: claims what is due, keeps so many lanes busy, and obeys budget, lease and pause. */
export type ChannelRunner = {
  /** Does what is due now. Cheap when there is nothing. */
  run(): void;
  /** When to call `run` again although nothing new came; null when it may be called at any time. */
  blockedUntil(): EpochMs | null;
  /** Somebody mended what the channel was waiting for. */
  resume(): void;
  /** Settles when nothing of the channel runs any more. */
  quiet(): Promise<void>;
  /** Begins nothing new. */
  stop(): void;
  release(): Promise<void>;
};

const LEASE_RETRY_MS = 5_000;
const FAULT_RETRY_MS = 1_000;
/** Longer than any look takes. */
const PROBE_HOLD_MS = 90_000;

export function createChannelRunner(
  deps: DispatcherDeps,
  channel: string,
  family: ChannelFamily,
  /** Called when the channel has nothing more to do at the moment. */
  drained: () => void,
): ChannelRunner {
  const { clock, store, pauses, settings } = deps;
  const lease = createChannelLease({ ...deps, channel, leaseMs: settings.leaseMs });
  const outage = createOutage();
  const inFlight = new Map<string, Promise<void>>();
  const state: { running: Promise<void> | null; again: boolean; stopped: boolean } = {
    running: null,
    again: false,
    stopped: false,
  };
  let blockedUntil = 0;
  let isPaused = false;
  /** Attempts may lie about whose outcome nobody wrote down. */
  let mustLookBack = true;

  function run(): void {
    state.again = true;
    if (state.stopped || state.running !== null) return;
    state.running = loop().finally(() => {
      state.running = null;
      // Woken after the last look and before this line.
      if (state.again) run();
      else drained();
    });
  }

  async function loop(): Promise<void> {
    try {
      while (state.again && !state.stopped) {
        state.again = false;
        await fill();
      }
    } catch (error) {
      state.again = false;
      deps.report({ code: 'dispatch-fault', channel, error });
      blockedUntil = clock.now() + FAULT_RETRY_MS;
    }
  }

  async function fill(): Promise<void> {
    const now = clock.now();
    if (now < blockedUntil || !(await store.hasDue(channel, now))) return;
    const right = await lease.ensure();
    if (right === 'refused') {
      blockedUntil = now + LEASE_RETRY_MS;
      return;
    }
    if (right === 'taken' || mustLookBack) await lookBack();
    const free = await freeLanes();
    if (free === 0) return;
    const gate = await family.gate(channel, deps.services);
    if (!gate.open) return pause(clock.now() + settings.reconnectMs, gate.because);
    await claim(gate, free);
  }

  /** Whoever served the channel before may have left without writing down what became of an attempt. */
  async function lookBack(): Promise<void> {
    for (const delivery of await store.interrupted(channel)) {
      if (inFlight.has(delivery.id)) continue;
      const kind = deps.kinds.get(delivery.kind) ?? ORPHAN;
      await finish(deps, delivery, judgeInterrupted(delivery, bench(deps, kind)).verdict);
    }
    isPaused = (await pauses.of(channel)) !== null;
    mustLookBack = false;
  }

  /** A paused channel tries one at a time, and only when the pause is over. */
  async function freeLanes(): Promise<number> {
    if (!isPaused) return family.lanes - inFlight.size;
    const current = await pauses.of(channel);
    isPaused = current !== null;
    if (current === null) return family.lanes - inFlight.size;
    if (clock.now() < current.until) {
      blockedUntil = Math.min(current.until, clock.now() + settings.idlePollMs);
      return 0;
    }
    return inFlight.size === 0 ? 1 : 0;
  }

  async function claim(gate: Extract<Gate, { open: true }>, free: number): Promise<void> {
    const now = clock.now();
    const claimed = await store.claim(channel, {
      now,
      limit: free,
      probeHoldMs: PROBE_HOLD_MS,
      newAttemptId: deps.newId,
      admit: () => {
        const wait = gate.take(now);
        if (wait !== null) blockedUntil = wait;
        return wait === null;
      },
    });
    for (const delivery of claimed) start(delivery);
    if (claimed.length > 0) state.again = true;
  }

  function start(delivery: ClaimedDelivery): void {
    const work = carryOut(delivery)
      .catch((error: unknown) => {
        deps.report({ code: 'delivery-result-lost', channel, error });
        mustLookBack = true;
        blockedUntil = clock.now() + FAULT_RETRY_MS;
      })
      .finally(() => {
        inFlight.delete(delivery.id);
        run();
      });
    inFlight.set(delivery.id, work);
  }

  async function carryOut(delivery: ClaimedDelivery): Promise<void> {
    const judgement = await attempt(deps, lease, delivery);
    await finish(deps, delivery, judgement.verdict);
    await follow(judgement);
  }

  async function follow({ pause: pausing, reachable }: Judgement): Promise<void> {
    if (pausing !== null) return pause(pausing.until, pausing.reason);
    if (isPaused) await lift();
    if (outage.heard(reachable) === 'over') await store.release(channel, clock.now());
  }

  async function pause(until: EpochMs, reason: string): Promise<void> {
    isPaused = true;
    blockedUntil = Math.min(until, clock.now() + settings.idlePollMs);
    await pauses.pause(channel, until, reason, clock.now());
  }

  async function lift(): Promise<void> {
    isPaused = false;
    await pauses.lift(channel);
  }

  return {
    run,
    blockedUntil: () => (blockedUntil > clock.now() ? blockedUntil : null),
    resume: () => {
      blockedUntil = 0;
      run();
    },
    quiet: async () => {
      while (state.running !== null || inFlight.size > 0)
        await Promise.allSettled([state.running, ...inFlight.values()]);
    },
    stop: () => {
      state.stopped = true;
    },
    release: () => lease.release(),
  };
}
