import type { EpochMs } from '../../core/session-request/values.ts';
import type { DeliveryKind, Sweep as KindSweep } from './delivery-kind.ts';
import type { DeliveryServices } from './delivery-services.ts';
import type { DeliveryStore, SweepQueue, ToSweep } from './delivery-store.ts';

export type SweepDeps = {
  readonly queue: SweepQueue;
  readonly store: Pick<DeliveryStore, 'hasDue'>;
  readonly kinds: ReadonlyMap<string, DeliveryKind>;
  readonly services: DeliveryServices;
  /** Something is to be sent again. */
  readonly wake: (channel: string) => void;
};

export type SweepCounts = { readonly checked: number; readonly sentAgain: number; readonly removed: number };

/** `full`: the channel has no calls to spare now. */
type Finding = 'once' | 'missing' | 'copies-removed' | 'cannot-tell' | 'full';

const AT_ONCE = 100;
const HOUR_MS = 60 * 60 * 1000;
const SECOND_LOOK_MS = 24 * HOUR_MS;
const GIVE_UP_MS = 48 * HOUR_MS;

/**
 * Makes the function that checks, some minutes after each delivery, that its effect is there exactly once: what has gone is sent again
 * under the same key, later copies are removed. It spends only calls that nothing else needs. One process at a time may run it.
 */
export function createSweep(deps: SweepDeps): () => Promise<SweepCounts> {
  return async () => {
    const full = new Set<string>();
    const counts = { checked: 0, sentAgain: 0, removed: 0 };
    for (const delivery of await deps.queue.due(deps.services.clock.now(), AT_ONCE)) {
      if (full.has(delivery.channel)) continue;
      const finding = await sweepOne(deps, delivery);
      if (finding === 'full') full.add(delivery.channel);
      else counts.checked += 1;
      if (finding === 'missing') counts.sentAgain += 1;
      if (finding === 'copies-removed') counts.removed += 1;
    }
    return counts;
  };
}

async function sweepOne(deps: SweepDeps, delivery: ToSweep): Promise<Finding> {
  const { queue, services } = deps;
  const now = services.clock.now();
  const sweep = deps.kinds.get(delivery.kind)?.sweep ?? null;
  if (sweep === null || now - delivery.doneAt > GIVE_UP_MS) {
    await queue.postpone(delivery.id, null);
    return 'cannot-tell';
  }
  if (!(await hasCallToSpare(deps, delivery, now))) return 'full';
  const copies = await sweep.copies(delivery.payload, delivery, services);
  if (copies.kind !== 'done') {
    const isHopeless = copies.kind === 'not-done' && copies.retry.when === 'never';
    await queue.postpone(delivery.id, isHopeless ? null : now + HOUR_MS);
    return 'cannot-tell';
  }
  const [first, ...later] = copies.value;
  if (first === undefined) return sendAgain(deps, delivery, now);
  return keepOne(deps, delivery, sweep, { first, later });
}

/** Whoever removes an entry twice means it. */
async function sendAgain({ queue, wake }: SweepDeps, delivery: ToSweep, now: EpochMs): Promise<Finding> {
  if (delivery.resent) {
    await queue.postpone(delivery.id, null);
    return 'cannot-tell';
  }
  await queue.sendAgain(delivery.id, now);
  wake(delivery.channel);
  return 'missing';
}

async function keepOne(
  deps: SweepDeps,
  delivery: ToSweep,
  sweep: KindSweep<string>,
  { first, later }: { readonly first: string; readonly later: readonly string[] },
): Promise<Finding> {
  const { queue, services } = deps;
  for (const copy of later) {
    const removed = await sweep.remove(copy, delivery, services);
    if (removed.kind === 'done') continue;
    await queue.postpone(delivery.id, services.clock.now() + HOUR_MS);
    return 'cannot-tell';
  }
  // A very late effect of an attempt in doubt may still come.
  const secondLook = delivery.doneAt + SECOND_LOOK_MS;
  const isOpen = delivery.ambiguous && services.clock.now() < secondLook;
  await queue.checked(delivery.id, first, isOpen ? secondLook : null);
  return later.length === 0 ? 'once' : 'copies-removed';
}

async function hasCallToSpare(
  { store, kinds, services }: SweepDeps,
  delivery: ToSweep,
  now: EpochMs,
): Promise<boolean> {
  if (await store.hasDue(delivery.channel, now, 0)) return false;
  const gate = await kinds.get(delivery.kind)?.family.gate(delivery.channel, services);
  return gate?.open === true && gate.take(now) === null;
}
