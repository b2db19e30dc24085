import type { DeliveryPlanner } from '../../core/ports/delivery-planner.ts';
import type { DeliveryKind, PlanContext } from './delivery-kind.ts';

/** Asks every kind what a change is to tell. What goes to the same lane keeps the order of the kinds' names. */
export function planDeliveries(kinds: Iterable<DeliveryKind>, context: PlanContext): DeliveryPlanner {
  const all = [...kinds];
  return { plan: (change) => all.flatMap((kind) => kind.plan(change, context)) };
}
