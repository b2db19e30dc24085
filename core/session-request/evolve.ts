import { onAnotherDevice, proposalsAfter, sourceOf, withoutAssets } from './evolve/address.ts';
import { addressOf, closed, counted, created, factsOf, joinedAt, open, ready, waiting } from './evolve/become.ts';
import { erased } from './evolve/erased.ts';
import type { SessionRequestEvent } from './events.ts';
import type { SessionRequest } from './states.ts';

/**
 * The request after an event. A log that begins with request-created is always readable to its end: an event that does not fit the
 * state (which `decide` never makes) is followed as far as it can be, and each event raises the version by one.
 */
export function evolve(request: SessionRequest | null, event: SessionRequestEvent): SessionRequest {
  if (request === null) {
    if (event.type === 'request-created') return created(event);
    throw new Error(`a request begins with request-created, not with ${event.type}`);
  }
  const next = after(request, event);
  return { ...next, version: request.version + 1 };
}

function after(request: SessionRequest, event: SessionRequestEvent): SessionRequest {
  switch (event.type) {
    case 'request-created':
    case 'commented':
    case 'invitation-resend-asked':
    case 'invitation-sent':
    case 'invitation-delivered':
    case 'invitation-failed':
    case 'invitation-bounced':
      return request;
    case 'recipient-joined':
      return { ...waiting(request, event.at, 'joined', null), device: event.device ?? null };
    case 'device-changed':
      return {
        ...waiting(request, joinedAt(request, event.at), 'joined', null),
        ...onAnotherDevice(request),
        device: event.device,
      };
    case 'readiness-noted':
      return { ...request, readiness: { ...event.readiness, at: event.at } };
    case 'address-entered':
      if (request.status !== 'Waiting') return request;
      return { ...request, address: event.address, addressSource: sourceOf(event) };
    case 'addresses-proposed':
      return { ...request, proposals: proposalsAfter(request, event) };
    case 'download-noted':
      return { ...request, downloadAt: event.at };
    case 'access-asked':
      return request.status === 'Waiting' ? { ...request, accessAsked: { by: event.by, at: event.at } } : request;
    case 'access-granted':
      return {
        ...ready(request, event.address, event.consent, null),
        addressSource: addressOf(request) === event.address ? request.addressSource : 'entered',
      };
    case 'access-denied':
      return {
        ...waiting(request, joinedAt(request, event.at), 'denied', addressOf(request)),
        denials: request.denials + 1,
      };
    case 'consent-withdrawn':
      return {
        ...waiting(request, joinedAt(request, event.at), 'withdrawn', addressOf(request)),
        sessions: counted(request.sessions, event.sessionMs, false),
      };
    case 'access-lapsed':
      return waiting(request, joinedAt(request, event.at), 'lapsed', addressOf(request));
    case 'request-reported':
      return {
        ...closed(request, event.at, { outcome: 'cancelled', note: '', reason: 'reported' }),
        sessions: counted(request.sessions, event.sessionMs, false),
      };
    case 'connect-launched':
      if (request.status !== 'Ready') return request;
      return { ...request, launch: { agent: event.agent, at: event.at, unanswered: false } };
    case 'connect-unanswered':
      if (request.status !== 'Ready' || request.launch === null) return request;
      return { ...request, launch: { ...request.launch, unanswered: true } };
    case 'nobody-came':
      return request.status === 'Ready' ? { ...request, awaited: { told: event.told, at: event.at } } : request;
    case 'reminder-due':
      return { ...request, reminders: { ...request.reminders, lastBeforeMs: event.beforeMs } };
    case 'session-link-set':
      return { ...request, sessionLink: event.url };
    case 'session-rated':
      return request.status === 'Closed' ? { ...request, rating: event.rating } : request;
    case 'session-started':
      return {
        ...factsOf(request),
        status: 'Connected',
        joinedAt: 'joinedAt' in request ? request.joinedAt : null,
        address: event.address,
        addressSource: addressOf(request) === event.address ? request.addressSource : null,
        consent: event.consent,
        session: {
          startedAt: event.startedAt,
          source: event.source,
          agent: event.agent,
          externalId: event.externalId,
          endAskedAt: null,
        },
        closesWithTicketAt: null,
      };
    case 'session-ended':
      return sessionEnded(request, event);
    case 'session-end-asked':
      if (request.status !== 'Connected') return request;
      return { ...request, session: { ...request.session, endAskedAt: event.at } };
    case 'request-closed':
      return {
        ...closed(request, event.at, event),
        sessions: counted(request.sessions, event.sessionMs, event.sessionEstimated),
      };
    case 'request-reopened':
      return {
        ...open(request),
        expiresAt: event.expiresAt,
        schedule: null,
        moveLimits: null,
        sessionLink: null,
        linkGeneration: request.linkGeneration + (event.newLink ? 1 : 0),
        denials: 0,
      };
    case 'request-expired':
      return { ...factsOf(request), status: 'Expired', expiredAt: event.at, newLinkAskedAt: null };
    case 'rescheduled':
      return {
        ...open(request),
        schedule: event.schedule,
        expiresAt: event.expiresAt,
        moveLimits: event.moveLimits === undefined ? request.moveLimits : event.moveLimits,
        reminders: { since: event.at, lastBeforeMs: null },
      };
    case 'recipient-corrected':
      return {
        ...open(request),
        // Somebody else's number must not be called any more.
        callBack: event.newLink ? null : request.callBack,
        recipient: event.recipient,
        language: event.language,
        linkGeneration: request.linkGeneration + (event.newLink ? 1 : 0),
      };
    case 'new-link-asked':
      if (request.status !== 'Closed' && request.status !== 'Expired') return request;
      return { ...request, newLinkAskedAt: event.at };
    case 'call-back-asked':
      return { ...request, callBack: { phone: event.phone, when: event.when, askedAt: event.at, isOpen: true } };
    case 'call-back-dropped':
    case 'called-back':
      return request.callBack === null ? request : { ...request, callBack: { ...request.callBack, isOpen: false } };
    case 'assigned':
      return { ...request, assignee: event.assignee };
    case 'claimed':
      return {
        ...request,
        assignee: { kind: 'agent', agent: event.agent, queueId: queueOf(request) },
      };
    case 'extended':
      return { ...request, expiresAt: event.expiresAt };
    case 'ticket-attached':
      return { ...request, ticket: event.ticket, proposals: withoutAssets(request) };
    case 'ticket-merged':
      return { ...request, ticket: event.into, proposals: withoutAssets(request) };
    case 'ticket-closed':
      return { ...request, closesWithTicketAt: event.closesAt, ticketClosedAt: event.at };
    case 'kept-open':
      return { ...request, closesWithTicketAt: null, ticketClosedAt: null };
    case 'recipient-erased':
      return erased(request, event);
    default:
      return event satisfies never;
  }
}

function sessionEnded(
  request: SessionRequest,
  event: Extract<SessionRequestEvent, { type: 'session-ended' }>,
): SessionRequest {
  if (request.status !== 'Connected') return request;
  const sessions = counted(request.sessions, event.durationMs, false);
  const next =
    event.endedBy === 'recipient'
      ? waiting(request, joinedAt(request, event.at), 'ended-by-recipient', request.address)
      : ready(request, request.address, request.consent, event.endedAt);
  return { ...next, sessions };
}

function queueOf(request: SessionRequest): string | null {
  return 'queueId' in request.assignee ? request.assignee.queueId : null;
}
