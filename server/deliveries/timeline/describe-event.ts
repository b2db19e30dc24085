import type { SessionRequestEvent } from '../../../core/session-request/events.ts';
import { describeEnding } from './describe-ending.ts';
import type { Teller } from './teller.ts';

/** What happened, as sentences. Total: every event has its words, told or not. */
export function describeEvent(event: SessionRequestEvent, teller: Teller): readonly string[] {
  const { say, recipient } = teller;
  const who = teller.who(event.actor);
  switch (event.type) {
    case 'request-created':
      return describeCreation(event, teller);
    case 'recipient-joined':
      return [say('joined', { recipient })];
    case 'device-changed':
      return [say('deviceChanged', { recipient })];
    case 'readiness-noted':
      return [say('readinessNoted', { recipient }), ...describeReadiness(event, teller)];
    case 'nobody-came':
      return [say(`nobodyCame.${event.told}`, { recipient })];
    case 'reminder-due':
      return [say('reminded', { recipient })];
    case 'session-link-set':
      return [say(event.url === null ? 'sessionLinkGone' : 'sessionLinkSet', { who })];
    case 'session-rated':
      return describeRating(event, teller);
    case 'address-entered':
      return [say('addressEntered', { who, address: teller.name(event.address) })];
    case 'addresses-proposed':
      return [say('addressesProposed', { recipient })];
    case 'download-noted':
      return [say('downloadNoted', { recipient })];
    case 'access-asked':
      return [say('accessAsked', { who, recipient })];
    case 'access-granted':
      return [say('accessGranted', { recipient, named: grantedTo(event, teller) })];
    case 'access-denied':
      return [say('accessDenied', { recipient })];
    case 'access-lapsed':
      return [
        say(event.because === 'not-present' ? 'accessLapsed.notPresent' : 'accessLapsed.tooLongAgo', { recipient }),
      ];
    case 'connect-launched':
      return event.takenOverFrom === null
        ? [say('launched', { who })]
        : [say('takenOver', { who, previous: teller.agent(event.takenOverFrom) })];
    case 'connect-unanswered':
      return [say('unanswered')];
    case 'session-started':
      return describeStart(event, teller);
    case 'consent-withdrawn':
    case 'request-reported':
    case 'session-ended':
    case 'session-end-asked':
    case 'request-closed':
    case 'request-expired':
      return describeEnding(event, teller);
    case 'request-reopened':
      return [say('reopened', { who }), ...expires(event.expiresAt, teller), ...newLink(event.newLink, teller)];
    case 'rescheduled':
      return [
        say('rescheduled', { who }),
        say('start', teller.moment(event.schedule.startAt)),
        ...expires(event.expiresAt, teller),
      ];
    case 'recipient-corrected': {
      const reach = [event.recipient.email, event.recipient.phone].filter((one) => one !== null).join(', ');
      const corrected = { who, recipient: teller.name(event.recipient.name), reach: teller.prose(reach) };
      return [say('corrected', corrected), ...newLink(event.newLink, teller)];
    }
    case 'new-link-asked':
      return [say('newLinkAsked', { recipient })];
    case 'call-back-asked':
      return describeCallBack(event, teller);
    case 'call-back-dropped':
      return [say('callBackDropped', { recipient })];
    case 'called-back':
      return [say('calledBack', { who, recipient })];
    case 'assigned':
      return [say('assigned', { who, assignee: teller.assignee(event.assignee) })];
    case 'claimed':
      return event.previous.kind === 'agent'
        ? [say('claimedFrom', { who, previous: teller.agent(event.previous.agent) })]
        : [say('claimed', { who })];
    case 'extended':
      return [say('extended', { who }), ...expires(event.expiresAt, teller)];
    case 'commented':
      return [say('commented', { who, comment: teller.prose(event.text) })];
    case 'invitation-resend-asked':
      return [say('resendAsked', { who, channel: teller.channels([event.channel]) })];
    case 'invitation-sent':
      return [say('invitationSent', { channel: teller.channels([event.channel]) })];
    case 'invitation-delivered':
      return [say('invitationDelivered', { channel: teller.channels([event.channel]) })];
    case 'invitation-failed':
    case 'invitation-bounced': {
      const failure = { channel: teller.channels([event.channel]), because: teller.reason(event.because) };
      const told = say(event.type === 'invitation-failed' ? 'invitationFailed' : 'invitationBounced', failure);
      const { thenBy } = event;
      return thenBy === undefined ? [told] : [told, say('sentInstead', { channel: teller.channels([thenBy]) })];
    }
    case 'ticket-attached':
      return [say('attached', { who })];
    case 'ticket-merged':
      return [say('mergedHere', { ticket: teller.name(event.from.number) })];
    case 'ticket-closed':
      return [event.closesAt === null ? say('ticketClosed') : say('ticketCloses', teller.moment(event.closesAt))];
    case 'kept-open':
      return [say('keptOpen')];
    case 'recipient-erased':
      return [say('recipientErased')];
    default:
      return event satisfies never;
  }
}

