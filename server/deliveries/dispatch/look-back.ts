import { bench, ORPHAN } from './attempt.ts';
import type { DispatcherDeps } from './dispatcher-deps.ts';
import { finish } from './finish.ts';
import { judgeInterrupted } from './judge.ts';

/** Whoever served the channel before may have left without writing down what became of an attempt: nobody knows whether it was sent. */
export async function lookBack(
  deps: DispatcherDeps,
  channel: string,
  isInFlight: (deliveryId: string) => boolean,
): Promise<void> {
  for (const delivery of await deps.store.interrupted(channel)) {
    if (isInFlight(delivery.id)) continue;
    const kind = deps.kinds.get(delivery.kind) ?? ORPHAN;
    await finish(deps, delivery, judgeInterrupted(delivery, bench(deps, kind)).verdict);
  }
}
