import type { StoredRequest } from '../ports/stores.ts';
import { joinOpensAt } from '../session-request/decide/times.ts';
import { type PermittedAction, permittedActions } from '../session-request/permitted-actions.ts';
import type { SessionRequest, Status } from '../session-request/states.ts';
import type { NotedReadiness } from '../session-request/readiness.ts';
import { isPresent, systemCloseAt } from '../session-request/timers.ts';
import type {
  Actor,
  AddressProposal,
  AddressSource,
  Assignee,
  Awaited,
  Channel,
  EpochMs,
  Intent,
  MoveLimits,
  Outcome,
  Rating,
  Recipient,
  RemoteAddress,
  Schedule,
  Situation,
  TicketRef,
} from '../session-request/values.ts';

/** Raised when a panel that knows an older number could misread the view. */
export const VIEW_VERSION = 1;

/** A request as an agent's panel shows it: what it is, what is going on, and what may be pressed. */
export type RequestView = {
  readonly viewVersion: number;
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly status: Status;
  readonly ticket: TicketRef | null;
  readonly recipient: Recipient;
  readonly language: string;
  readonly assignee: Assignee;
  readonly comment: string;
  readonly schedule: Schedule | null;
  readonly expiresAt: EpochMs;
  readonly channels: readonly Channel[];
  /** Say these two words to the recipient: the join page shows the same. */
  readonly phrase: string;
  readonly createdAt: EpochMs;
  readonly createdBy: { readonly name: string; readonly verified: boolean };
  readonly presence: { readonly onThePage: boolean; readonly seenAt: EpochMs | null };
  readonly address: RemoteAddress | null;
  /** How the address came to be known; null when none is, or nobody told. */
  readonly addressSource: AddressSource | null;
  /** Addresses that may be the recipient's device, while none is confirmed. */
  readonly proposals: readonly AddressProposal[];
  readonly progress: Progress;
  readonly sessions: { readonly count: number; readonly totalMs: number; readonly estimated: boolean };
  /** Set while the ticket is closed: when the request closes with it, or null when somebody must decide. */
  readonly ticketClosed: { readonly closesAt: EpochMs | null } | null;
  readonly intents: readonly Intent[];
  /** What the recipient wished when he allowed access; empty before that. */
  readonly wishes: readonly Intent[];
  readonly moveLimits: MoveLimits | null;
  /** Before this moment the recipient cannot join; null when nothing is scheduled. */
  readonly opensAt: EpochMs | null;
  readonly readiness: NotedReadiness | null;
  readonly sessionLink: string | null;
  /** The recipient wants to be called; null once somebody did, or it is not wanted any more. */
  readonly callBack: { readonly phone: string; readonly when: string; readonly askedAt: EpochMs } | null;
  readonly actions: readonly PermittedAction[];
};

/** What is going on, by status. */
export type Progress =
  | { readonly kind: 'open' }
  | {
      readonly kind: 'waiting';
      readonly joinedAt: EpochMs;
      readonly because: Extract<SessionRequest, { status: 'Waiting' }>['because'];
      readonly askedAt: EpochMs | null;
    }
  | {
      readonly kind: 'ready';
      readonly allowedAt: EpochMs;
      readonly launchedBy: string | null;
      readonly launchedAt: EpochMs | null;
      readonly unanswered: boolean;
      /** Who was told last that nobody comes. */
      readonly awaited: Awaited | null;
      /** A session ended technically; until then it can be taken up again. */
      readonly mayReconnectUntil: EpochMs | null;
    }
  | {
      readonly kind: 'connected';
      readonly startedAt: EpochMs;
      readonly toldBy: 'remote-tool' | 'webhook' | 'agent';
      readonly agent: string | null;
      /** Nobody saw an end for a long time: ask the agent. */
      readonly endAsked: boolean;
    }
  | {
      readonly kind: 'closed';
      readonly closedAt: EpochMs;
      readonly outcome: Outcome;
      readonly note: string;
      readonly reason: Extract<SessionRequest, { status: 'Closed' }>['reason'];
      readonly newLinkAskedAt: EpochMs | null;
      readonly rating: Rating | null;
    }
  | { readonly kind: 'expired'; readonly expiredAt: EpochMs; readonly newLinkAskedAt: EpochMs | null };

