import { z } from 'zod';
import type { Answer, NotDone } from '../../../core/ports/answer.ts';
import type { RequestChange } from '../../../core/ports/delivery-planner.ts';
import type { HelpDesk, TimelineEntry } from '../../../core/ports/help-desk.ts';
import type { Installation } from '../../../core/ports/installation.ts';
import type { NewDelivery } from '../../../core/ports/stores.ts';
import type { SessionRequestEvent } from '../../../core/session-request/events.ts';
import { isActive, type SessionRequest } from '../../../core/session-request/states.ts';
import { notConnected, refused, sent, skipped } from '../answers.ts';
import { HELP_DESK_CHANNELS, helpDeskChannel, ticketLane } from '../delivery-channel.ts';
import { deliveryKind, type PlanContext, type Sent } from '../delivery-kind.ts';
import type { DeliveryServices } from '../delivery-services.ts';
import type { ClaimedDelivery } from '../delivery-store.ts';
import { mayBeWrittenTo, NOT_ON_THE_LIST } from '../mail/allow-list.ts';
import { markerOf } from '../marker.ts';
import { plainLine } from '../plain-line.ts';
import { findCopy } from '../timeline/find-entry.ts';

const NAME = 'ticket-reply';

const replyPayload = z.object({ ticketId: z.string(), marker: z.string() });
type ReplyPayload = z.infer<typeof replyPayload>;

/** The invitation as a public reply of the ticket, which the help desk itself mails to the requester. */
export const kind = deliveryKind<ReplyPayload>({
  name: NAME,
  family: HELP_DESK_CHANNELS,
  timeoutMs: 35_000,
  payload: replyPayload,
  plan,
  send: reply,
  doubt: {
    remedy: 'probe',
    settleMs: 120_000,
    probe: (payload, delivery, services) => findCopy(payload, delivery, services),
  },
  ended: async (_payload, delivery, end, services) => {
    if (end.state === 'done' && end.skipped) return;
    const { requestId, id, attemptId } = delivery;
    const news = { requestId, channel: 'ticket', reference: `${id}:${attemptId}` } as const;
    await services.recordInvitation(
      end.state === 'done'
        ? { ...news, result: 'sent', because: '' }
        : { ...news, result: 'failed', because: end.because },
    );
  },
});

function plan({ after, events, now }: RequestChange, context: PlanContext): readonly NewDelivery[] {
  const { ticket } = after;
  if (ticket === null || !events.some((event) => invites(event, after))) return [];
  const marker = markerOf(after.number, after.version, context.newMark());
  return [
    {
      id: context.newId(),
      kind: NAME,
      installationId: after.installationId,
      requestId: after.id,
      channel: helpDeskChannel(after.installationId),
      lane: ticketLane(after.installationId, ticket.id),
      notBefore: now,
      payload: JSON.stringify({ ticketId: ticket.id, marker } satisfies ReplyPayload),
      mergeKey: null,
    },
  ];
}

function invites(event: SessionRequestEvent, { channels }: SessionRequest): boolean {
  if (event.type === 'invitation-resend-asked') return event.channel === 'ticket';
  if (!channels.includes('ticket')) return false;
  if (event.type === 'recipient-corrected') return event.newLink;
  return event.type === 'request-created' || event.type === 'request-reopened';
}

async function reply(
  payload: ReplyPayload,
  delivery: ClaimedDelivery,
  services: DeliveryServices,
): Promise<Answer<Sent>> {
  const desk = await services.helpDesks.of(delivery.installationId);
  const installation = await services.installations.find(delivery.installationId);
  const stored = await services.requests.find(delivery.requestId);
  if (desk === null || installation === null) return notConnected();
  if (stored === null || !isActive(stored.request)) return skipped('The request had ended before it was sent.');
  const { request } = stored;
  if (!mayBeWrittenTo(installation, request.recipient.email)) return refused('refused', NOT_ON_THE_LIST);
  const barred = await barredRequester(desk, installation, payload.ticketId);
  if (barred !== null) return barred;
  const answer = await desk.timeline.reply(compose(payload, request, installation, services));
  return answer.kind === 'done' ? sent(answer.value.entryId) : answer;
}

/**
 * The help desk writes to the ticket's own requester, whoever the request is for: in a test installation both must be on the list. Null:
 * nothing stands against it.
 */
async function barredRequester(
  { tickets }: Pick<HelpDesk, 'tickets'>,
  installation: Installation,
  ticketId: string,
): Promise<NotDone | null> {
  if (installation.environment === 'production') return null;
  const found = await tickets.findTicket(ticketId);
  if (found.kind === 'not-done') return found;
  if (found.kind === 'unknown') {
    const because = { code: 'unreachable', message: found.because } as const;
    return { kind: 'not-done', retry: { when: 'soon' }, because };
  }
  const requesters = found.value.contacts.filter(({ role }) => role === 'requester');
  const mayHear = requesters.every(({ email }) => mayBeWrittenTo(installation, email));
  return requesters.length > 0 && mayHear ? null : refused('refused', NOT_ON_THE_LIST);
}

function compose(
  { ticketId, marker }: ReplyPayload,
  request: SessionRequest,
  { settings }: Installation,
  services: DeliveryServices,
): TimelineEntry {
  const texts = services.texts(request.language);
  const company = plainLine(settings.company, 100);
  const zone = request.schedule?.timeZone ?? settings.timeZone;
  const moment = (at: number) => ({ time: texts.shortDateTime(at, zone), zone });
  return {
    ticketId,
    marker,
    paragraphs: [
      texts.t('timeline.invitation.greeting', { recipient: plainLine(request.recipient.name, 100) }),
      request.ticket === null
        ? texts.t('timeline.invitation.askAlone', { company })
        : texts.t('timeline.invitation.ask', { company, ticket: plainLine(request.ticket.number, 100) }),
      ...(request.schedule === null ? [] : [texts.t('timeline.start', moment(request.schedule.startAt))]),
      texts.t('timeline.expires', moment(request.expiresAt)),
      texts.t('timeline.invitation.consent'),
    ],
    links: [{ label: texts.t('timeline.invitation.open'), url: services.links.joinUrl(request) }],
    visibility: 'public',
    notify: [],
  };
}
