import type { DeliveryEnd } from '../delivery-kind.ts';
import type { ClaimedDelivery, Verdict } from '../delivery-store.ts';
import type { DispatcherDeps } from './dispatcher-deps.ts';

/** Stores what became of an attempt; then tells the kind, when this was the end of the delivery. */
export async function finish(deps: DispatcherDeps, delivery: ClaimedDelivery, verdict: Verdict): Promise<void> {
  const stored = await deps.store.settle(delivery, verdict, deps.clock.now());
  const end = endOf(verdict);
  if (!stored || end === null) return;
  try {
    await deps.kinds.get(delivery.kind)?.ended(delivery.payload, delivery, end, deps.services);
  } catch (error) {
    deps.report({ code: 'delivery-news-lost', channel: delivery.channel, error });
  }
}

function endOf(verdict: Verdict): DeliveryEnd | null {
  switch (verdict.state) {
    case 'done':
      return { state: 'done', skipped: verdict.reason !== null };
    case 'parked':
      return { state: 'parked', because: verdict.reason ?? '' };
    case 'pending':
    case 'unknown':
      return null;
    default:
      return verdict.state satisfies never;
  }
}