/** The view of a request for `viewer`. `viewer` null: somebody who may only look. */
export function requestView(stored: StoredRequest, viewer: Actor | null, situation: Situation): RequestView {
  const { request } = stored;
  const { createdBy } = request;
  return {
    viewVersion: VIEW_VERSION,
    id: request.id,
    number: request.number,
    version: request.version,
    status: request.status,
    ticket: request.ticket,
    recipient: request.recipient,
    language: request.language,
    assignee: request.assignee,
    comment: request.comment,
    schedule: request.schedule,
    expiresAt: request.expiresAt,
    channels: request.channels,
    phrase: request.phrase,
    createdAt: request.createdAt,
    createdBy:
      createdBy.kind === 'agent'
        ? { name: createdBy.agent.name, verified: createdBy.proof === 'signed-in' }
        : { name: createdBy.kind, verified: true },
    presence: { onThePage: isPresent(situation), seenAt: situation.recipientSeenAt },
    ...addressFacts(request),
    progress: progressOf(request, situation),
    sessions: request.sessions,
    ticketClosed: request.ticketClosedAt === null ? null : { closesAt: request.closesWithTicketAt },
    intents: request.intents,
    wishes: wishesOf(request),
    moveLimits: request.moveLimits,
    opensAt: request.schedule === null ? null : joinOpensAt(request, situation),
    readiness: request.readiness,
    sessionLink: request.sessionLink,
    callBack: callBackOf(request),
    actions: viewer === null ? [] : permittedActions(viewer, request, situation),
  };
}

function addressFacts(request: SessionRequest): Pick<RequestView, 'address' | 'addressSource' | 'proposals'> {
  const address = 'address' in request ? request.address : null;
  const isOpenQuestion = request.status === 'Open' || request.status === 'Waiting';
  return {
    address,
    addressSource: address === null ? null : request.addressSource,
    proposals: isOpenQuestion ? request.proposals.filter((proposal) => proposal.address !== address) : [],
  };
}

function callBackOf({ callBack }: SessionRequest): RequestView['callBack'] {
  if (callBack === null || !callBack.isOpen) return null;
  const { phone, when, askedAt } = callBack;
  return { phone, when, askedAt };
}

function wishesOf(request: SessionRequest): readonly Intent[] {
  if (!('consent' in request) || request.consent.source !== 'join-page') return [];
  return request.consent.wishes ?? [];
}

function progressOf(request: SessionRequest, situation: Situation): Progress {
  switch (request.status) {
    case 'Open':
      return { kind: 'open' };
    case 'Waiting':
      return {
        kind: 'waiting',
        joinedAt: request.joinedAt,
        because: request.because,
        askedAt: request.accessAsked?.at ?? null,
      };
    case 'Ready':
      return {
        kind: 'ready',
        allowedAt: request.consent.givenAt,
        launchedBy: request.launch?.agent.name ?? null,
        launchedAt: request.launch?.at ?? null,
        unanswered: request.launch?.unanswered ?? false,
        awaited: request.awaited?.told ?? null,
        mayReconnectUntil: systemCloseAt(request, situation)?.at ?? null,
      };
    case 'Connected':
      return {
        kind: 'connected',
        startedAt: request.session.startedAt,
        toldBy: request.session.source,
        agent: request.session.agent?.name ?? null,
        endAsked: request.session.endAskedAt !== null,
      };
    case 'Closed':
      return {
        kind: 'closed',
        closedAt: request.closedAt,
        outcome: request.outcome,
        note: request.note,
        reason: request.reason,
        newLinkAskedAt: request.newLinkAskedAt,
        rating: request.rating,
      };
    case 'Expired':
      return { kind: 'expired', expiredAt: request.expiredAt, newLinkAskedAt: request.newLinkAskedAt };
    default:
      return request satisfies never;
  }
}
