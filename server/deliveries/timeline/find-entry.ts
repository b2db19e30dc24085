import type { Answer } from '../../../core/ports/answer.ts';
import { notConnected } from '../answers.ts';
import type { SweptDelivery } from '../delivery-kind.ts';
import type { DeliveryServices } from '../delivery-services.ts';

type Marked = { readonly ticketId: string; readonly marker: string };

/** Clocks differ, and the entry may be older than the delivery's newest attempt. The marker is random, so looking far back does no harm. */
const LOOK_BACK_MS = 60 * 60 * 1000;

/** The entries with the marker on the ticket, oldest first. */
export async function copiesOf(
  { ticketId, marker }: Marked,
  delivery: SweptDelivery,
  services: DeliveryServices,
): Promise<Answer<readonly string[]>> {
  const desk = await services.helpDesks.of(delivery.installationId);
  if (desk === null) return notConnected();
  const found = await desk.timeline.find(ticketId, marker, delivery.createdAt - LOOK_BACK_MS);
  return found.kind === 'done' ? { kind: 'done', value: found.value.map(({ entryId }) => entryId) } : found;
}

/** Whether an entry in doubt was written. */
export async function findCopy(
  marked: Marked,
  delivery: SweptDelivery,
  services: DeliveryServices,
): Promise<Answer<{ readonly found: string } | 'absent'>> {
  const copies = await copiesOf(marked, delivery, services);
  if (copies.kind !== 'done') return copies;
  const [first] = copies.value;
  return { kind: 'done', value: first === undefined ? 'absent' : { found: first } };
}

export async function removeCopy(
  entryId: string,
  delivery: SweptDelivery,
  services: DeliveryServices,
): Promise<Answer<null>> {
  const desk = await services.helpDesks.of(delivery.installationId);
  return desk === null ? notConnected() : desk.timeline.remove(entryId);
}
