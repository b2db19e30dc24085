import type { Readiness } from './readiness.ts';
import type {
  Actor,
  AddressProposal,
  AddressSource,
  AgentRef,
  Assignee,
  Awaited,
  Channel,
  CloseReason,
  Consent,
  EpochMs,
  Intent,
  MoveLimits,
  Outcome,
  ProposalSource,
  Rating,
  Recipient,
  RemoteAddress,
  Schedule,
  SessionSource,
  TicketRef,
} from './values.ts';

type Event<Type extends string, Data = unknown> = {
  readonly type: Type;
  readonly at: EpochMs;
  readonly actor: Actor;
} & Data;

export type RequestCreated = Event<
  'request-created',
  {
    readonly id: string;
    readonly number: string;
    readonly installationId: string;
    readonly ticket: TicketRef | null;
    readonly recipient: Recipient;
    readonly language: string;
    readonly assignee: Assignee;
    readonly comment: string;
    readonly schedule: Schedule | null;
    readonly expiresAt: EpochMs;
    readonly channels: readonly Channel[];
    readonly phrase: string;
    /** Absent in logs from before they were asked; the same below. */
    readonly intents?: readonly Intent[];
    readonly moveLimits?: MoveLimits | null;
  }
>;
export type RecipientJoined = Event<'recipient-joined', { readonly device?: string | null }>;
/** The recipient goes on with another device: what was allowed for the first one is void. */
export type DeviceChanged = Event<'device-changed', { readonly device: string | null }>;
export type ReadinessNoted = Event<'readiness-noted', { readonly readiness: Readiness }>;
/** An AnyDesk address was typed, by the recipient or by the agent. Not yet confirmed. */
export type AddressEntered = Event<
  'address-entered',
  {
    readonly address: RemoteAddress;
    /** Absent in logs from before it was kept. */
    readonly source?: AddressSource;
  }
>;
/** Another system named addresses that may be the recipient's device; none takes back what it named before. */
export type AddressesProposed = Event<
  'addresses-proposed',
  { readonly source: ProposalSource; readonly proposals: readonly Omit<AddressProposal, 'source'>[] }
>;
/** The recipient pressed the download of the remote tool's client. */
export type DownloadNoted = Event<'download-noted'>;
export type AccessAsked = Event<'access-asked', { readonly by: AgentRef }>;
export type AccessGranted = Event<
  'access-granted',
  {
    readonly address: RemoteAddress;
    readonly consent: Consent;
  }
>;
export type AccessDenied = Event<'access-denied'>;
/** `sessionMs`: duration of the session that this stopped; null when none was running. */
export type ConsentWithdrawn = Event<'consent-withdrawn', { readonly sessionMs: number | null }>;
export type AccessLapsed = Event<'access-lapsed', { readonly because: 'not-present' | 'too-long-ago' }>;
/** "This is not my request". Closes the request for good. */
export type RequestReported = Event<'request-reported', { readonly sessionMs: number | null }>;
export type ConnectLaunched = Event<
  'connect-launched',
  {
    readonly agent: AgentRef;
    /** The agent it was taken over from; null when it was free or already this agent's. */
    readonly takenOverFrom: AgentRef | null;
  }
>;
export type ConnectUnanswered = Event<'connect-unanswered'>;
/** Ready, and nobody came: this one is told. */
export type NobodyCame = Event<'nobody-came', { readonly told: Awaited }>;
/** `beforeMs`: how long before the start. */
export type ReminderDue = Event<'reminder-due', { readonly beforeMs: number }>;
export type SessionStarted = Event<
  'session-started',
  {
    readonly source: SessionSource;
    readonly startedAt: EpochMs;
    readonly address: RemoteAddress;
    readonly consent: Consent;
    readonly agent: AgentRef | null;
    readonly externalId: string | null;
  }
>;
export type SessionEnded = Event<
  'session-ended',
  {
    readonly source: SessionSource;
    readonly endedAt: EpochMs;
    readonly durationMs: number;
    readonly endedBy: 'technical' | 'agent' | 'recipient';
  }
