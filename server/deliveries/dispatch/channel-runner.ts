import type { EpochMs } from '../../../core/session-request/values.ts';
import type { ChannelFamily, Gate } from '../delivery-channel.ts';
import type { ClaimedDelivery } from '../delivery-store.ts';
import { attempt } from './attempt.ts';
import { createChannelLease } from './channel-lease.ts';
import type { DispatcherDeps } from './dispatcher-deps.ts';
import { finish } from './finish.ts';
import type { Judgement } from './judge.ts';
import { lookBack } from './look-back.ts';
import { createOutage } from './outage.ts';
import { createPausing } from './pausing.ts';

/** Serves one channel: claims what is due, keeps so many lanes busy, and obeys budget, lease and pause. */
export type ChannelRunner = {
  /** Does what is due now. Cheap when there is nothing. */
  run(): void;
  /** When to call `run` again although nothing new came; null when it may be called at any time. */
  blockedUntil(): EpochMs | null;
  /** Every lane is taken: the next that falls free goes on by itself. */
  isSaturated(): boolean;
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
const NOTHING_FOUND_MS = 250;
/** Longer than any look takes. */
const PROBE_HOLD_MS = 90_000;

export function createChannelRunner(
  deps: DispatcherDeps,
  channel: string,
  family: ChannelFamily,
  /** Called when the channel has nothing more to begin at the moment. */
  drained: () => void,
): ChannelRunner {
  const { clock, store, settings } = deps;
  const lease = createChannelLease({ ...deps, channel, leaseMs: settings.leaseMs });
  const pausing = createPausing(deps.pauses, channel, clock);
  const outage = createOutage();
  const inFlight = new Map<string, Promise<void>>();
  const state: { running: Promise<void> | null; again: boolean; stopped: boolean; saturated: boolean } = {
    running: null,
    again: false,
    stopped: false,
    saturated: false,
  };
  let blockedUntil = 0;
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
      blockedUntil = clock.now() + FAULT_RETRY_MS;
      deps.report({ code: 'dispatch-fault', channel, error });
    }
  }

  async function fill(): Promise<void> {
    const now = clock.now();
    const interruptedBefore = mustLookBack ? now : now - settings.leaseMs;
    if (now < blockedUntil || !(await store.hasDue(channel, now, interruptedBefore))) return;
    const right = await lease.ensure();
    if (right === 'refused') {
      blockedUntil = now + LEASE_RETRY_MS;
      return;
    }
    if (right === 'taken' || mustLookBack) {
      await lookBack(deps, channel, (id) => inFlight.has(id));
      await pausing.load();
      mustLookBack = false;
    }
    const allowed = await mayTry();
    if (allowed !== null) await claimDue(allowed);
  }

  /** Null: nothing until later. */
  async function mayTry(): Promise<'all' | 'one' | null> {
    const allowed = await pausing.allows();
    if (typeof allowed !== 'object') return allowed;
    // Looked at now and then, because another process may end the pause.
    blockedUntil = Math.min(allowed.until, clock.now() + settings.idlePollMs);
    return null;
  }

  async function claimDue(allowed: 'all' | 'one'): Promise<void> {
    const gate = await family.gate(channel, deps.services);
    const now = clock.now();
    if (!gate.open) return pause(now + settings.reconnectMs, gate.because);
    const lanes = allowed === 'one' ? 1 : (gate.lanes ?? family.lanes);
    const limit = lanes - inFlight.size;
    state.saturated = limit <= 0;
    if (limit <= 0) return;
    const claimed = await store.claim(channel, {
      now,
      limit,
      probeHoldMs: PROBE_HOLD_MS,
      newAttemptId: deps.newId,
      admit: () => admit(gate, now),
    });
    for (const delivery of claimed) start(delivery);
    if (claimed.length > 0) state.again = true;
    else blockedUntil = Math.max(blockedUntil, now + NOTHING_FOUND_MS);
  }

  function admit(gate: Extract<Gate, { open: true }>, now: EpochMs): boolean {
    const wait = gate.take(now);
    if (wait !== null) blockedUntil = wait;
    return wait === null;
  }

  function start(delivery: ClaimedDelivery): void {
    const work = carryOut(delivery)
      .catch((error: unknown) => {
        mustLookBack = true;
        blockedUntil = clock.now() + FAULT_RETRY_MS;
        deps.report({ code: 'delivery-result-lost', channel, error });
      })
      .finally(() => {
        inFlight.delete(delivery.id);
        state.saturated = false;
        run();
      });
    inFlight.set(delivery.id, work);
  }

  async function carryOut(delivery: ClaimedDelivery): Promise<void> {
    const judgement = await attempt(deps, lease, delivery);
    await finish(deps, delivery, judgement.verdict);
    await follow(judgement);
  }

  async function follow({ pause: reason, reachable }: Judgement): Promise<void> {
    if (reason !== null) return pause(reason.until, reason.reason);
    await pausing.end();
    if (outage.heard(reachable) === 'over') await store.release(channel, clock.now());
  }

  async function pause(until: EpochMs, reason: string): Promise<void> {
    blockedUntil = Math.min(until, clock.now() + settings.idlePollMs);
    await pausing.begin(until, reason);
  }

  return {
    run,
    blockedUntil: () => (blockedUntil > clock.now() ? blockedUntil : null),
    isSaturated: () => state.saturated,
    resume: () => {
      blockedUntil = 0;
      run();
    },
    quiet: async () => {
      while (state.running !== null || inFlight.size > 0) {
        await Promise.allSettled([state.running, ...inFlight.values()]);
      }
    },
    stop: () => {
      state.stopped = true;
    },
    release: () => lease.release(),
  };
}
