import type { SessionRequestEvent } from '../../../../core/session-request/events.ts';
import type { Recipient } from '../../../../core/session-request/values.ts';
import { reasonText } from '../../../texts/reason-text.ts';
import { assigneeWord, channelWord, outcomeWord, type ShowAddress } from '../words.ts';
import type { Visit } from '../visit.ts';

/** What happened, in one sentence without who and when; `quote` is what a person wrote. */
export type EventText = { readonly text: string; readonly quote: string | null };

export function eventText(event: SessionRequestEvent, visit: Visit, showAddress: ShowAddress): EventText {
  return { text: sentence(event, visit, showAddress), quote: quoteOf(event) };
}

function quoteOf(event: SessionRequestEvent): string | null {
  if (event.type === 'request-created' && event.comment !== '') return event.comment;
  if (event.type === 'request-closed' && event.note !== '') return event.note;
  if (event.type === 'call-back-asked' && event.when !== '') return event.when;
  if (event.type === 'session-rated' && event.rating.comment !== '') return event.rating.comment;
  return event.type === 'commented' ? event.text : null;
}

function sentence(event: SessionRequestEvent, visit: Visit, showAddress: ShowAddress): string {
  const { texts, zone } = visit;
  const say = (name: string, params: Record<string, string> = {}): string =>
    texts.lookUp(`console.event.${name}`, params);
  const moment = (at: number): string => texts.shortDateTime(at, zone);
  const assignee = (one: Parameters<typeof assigneeWord>[0]): string => assigneeWord(one, texts, showAddress);
  switch (event.type) {
    case 'request-created':
      return say(event.type, { channels: texts.list(event.channels.map((channel) => channelWord(channel, texts))) });
    case 'nobody-came':
      return say(`nobody-came-${event.told}`);
    case 'reminder-due':
      return say(event.type, { duration: texts.duration(event.beforeMs) });
    case 'session-link-set':
      return say(event.url === null ? 'session-link-gone' : event.type);
    case 'session-rated':
      return say(event.type, { stars: String(event.rating.stars) });
    case 'readiness-noted':
      return say(event.readiness.findings.every(({ result }) => result === 'good') ? 'readiness-good' : event.type, {
        system: texts.lookUp(`system.${event.readiness.system}`),
      });
    case 'address-entered':
      return say(event.type, { address: showAddress(event.address) });
    case 'addresses-proposed':
      return proposed(event, say, texts, showAddress);
    case 'access-granted':
      return say(event.type, {
        address: showAddress(event.address),
        named: event.consent.source === 'join-page' ? event.consent.named : '',
      });
    case 'consent-withdrawn':
    case 'request-reported':
      return event.sessionMs === null
        ? say(event.type)
        : `${say(event.type)} ${say('session-stopped', { duration: texts.duration(event.sessionMs) })}`;
    case 'access-lapsed':
      return say(`access-lapsed-${event.because}`);
    case 'connect-launched':
      return event.takenOverFrom === null
        ? say(event.type)
        : say('connect-launched-over', { agent: event.takenOverFrom.name });
    case 'session-started':
      return say(`session-started-${event.source}`, { address: showAddress(event.address) });
    case 'session-ended':
      return `${say(`session-ended-${event.endedBy}`, { duration: texts.duration(event.durationMs) })} ${say(`session-end-source.${event.source}`)}`;
    case 'request-closed':
      return `${say(`request-closed-${event.reason}`)} ${say('outcome', { outcome: outcomeWord(event.outcome, texts) })}`;
    case 'request-reopened':
      return say(event.newLink ? 'request-reopened-new-link' : event.type, { time: moment(event.expiresAt) });
    case 'rescheduled':
      return say(event.type, { time: texts.dateTime(event.schedule.startAt, event.schedule.timeZone) });
    case 'recipient-corrected':
      return say(event.newLink ? 'recipient-corrected-new-link' : event.type, { recipient: reach(event.recipient) });
    case 'assigned':
      return say(event.type, { assignee: assignee(event.assignee), previous: assignee(event.previous) });
    case 'claimed':
      return say(event.type, { previous: assignee(event.previous) });
    case 'extended':
      return say(event.type, { time: moment(event.expiresAt) });
    case 'invitation-resend-asked':
    case 'invitation-sent':
    case 'invitation-delivered':
      return say(event.type, { channel: channelWord(event.channel, texts) });
    case 'invitation-failed':
    case 'invitation-bounced':
      return notArrived(event, say, texts);
    case 'ticket-attached':
      return say(event.type, { ticket: event.ticket.number });
    case 'ticket-merged':
      return say(event.type, { from: event.from.number, into: event.into.number });
    case 'ticket-closed':
      return event.closesAt === null ? say(event.type) : say('ticket-closed-closes', { time: moment(event.closesAt) });
    case 'call-back-asked':
      return say(event.type, { phone: event.phone });
    case 'recipient-joined':
    case 'device-changed':
    case 'download-noted':
    case 'access-asked':
    case 'access-denied':
    case 'connect-unanswered':
    case 'session-end-asked':
    case 'request-expired':
    case 'new-link-asked':
    case 'call-back-dropped':
    case 'called-back':
    case 'commented':
    case 'kept-open':
    case 'recipient-erased':
      return say(event.type);
    default:
      return event satisfies never;
  }
}

function notArrived(
  {
    type,
    channel,
    because,
    thenBy,
  }: Extract<SessionRequestEvent, { type: 'invitation-failed' | 'invitation-bounced' }>,
  say: (name: string, params: Record<string, string>) => string,
  texts: Visit['texts'],
): string {
  const told = say(type, { channel: channelWord(channel, texts), because: reasonText(texts, because) });
  return thenBy === undefined ? told : `${told} ${say('sent-instead', { channel: channelWord(thenBy, texts) })}`;
}

function proposed(
  { source, proposals }: Extract<SessionRequestEvent, { type: 'addresses-proposed' }>,
  say: (name: string, params?: Record<string, string>) => string,
  texts: Visit['texts'],
  showAddress: ShowAddress,
): string {
  if (proposals.length === 0) return say('addresses-proposed-none');
  const devices = proposals.map(({ name, address }) => [name, showAddress(address)].filter(Boolean).join(': '));
  return say(`addresses-proposed-${source}`, { devices: texts.list(devices) });
}

function reach({ name, email, phone }: Recipient): string {
  return [name, email, phone].filter((part) => part !== null && part !== '').join(', ');
}