>;
export type SessionEndAsked = Event<'session-end-asked'>;
export type RequestClosed = Event<
  'request-closed',
  {
    readonly outcome: Outcome;
    readonly note: string;
    readonly reason: CloseReason;
    /** Duration of a session that was still running; null when none was. */
    readonly sessionMs: number | null;
    readonly sessionEstimated: boolean;
  }
>;
export type RequestReopened = Event<
  'request-reopened',
  {
    readonly expiresAt: EpochMs;
    readonly newLink: boolean;
  }
>;
export type RequestExpired = Event<'request-expired'>;
export type Rescheduled = Event<
  'rescheduled',
  {
    readonly schedule: Schedule;
    readonly expiresAt: EpochMs;
    /** Absent: as before; null: taken away. */
    readonly moveLimits?: MoveLimits | null;
  }
>;
export type SessionLinkSet = Event<'session-link-set', { readonly url: string | null }>;
export type SessionRated = Event<'session-rated', { readonly rating: Rating }>;
export type RecipientCorrected = Event<
  'recipient-corrected',
  {
    readonly recipient: Recipient;
    readonly language: string;
    /** True when the mail address or number changed: the old link dies. */
    readonly newLink: boolean;
  }
>;
export type NewLinkAsked = Event<'new-link-asked'>;
/** The recipient wants to be called. */
export type CallBackAsked = Event<'call-back-asked', { readonly phone: string; readonly when: string }>;
export type CallBackDropped = Event<'call-back-dropped'>;
/** An agent called. */
export type CalledBack = Event<'called-back'>;
export type Assigned = Event<'assigned', { readonly assignee: Assignee; readonly previous: Assignee }>;
export type Claimed = Event<'claimed', { readonly agent: AgentRef; readonly previous: Assignee }>;
export type Extended = Event<'extended', { readonly expiresAt: EpochMs }>;
export type Commented = Event<'commented', { readonly text: string }>;
export type InvitationResendAsked = Event<'invitation-resend-asked', { readonly channel: Channel }>;
export type InvitationSent = Event<'invitation-sent', { readonly channel: Channel }>;
/** The network says that it arrived. Not every way tells. */
export type InvitationDelivered = Event<'invitation-delivered', { readonly channel: Channel }>;
/** Why an invitation did not arrive, and by which way it is sent instead; absent for none. */
type NotArrived = { readonly channel: Channel; readonly because: string; readonly thenBy?: Channel };
export type InvitationFailed = Event<'invitation-failed', NotArrived>;
export type InvitationBounced = Event<'invitation-bounced', NotArrived>;
export type TicketAttached = Event<'ticket-attached', { readonly ticket: TicketRef }>;
/** The ticket was merged into another; the request goes with it. */
export type TicketMerged = Event<'ticket-merged', { readonly from: TicketRef; readonly into: TicketRef }>;
export type TicketClosed = Event<'ticket-closed', { readonly closesAt: EpochMs | null }>;
/** The ticket was opened again, or somebody pressed "keep open". */
export type KeptOpen = Event<'kept-open'>;
/** What was personal of the recipient is gone from the request; `pseudonym` stands in the place of the name. */
export type RecipientErased = Event<'recipient-erased', { readonly pseudonym: string }>;

export type SessionRequestEvent =
  | RequestCreated
  | RecipientJoined
  | DeviceChanged
  | ReadinessNoted
  | AddressEntered
  | AddressesProposed
  | DownloadNoted
  | AccessAsked
  | AccessGranted
  | AccessDenied
  | ConsentWithdrawn
  | AccessLapsed
  | RequestReported
  | ConnectLaunched
  | ConnectUnanswered
  | NobodyCame
  | ReminderDue
  | SessionStarted
  | SessionEnded
  | SessionEndAsked
  | RequestClosed
  | RequestReopened
  | RequestExpired
  | Rescheduled
  | SessionLinkSet
  | SessionRated
  | RecipientCorrected
  | NewLinkAsked
  | CallBackAsked
  | CallBackDropped
  | CalledBack
  | Assigned
  | Claimed
  | Extended
  | Commented
  | InvitationResendAsked
  | InvitationSent
  | InvitationDelivered
  | InvitationFailed
  | InvitationBounced
  | TicketAttached
  | TicketMerged
  | TicketClosed
  | KeptOpen
  | RecipientErased;

export type EventType = SessionRequestEvent['type'];
