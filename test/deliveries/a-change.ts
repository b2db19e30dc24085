import type { RequestChange } from '../../core/ports/delivery-planner.ts';
import type { Installation } from '../../core/ports/installation.ts';
import type { NewDelivery } from '../../core/ports/stores.ts';
import type { SessionRequestEvent } from '../../core/session-request/events.ts';
import type { DeliveryKind, PlanContext } from '../../server/deliveries/delivery-kind.ts';
import { anInstallation } from '../builders/an-installation.ts';
import { fold } from '../builders/histories.ts';

/** What `events` change in a request with this history. */
export function aChange(
  history: readonly SessionRequestEvent[],
  events: readonly SessionRequestEvent[],
  installation: Installation = anInstallation(),
): RequestChange {
  const before = history.length === 0 ? null : fold(history);
  const after = fold([...history, ...events]);
  return { installation, before, after, events, now: events.at(-1)?.at ?? 0 };
}

/** Ids and marks that count up, and the endpoints given. */
export function aContext(webhooks: ReturnType<PlanContext['webhooksOf']> = []): PlanContext {
  let ids = 0;
  let marks = 0;
  return {
    newId: () => `id-${String((ids += 1))}`,
    newMark: () => `MRK${String((marks += 1))}`,
    webhooksOf: () => webhooks,
  };
}

export type Planned = NewDelivery & { readonly facts: Readonly<Record<string, unknown>> };

/** What a kind plans for a change, with its payload read. */
export function planOf(kind: DeliveryKind, change: RequestChange, context = aContext()): readonly Planned[] {
  return kind.plan(change, context).map((delivery) => ({
    ...delivery,
    facts: JSON.parse(delivery.payload) as Readonly<Record<string, unknown>>,
  }));
}
