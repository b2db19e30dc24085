import type { NotedReadiness } from './readiness.ts';
import type {
  Actor,
  AddressProposal,
  AddressSource,
  AgentRef,
  Assignee,
  Awaited,
  CallBack,
  Channel,
  CloseReason,
  Consent,
  EpochMs,
  Intent,
  MoveLimits,
  Outcome,
  Rating,
  Recipient,
  RemoteAddress,
  Schedule,
  SessionSource,
  TicketRef,
} from './values.ts';

export const STATUSES = ['Open', 'Waiting', 'Ready', 'Connected', 'Closed', 'Expired'] as const;
export type Status = (typeof STATUSES)[number];

/** What every request has, in any status. */
export type RequestFacts = {
  readonly id: string;
  /** `RS-000123`: what people read and say. */
  readonly number: string;
  readonly installationId: string;
  readonly ticket: TicketRef | null;
  readonly recipient: Recipient;
  /** BCP 47 tag of mails and, until the browser says better, of the join page. */
  readonly language: string;
  readonly assignee: Assignee;
  readonly comment: string;
  readonly schedule: Schedule | null;
  readonly expiresAt: EpochMs;
  readonly channels: readonly Channel[];
  /** Two words, shown on panel and join page, said aloud; never in the mail. */
  readonly phrase: string;
  /** Raised whenever old links must die: the link is derived from id and generation. */
  readonly linkGeneration: number;
  readonly createdAt: EpochMs;
  readonly createdBy: Actor;
  /** Number of events so far; the compare-and-set version. */
  readonly version: number;
  readonly denials: number;
  readonly sessions: SessionTotals;
  /** Set while the ticket was closed under an Open or Waiting request: when this one closes too. */
  readonly closesWithTicketAt: EpochMs | null;
  /** The ticket was closed under a Ready request: the agent is asked what to do. */
  readonly ticketClosedAt: EpochMs | null;
  readonly intents: readonly Intent[];
  readonly moveLimits: MoveLimits | null;
  /** The device that joined; other devices may take its place, never stand beside it. */
  readonly device: string | null;
  readonly readiness: NotedReadiness | null;
  /** A link to a session that the agent made in the remote tool itself. */
  readonly sessionLink: string | null;
  /** Of the address that is known now; null when none is. */
  readonly addressSource: AddressSource | null;
  readonly proposals: readonly AddressProposal[];
  /** When the recipient pressed the download on this device; null when he did not. */
  readonly downloadAt: EpochMs | null;
  /** The last time the recipient asked to be called; null when never. */
  readonly callBack: CallBack | null;
  readonly reminders: Reminders;
  /** When what was personal of the recipient was erased: from then on nothing can be done with the request. */
  readonly erasedAt: EpochMs | null;
};

/** `since`: when the start was chosen; `lastBeforeMs`: the reminder that went out last. */
export type Reminders = { readonly since: EpochMs; readonly lastBeforeMs: number | null };

export type SessionTotals = {
  readonly count: number;
  readonly totalMs: number;
  /** True when a duration in the total was never observed. */
  readonly estimated: boolean;
};

export type Launch = { readonly agent: AgentRef; readonly at: EpochMs; readonly unanswered: boolean };

/** Why a joined request is in Waiting and not further. */
export type WaitingBecause = 'joined' | 'denied' | 'withdrawn' | 'lapsed' | 'ended-by-recipient';

export type OpenRequest = RequestFacts & { readonly status: 'Open' };

export type WaitingRequest = RequestFacts & {
  readonly status: 'Waiting';
  readonly joinedAt: EpochMs;
  readonly because: WaitingBecause;
  readonly accessAsked: { readonly by: AgentRef; readonly at: EpochMs } | null;
  /** Typed by recipient or agent, or known from before; the recipient confirms it with Allow. */
  readonly address: RemoteAddress | null;
};

export type ReadyRequest = RequestFacts & {
  readonly status: 'Ready';
  readonly joinedAt: EpochMs;
  readonly address: RemoteAddress;
  readonly consent: Consent;
  readonly launch: Launch | null;
  /** Who was told last that nobody comes. */
  readonly awaited: { readonly told: Awaited; readonly at: EpochMs } | null;
  /** Set after a session ended technically: it may be taken up again until it closes by itself. */
  readonly lastSessionEndedAt: EpochMs | null;
};

export type ConnectedRequest = RequestFacts & {
  readonly status: 'Connected';
  readonly joinedAt: EpochMs | null;
  readonly address: RemoteAddress;
  readonly consent: Consent;
  readonly session: {
    readonly startedAt: EpochMs;
    readonly source: SessionSource;
    readonly agent: AgentRef | null;
    /** The remote tool's own session id, when it told one. */
    readonly externalId: string | null;
    /** The agent was asked whether the session is over. */
    readonly endAskedAt: EpochMs | null;
  };
};

export type ClosedRequest = RequestFacts & {
  readonly status: 'Closed';
  readonly closedAt: EpochMs;
  readonly outcome: Outcome;
  readonly note: string;
  readonly reason: CloseReason;
  readonly newLinkAskedAt: EpochMs | null;
  readonly rating: Rating | null;
};

export type ExpiredRequest = RequestFacts & {
  readonly status: 'Expired';
  readonly expiredAt: EpochMs;
  readonly newLinkAskedAt: EpochMs | null;
};

export type SessionRequest =
  | OpenRequest
  | WaitingRequest
  | ReadyRequest
  | ConnectedRequest
  | ClosedRequest
  | ExpiredRequest;

export type ActiveRequest = OpenRequest | WaitingRequest | ReadyRequest | ConnectedRequest;

export function isActive(request: SessionRequest): request is ActiveRequest {
  return request.status !== 'Closed' && request.status !== 'Expired';
}
