import { z } from 'zod';
import type { Answer } from '../../../core/ports/answer.ts';
import type { RequestChange } from '../../../core/ports/delivery-planner.ts';
import type { HelpDesk } from '../../../core/ports/help-desk.ts';
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
  /** The id may be that of our own account of him; the address is the same in both. */
  agentEmail: z.string().nullable().default(null),
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
    agentEmail: assignee.agent.email,
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
  const agentId = await helpDeskId(payload, desk);
  if (agentId.kind !== 'done') return agentId;
  const texts = services.texts(installation.settings.language);
  const about = { number: payload.number, duration: texts.duration(durationMs) };
  const note = texts.t(payload.estimated ? 'timeline.timeEntryAbout' : 'timeline.timeEntry', about);
  const answer = await desk.writer.addTimeEntry({
    ticketId: payload.ticketId,
    agentId: agentId.value,
    durationMs,
    executedAt: payload.closedAt,
    note: `${note} (${payload.marker})`,
  });
  return answer.kind === 'done' ? sent(answer.value.entryId) : answer;
}

/** Who he is in the help desk. Where it does not tell, the id that the request has: it is his there, or the help desk says that it is nobody's. */
async function helpDeskId({ agentId, agentEmail }: TimePayload, desk: HelpDesk): Promise<Answer<string>> {
  if (agentEmail === null) return { kind: 'done', value: agentId };
  const found = await desk.tickets.findAgentByEmail(agentEmail);
  if (found.kind === 'done') return { kind: 'done', value: found.value?.id ?? agentId };
  // Reading agents needs a right that many accounts do not give away.
  const isForbidden = found.kind === 'not-done' && found.because.code === 'not-permitted';
  return isForbidden ? { kind: 'done', value: agentId } : notSent(found);
}

/** Nothing was written yet: whatever was not answered may simply be tried again. */
function notSent(answer: Exclude<Answer<unknown>, { kind: 'done' }>): Answer<never> {
  if (answer.kind === 'not-done') return answer;
  const because = { code: 'unreachable', message: answer.because } as const;
  return { kind: 'not-done', retry: { when: 'soon' }, because };
}

/** A request that was reopened and closed again books only what came since. */
async function bookedMs({ requestId }: ClaimedDelivery, services: DeliveryServices): Promise<number> {
  const payloads = await services.earlier.donePayloads(requestId, NAME);
  const totals = payloads.map((json) => timePayload.safeParse(JSON.parse(json)).data?.totalMs ?? 0);
  return Math.max(0, ...totals);
}
