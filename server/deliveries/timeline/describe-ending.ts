import type {
  ConsentWithdrawn,
  RequestClosed,
  RequestExpired,
  RequestReported,
  SessionEndAsked,
  SessionEnded,
} from '../../../core/session-request/events.ts';
import type { CloseReason } from '../../../core/session-request/values.ts';
import type { Teller, TimelineText } from './teller.ts';

type Ending = ConsentWithdrawn | RequestReported | SessionEnded | SessionEndAsked | RequestClosed | RequestExpired;

const CLOSED: Readonly<Record<CloseReason, TimelineText>> = {
  'by-agent': 'closed.byAgent',
  'by-recipient': 'closed.byRecipient',
  'second-denial': 'closed.secondDenial',
  reported: 'closed.reported',
  'session-over': 'closed.sessionOver',
  'end-not-observed': 'closed.endNotObserved',
  'expired-after-session': 'closed.expiredAfterSession',
  'ticket-closed': 'closed.ticketClosed',
  'ticket-deleted': 'closed.ticketDeleted',
};

/** How a session or the request ended, as sentences. */
export function describeEnding(event: Ending, teller: Teller): readonly string[] {
  const { say, recipient } = teller;
  switch (event.type) {
    case 'consent-withdrawn':
      return [say('consentWithdrawn', { recipient }), ...sessionWas(event.sessionMs, false, teller)];
    case 'request-reported':
      return [say('reported', { recipient }), ...sessionWas(event.sessionMs, false, teller)];
    case 'session-ended':
      return [say(`ended.${event.endedBy}`, { recipient, duration: teller.duration(event.durationMs) })];
    case 'session-end-asked':
      return [say('endAsked')];
    case 'request-expired':
      return [say('expired')];
    case 'request-closed':
      return describeClosing(event, teller);
    default:
      return event satisfies never;
  }
}

function describeClosing(event: RequestClosed, teller: Teller): readonly string[] {
  const { say, recipient, sessions } = teller;
  const total = { count: sessions.count, duration: teller.duration(sessions.totalMs) };
  return [
    say(CLOSED[event.reason], { who: teller.who(event.actor), recipient }),
    ...sessionWas(event.sessionMs, event.sessionEstimated, teller),
    ...(event.outcome === 'not-stated' ? [] : [say('outcome', { outcome: teller.outcome(event.outcome) })]),
    ...(event.note === '' ? [] : [say('note', { note: teller.prose(event.note) })]),
    ...(sessions.count === 0 ? [] : [say(sessions.estimated ? 'totalAbout' : 'total', total)]),
  ];
}

function sessionWas(ms: number | null, estimated: boolean, teller: Teller): readonly string[] {
  if (ms === null) return [];
  return [teller.say(estimated ? 'sessionWasAbout' : 'sessionWas', { duration: teller.duration(ms) })];
}
