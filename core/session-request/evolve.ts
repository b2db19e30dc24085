import type { RequestCreated, SessionRequestEvent } from './events.ts';
import type { OpenRequest, RequestFacts, SessionRequest, SessionTotals, WaitingBecause } from './states.ts';
import type { Consent, EpochMs, RemoteAddress } from './values.ts';

/**
 * The request after an event. Total: an event that does not fit the state (which `decide` never makes) changes nothing but the
 * version, so that a log is always readable to its end.
 */
export function evolve(request: SessionRequest | null, event: SessionRequestEvent): SessionRequest {
  if (request === null) {
    if (event.type === 'request-created') return created(event);
    throw new Error(`a request begins with request-created, not with ${event.type}`);
  }
  const next = after(request, event);
  return { ...next, version: request.version + 1 };
}

function created(event: RequestCreated): OpenRequest {
  return {
    status: 'Open',
    id: event.id,
    number: event.number,
    installationId: event.installationId,
    ticket: event.ticket,
    recipient: event.recipient,
    language: event.language,
    assignee: event.assignee,
    comment: event.comment,
    schedule: event.schedule,
    expiresAt: event.expiresAt,
    channels: event.channels,
    phrase: event.phrase,
    linkGeneration: 1,
    createdAt: event.at,
    createdBy: event.actor,
    version: 1,
    denials: 0,
    sessions: { count: 0, totalMs: 0, estimated: false },
    closesWithTicketAt: null,
    ticketClosedAt: null,
  };
}

function after(request: SessionRequest, event: SessionRequestEvent): SessionRequest {
  switch (event.type) {
    case 'request-created':
    case 'commented':
    case 'invitation-resend-asked':
    case 'invitation-sent':
    case 'invitation-failed':
    case 'invitation-bounced':
      return request;
    case 'recipient-joined':
      return waiting(request, event.at, 'joined', null);
    case 'address-entered':
      return request.status === 'Waiting' ? { ...request, address: event.address } : request;
    case 'access-asked':
      return request.status === 'Waiting' ? { ...request, accessAsked: { by: event.by, at: event.at } } : request;
    case 'access-granted':
      return ready(request, event.address, event.consent, null);
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
    case 'session-started':
      return {
        ...factsOf(request),
        status: 'Connected',
        joinedAt: 'joinedAt' in request ? request.joinedAt : null,
        address: event.address,
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
        linkGeneration: request.linkGeneration + (event.newLink ? 1 : 0),
        denials: 0,
      };
    case 'request-expired':
      return { ...factsOf(request), status: 'Expired', expiredAt: event.at, newLinkAskedAt: null };
    case 'rescheduled':
      return { ...open(request), schedule: event.schedule, expiresAt: event.expiresAt };
    case 'recipient-corrected':
      return {
        ...open(request),
        recipient: event.recipient,
        language: event.language,
        linkGeneration: request.linkGeneration + (event.newLink ? 1 : 0),
      };
    case 'new-link-asked':
      if (request.status !== 'Closed' && request.status !== 'Expired') return request;
      return { ...request, newLinkAskedAt: event.at };
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
      return { ...request, ticket: event.ticket };
    case 'ticket-merged':
      return { ...request, ticket: event.into };
    case 'ticket-closed':
      return { ...request, closesWithTicketAt: event.closesAt, ticketClosedAt: event.at };
    case 'kept-open':
      return { ...request, closesWithTicketAt: null, ticketClosedAt: null };
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

/** What stays true of a request whatever its status becomes. */
function factsOf(request: SessionRequest): RequestFacts {
  const {
    id,
    number,
    installationId,
    ticket,
    recipient,
    language,
    assignee,
    comment,
    schedule,
    expiresAt,
    channels,
    phrase,
    linkGeneration,
    createdAt,
    createdBy,
    version,
    denials,
    sessions,
    closesWithTicketAt,
    ticketClosedAt,
  } = request;
  return {
    id,
    number,
    installationId,
    ticket,
    recipient,
    language,
    assignee,
    comment,
    schedule,
    expiresAt,
    channels,
    phrase,
    linkGeneration,
    createdAt,
    createdBy,
    version,
    denials,
    sessions,
    closesWithTicketAt,
    ticketClosedAt,
  };
}

function open(request: SessionRequest): OpenRequest {
  return { ...factsOf(request), status: 'Open', closesWithTicketAt: null, ticketClosedAt: null };
}

function waiting(
  request: SessionRequest,
  joined: EpochMs,
  because: WaitingBecause,
  address: RemoteAddress | null,
): Extract<SessionRequest, { status: 'Waiting' }> {
  return { ...factsOf(request), status: 'Waiting', joinedAt: joined, because, accessAsked: null, address };
}

function ready(
  request: SessionRequest,
  address: RemoteAddress,
  consent: Consent,
  lastSessionEndedAt: EpochMs | null,
): Extract<SessionRequest, { status: 'Ready' }> {
  return {
    ...factsOf(request),
    status: 'Ready',
    joinedAt: joinedAt(request, consent.givenAt),
    address,
    consent,
    launch: null,
    lastSessionEndedAt,
    // An answer to "close too?" given for an earlier status says nothing about this one.
    closesWithTicketAt: null,
  };
}

function closed(
  request: SessionRequest,
  at: EpochMs,
  why: Pick<Extract<SessionRequest, { status: 'Closed' }>, 'outcome' | 'note' | 'reason'>,
): Extract<SessionRequest, { status: 'Closed' }> {
  return {
    ...factsOf(request),
    status: 'Closed',
    closedAt: at,
    outcome: why.outcome,
    note: why.note,
    reason: why.reason,
    newLinkAskedAt: null,
    closesWithTicketAt: null,
  };
}

function counted(sessions: SessionTotals, durationMs: number | null, estimated: boolean): SessionTotals {
  if (durationMs === null) return sessions;
  return {
    count: sessions.count + 1,
    totalMs: sessions.totalMs + durationMs,
    estimated: sessions.estimated || estimated,
  };
}

function joinedAt(request: SessionRequest, otherwise: EpochMs): EpochMs {
  return ('joinedAt' in request ? request.joinedAt : null) ?? otherwise;
}

function addressOf(request: SessionRequest): RemoteAddress | null {
  return 'address' in request ? request.address : null;
}

function queueOf(request: SessionRequest): string | null {
  return 'queueId' in request.assignee ? request.assignee.queueId : null;
}
