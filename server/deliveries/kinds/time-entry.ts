import { z } from 'zod';
import type { Answer } from '../../../core/ports/answer.ts';
import type { RequestChange } from '../../../core/ports/delivery-planner.ts';
import type { NewDelivery } from '../../../core/ports/stores.ts';
import { notConnected, sent, skipped } from '../answers.ts';
import { HELP_DESK_CHANNELS, helpDeskChannel, ticketLane } from '../delivery-channel.ts';
import { deliveryKind, type PlanContext, type Sent } from '../delivery-kind.ts';
import type { DeliveryServices } from '../delivery-services.ts';
import type { ClaimedDelivery } from '../delivery-store.ts';
import { markerOf } from '../marker.ts';

const NAME = 'time-entry';

const timePayload = z.object({
  ticketId: z.string(),
  agentId: z.string(),
  marker: z.string(),
  number: z.string(),
  /** All sessions of the request so far; what was booked before is taken off when it is sent. */
  totalMs: z.number(),
  estimated: z.boolean(),
  closedAt: z.number(),
});
type TimePayload = z.infer<typeof timePayload>;

/** Books the time of the sessions when a request is closed, where the installation wants it. */
export const kind = deliveryKind<TimePayload>({
  name: NAME,
  family: HELP_DESK_CHANNELS,
  timeoutMs: 35_000,
  payload: timePayload,
  plan,
  send: book,
  doubt: {
    remedy: 'park',
    because: 'Look at the time entries of the ticket: send it again only if this one is missing.',
  },
});

function plan({ after, events, installation, now }: RequestChange, context: PlanContext): readonly NewDelivery[] {
  const closed = events.find((event) => event.type === 'request-closed');
  const { ticket, assignee, sessions } = after;
  if (closed === undefined || !installation.settings.timeEntryOnClose) return [];
  if (ticket === null || assignee.kind !== 'agent' || sessions.totalMs === 0) return [];
  const payload: TimePayload = {
    ticketId: ticket.id,
    agentId: assignee.agent.id,
    marker: markerOf(after.number, after.version, context.newMark()),
    number: after.number,
    totalMs: sessions.totalMs,
    estimated: sessions.estimated,
    closedAt: closed.at,
  };
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
      mergeKey: null,
    },
  ];
}

async function book(
  payload: TimePayload,
  delivery: ClaimedDelivery,
  services: DeliveryServices,
): Promise<Answer<Sent>> {
  const desk = await services.helpDesks.of(delivery.installationId);
  const installation = await services.installations.find(delivery.installationId);
  if (desk === null || installation === null) return notConnected();
  const durationMs = payload.totalMs - (await bookedMs(delivery, services));
  if (durationMs <= 0) return skipped('The time was booked before.');
  const texts = services.texts(installation.settings.language);
  const about = { number: payload.number, duration: texts.duration(durationMs) };
  const note = texts.t(payload.estimated ? 'timeline.timeEntryAbout' : 'timeline.timeEntry', about);
  const answer = await desk.writer.addTimeEntry({
    ticketId: payload.ticketId,
    agentId: payload.agentId,
    durationMs,
    executedAt: payload.closedAt,
    note: `${note} (${payload.marker})`,
  });
  return answer.kind === 'done' ? sent(answer.value.entryId) : answer;
}

/** A request that was reopened and closed again books only what came since. */
async function bookedMs({ requestId }: ClaimedDelivery, services: DeliveryServices): Promise<number> {
  const payloads = await services.earlier.donePayloads(requestId, NAME);
  const totals = payloads.map((json) => timePayload.safeParse(JSON.parse(json)).data?.totalMs ?? 0);
  return Math.max(0, ...totals);
}
