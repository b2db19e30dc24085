import { z } from 'zod';
import type { Answer } from '../../../core/ports/answer.ts';
import type { RequestChange } from '../../../core/ports/delivery-planner.ts';
import type { TimelineEntry } from '../../../core/ports/help-desk.ts';
import type { NewDelivery } from '../../../core/ports/stores.ts';
import { notConnected, sent, skipped } from '../answers.ts';
import { HELP_DESK_CHANNELS, helpDeskChannel, ticketLane } from '../delivery-channel.ts';
import { deliveryKind, type PlanContext, type Sent } from '../delivery-kind.ts';
import type { DeliveryServices } from '../delivery-services.ts';
import type { ClaimedDelivery } from '../delivery-store.ts';
import { livingMarker } from '../marker.ts';
import { composeEntry, linesOf } from '../timeline/compose-entry.ts';
import { copiesOf, findCopy, removeCopy } from '../timeline/find-entry.ts';
import { isTold } from '../timeline/timeline-table.ts';

const NAME = 'living-entry';

const livingPayload = z.object({ ticketId: z.string(), marker: z.string() });
type LivingPayload = z.infer<typeof livingPayload>;

/** One entry a request and ticket, rewritten at every change: only its first writing can ever be in doubt. */
export const kind = deliveryKind<LivingPayload>({
  name: NAME,
  family: HELP_DESK_CHANNELS,
  timeoutMs: 35_000,
  payload: livingPayload,
  plan,
  send: async (payload, delivery, services) => {
    const entry = await compose(payload, delivery, services);
    if (entry === null) return skipped('The request is gone.');
    return write(entry, delivery, services);
  },
  doubt: {
    remedy: 'probe',
    settleMs: 120_000,
    probe: async (payload, delivery, services) => {
      // The entry itself is there: only its newest text is in doubt, and writing that again does no harm.
      if ((await entryIdOf(delivery, services)) !== null) return { kind: 'done', value: 'absent' };
      return findCopy(payload, delivery, services);
    },
  },
  sweep: { copies: copiesOf, remove: removeCopy },
});

function plan({ after, events, installation, now }: RequestChange, context: PlanContext): readonly NewDelivery[] {
  const { ticket } = after;
  if (installation.settings.timeline !== 'living-entry' || ticket === null) return [];
  if (!events.some((event) => isTold(event, 'every-change'))) return [];
  const payload: LivingPayload = { ticketId: ticket.id, marker: livingMarker(after, ticket.id) };
  return [
    {
      id: context.newId(),
      kind: NAME,
      installationId: after.installationId,
      requestId: after.id,
      channel: helpDeskChannel(after.installationId),
      lane: ticketLane(after.installationId, ticket.id),
      notBefore: now,
      payload: JSON.stringify(payload),
      // The text is made when it is sent, so one waiting update serves all changes until then.
      mergeKey: `${NAME}:${after.id}:${ticket.id}`,
    },
  ];
}

async function compose(
  { ticketId, marker }: LivingPayload,
  { requestId, installationId }: ClaimedDelivery,
  services: DeliveryServices,
): Promise<TimelineEntry | null> {
  const stored = await services.requests.find(requestId);
  const installation = await services.installations.find(installationId);
  if (stored === null || installation === null) return null;
  const { number, status, sessions, recipient } = stored.request;
  const logged = await services.requests.events(requestId, 0);
  const events = logged.map(({ event }) => event).filter((event) => isTold(event, 'every-change'));
  const facts = { ticketId, marker, requestId, number, status, sessions, recipient: recipient.name, notify: [] };
  return composeEntry(facts, installation, services, (teller) => ({ lines: linesOf(events, teller), withLink: true }));
}

async function write(
  entry: TimelineEntry,
  delivery: ClaimedDelivery,
  services: DeliveryServices,
): Promise<Answer<Sent>> {
  const desk = await services.helpDesks.of(delivery.installationId);
  if (desk === null) return notConnected();
  const entryId = await entryIdOf(delivery, services);
  if (entryId !== null) {
    const updated = await desk.timeline.update(entryId, entry);
    const isGone = updated.kind === 'not-done' && updated.because.code === 'not-found';
    if (!isGone) return updated.kind === 'done' ? sent(entryId) : updated;
  }
  const posted = await desk.timeline.post(entry);
  return posted.kind === 'done' ? sent(posted.value.entryId) : posted;
}

function entryIdOf({ requestId, lane }: ClaimedDelivery, services: DeliveryServices): Promise<string | null> {
  return services.earlier.remoteId({ requestId, kind: NAME, lane });
}