type Of<Type extends SessionRequestEvent['type']> = Extract<SessionRequestEvent, { type: Type }>;

function describeCreation(event: Of<'request-created'>, teller: Teller): readonly string[] {
  const { say, recipient } = teller;
  return [
    say('created', { who: teller.who(event.actor), recipient }),
    say('createdChannels', { channels: teller.channels(event.channels) }),
    ...(event.schedule === null ? [] : [say('start', teller.moment(event.schedule.startAt))]),
    ...expires(event.expiresAt, teller),
    ...(event.comment === '' ? [] : [say('comment', { comment: teller.prose(event.comment) })]),
  ];
}

function describeReadiness({ readiness }: Of<'readiness-noted'>, { say }: Teller): readonly string[] {
  const open = readiness.findings.flatMap(({ check, result }) =>
    result === 'good' ? [] : [say(`readiness.${result}.${check}`)],
  );
  return open.length === 0 ? [say('readiness.allGood')] : open;
}

function describeRating({ rating }: Of<'session-rated'>, teller: Teller): readonly string[] {
  const { say, recipient } = teller;
  const told = say('rated', { recipient, stars: String(rating.stars) });
  return rating.comment === '' ? [told] : [told, say('comment', { comment: teller.prose(rating.comment) })];
}

/** The number is shown as it is, so that a copy of it can be dialled. */
function describeCallBack({ phone, when }: Of<'call-back-asked'>, teller: Teller): readonly string[] {
  const { say, recipient } = teller;
  const asked = say('callBackAsked', { recipient, phone: teller.name(phone) });
  return when === '' ? [asked] : [asked, say('callBackWhen', { when: teller.prose(when) })];
}

function describeStart(event: Of<'session-started'>, teller: Teller): readonly string[] {
  const { say, recipient } = teller;
  const sources = {
    'remote-tool': 'startedSource.remoteTool',
    webhook: 'startedSource.webhook',
    agent: 'startedSource.agent',
  } as const;
  return [
    event.agent === null
      ? say('started', { recipient })
      : say('startedBy', { agent: teller.agent(event.agent), recipient }),
    say(sources[event.source], { who: teller.who(event.actor) }),
    ...(event.consent.source === 'remote-tool-window' ? [say('acceptedThere')] : []),
  ];
}

function grantedTo(event: Of<'access-granted'>, teller: Teller): string {
  return event.consent.source === 'join-page' ? teller.name(event.consent.named) : teller.say('who.remoteTool');
}

function expires(at: number, teller: Teller): readonly string[] {
  return [teller.say('expires', teller.moment(at))];
}

function newLink(isNew: boolean, teller: Teller): readonly string[] {
  return isNew ? [teller.say('newLink')] : [];
}
