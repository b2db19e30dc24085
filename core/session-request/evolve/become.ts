import { onAnotherDevice } from './address.ts';
import type { RequestCreated } from '../events.ts';
import type { OpenRequest, RequestFacts, SessionRequest, SessionTotals, WaitingBecause } from '../states.ts';
import { type Consent, type EpochMs, type RemoteAddress, USUAL_INTENTS } from '../values.ts';

export function created(event: RequestCreated): OpenRequest {
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
    intents: event.intents ?? USUAL_INTENTS,
    moveLimits: event.moveLimits ?? null,
    device: null,
    readiness: null,
    sessionLink: null,
    addressSource: null,
    proposals: [],
    downloadAt: null,
    callBack: null,
    reminders: { since: event.at, lastBeforeMs: null },
    erasedAt: null,
  };
}

/** What stays true of a request whatever its status becomes. */
export function factsOf(request: SessionRequest): RequestFacts {
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
    intents,
    moveLimits,
    device,
    readiness,
    sessionLink,
    addressSource,
    proposals,
    downloadAt,
    callBack,
    reminders,
    erasedAt,
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
    intents,
    moveLimits,
    device,
    readiness,
    sessionLink,
    addressSource,
    proposals,
    downloadAt,
    callBack,
    reminders,
    erasedAt,
  };
}

export function open(request: SessionRequest): OpenRequest {
  return {
    ...factsOf(request),
    ...onAnotherDevice(request),
    status: 'Open',
    closesWithTicketAt: null,
    ticketClosedAt: null,
    device: null,
    addressSource: null,
  };
}

export function waiting(
  request: SessionRequest,
  joined: EpochMs,
  because: WaitingBecause,
  address: RemoteAddress | null,
): Extract<SessionRequest, { status: 'Waiting' }> {
  const addressSource = address === null ? null : request.addressSource;
  return {
    ...factsOf(request),
    status: 'Waiting',
    joinedAt: joined,
    because,
    accessAsked: null,
    address,
    addressSource,
  };
}

export function ready(
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
    awaited: null,
    lastSessionEndedAt,
    // An answer to "close too?" given for an earlier status says nothing about this one.
    closesWithTicketAt: null,
  };
}

export function closed(
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
    rating: null,
    closesWithTicketAt: null,
  };
}

export function counted(sessions: SessionTotals, durationMs: number | null, estimated: boolean): SessionTotals {
  if (durationMs === null) return sessions;
  return {
    count: sessions.count + 1,
    totalMs: sessions.totalMs + durationMs,
    estimated: sessions.estimated || estimated,
  };
}

export function joinedAt(request: SessionRequest, otherwise: EpochMs): EpochMs {
  return ('joinedAt' in request ? request.joinedAt : null) ?? otherwise;
}

export function addressOf(request: SessionRequest): RemoteAddress | null {
  return 'address' in request ? request.address : null;
}
