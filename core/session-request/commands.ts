import type { Readiness } from './readiness.ts';
import type {
  Actor,
  AddressProposal,
  AgentRef,
  Assignee,
  Channel,
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

type Command<Type extends string, Data = unknown> = { readonly type: Type; readonly actor: Actor } & Data;

export type CreateRequest = Command<
  'create-request',
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
    /** Null: the default expiry, counted from the start. */
    readonly expiresAt: EpochMs | null;
    readonly channels: readonly Channel[];
    readonly phrase: string;
    readonly intents: readonly Intent[];
    /** Null: any time before the longest expiry. */
    readonly moveLimits: MoveLimits | null;
  }
>;
/** `device`: an opaque name of the recipient's browser, here and below; null when it cannot be told apart. */
export type Join = Command<'join', { readonly device: string | null }>;
/** "Go on here instead": from now on this device is the one that matters. */
export type MoveHere = Command<'move-here', { readonly device: string | null }>;
export type NoteReadiness = Command<'note-readiness', { readonly readiness: Readiness }>;
export type EnterAddress = Command<
  'enter-address',
  {
    readonly address: RemoteAddress;
    /** Of the recipient who enters it; null also when an agent does. */
    readonly device: string | null;
    /** The recipient's browser kept it since he allowed access with it before. */
    readonly remembered?: boolean;
  }
>;
/** Addresses that another system names, in place of those that the same source named before. */
export type ProposeAddresses = Command<
  'propose-addresses',
  { readonly source: ProposalSource; readonly proposals: readonly Omit<AddressProposal, 'source'>[] }
>;
/** The recipient pressed the download of the remote tool's client. */
export type NoteDownload = Command<'note-download', { readonly device: string | null }>;
export type AskForAccess = Command<'ask-for-access'>;
export type AllowAccess = Command<
  'allow-access',
  {
    /** The recipient ticked the consent box. */
    readonly consented: boolean;
    readonly textVersion: string;
    readonly language: string;
    /** Agent and team as the consent text named them. */
    readonly named: string;
    /** The address as confirmed by the recipient; null when none was. */
    readonly address: RemoteAddress | null;
    readonly device: string | null;
    readonly wishes: readonly Intent[];
    /** Keyed hash of the address, for the ledger, where the address itself does not belong. */
    readonly addressHash?: string;
    /** Without it nothing can be tried against the hash: it stays with the request and goes with the recipient. */
    readonly addressSalt?: string;
  }
>;
export type DenyAccess = Command<'deny-access'>;
export type WithdrawConsent = Command<'withdraw-consent'>;
export type LapseAccess = Command<'lapse-access'>;
export type ReportRequest = Command<'report-request'>;
export type LaunchConnect = Command<
  'launch-connect',
  {
    /** The agent said yes to "take over from …?". */
    readonly takeOver: boolean;
  }
>;
export type NoteUnanswered = Command<'note-unanswered'>;
/** Ready, and nobody came yet. */
export type TellNobodyCame = Command<'tell-nobody-came'>;
export type Remind = Command<'remind'>;
export type StartSession = Command<
  'start-session',
  {
    readonly source: SessionSource;
    readonly startedAt: EpochMs;
    /** The address the remote tool saw; null when the source cannot know it. */
    readonly address: RemoteAddress | null;
    readonly agent: AgentRef | null;
    readonly externalId: string | null;
  }
>;
export type EndSession = Command<
  'end-session',
  {
    readonly source: SessionSource;
    readonly endedAt: EpochMs;
    readonly endedBy: 'technical' | 'agent' | 'recipient';
  }
>;
export type AskSessionEnd = Command<'ask-session-end'>;
export type CloseRequest = Command<'close-request', { readonly outcome: Outcome; readonly note: string }>;
export type ReopenRequest = Command<'reopen-request', { readonly expiresAt: EpochMs | null }>;
export type ExpireRequest = Command<'expire-request'>;
export type Reschedule = Command<
  'reschedule',
  {
    readonly schedule: Schedule;
    readonly expiresAt: EpochMs | null;
    /** Null: as before; `none`: they are taken away. Only an agent sets them. */
    readonly moveLimits: MoveLimits | 'none' | null;
  }
>;
/** A link to a session that the agent made in the remote tool itself; null takes it away. */
export type SetSessionLink = Command<'set-session-link', { readonly url: string | null }>;
export type RateSession = Command<'rate-session', { readonly rating: Rating }>;
export type CorrectRecipient = Command<
  'correct-recipient',
  {
    readonly recipient: Recipient;
    /** Null: as before. */
    readonly language: string | null;
  }
>;
export type AskNewLink = Command<'ask-new-link'>;
/** "Please call me." `phone`: E.164; `when`: as the recipient typed it, empty for as soon as possible. */
export type AskCallBack = Command<'ask-call-back', { readonly phone: string; readonly when: string }>;
/** "I do not need the call any more." */
export type DropCallBack = Command<'drop-call-back'>;
/** The agent called. */
export type NoteCalledBack = Command<'note-called-back'>;
export type Assign = Command<'assign', { readonly assignee: Assignee }>;
export type Claim = Command<'claim'>;
export type Extend = Command<'extend', { readonly expiresAt: EpochMs }>;
export type AddComment = Command<'add-comment', { readonly text: string }>;
export type ResendInvitation = Command<'resend-invitation', { readonly channel: Channel }>;
export type RecordInvitation = Command<
  'record-invitation',
  {
    readonly channel: Channel;
    readonly result: 'sent' | 'delivered' | 'failed' | 'bounced';
    /** Why it failed or bounced; empty otherwise. */
    readonly because: string;
    /** The way to try next when it failed or bounced; null: none. */
    readonly thenBy: Channel | null;
  }
>;
export type AttachTicket = Command<'attach-ticket', { readonly ticket: TicketRef }>;
export type FollowTicketMerge = Command<'follow-ticket-merge', { readonly into: TicketRef }>;
export type FollowTicketClosed = Command<'follow-ticket-closed'>;
export type FollowTicketDeleted = Command<'follow-ticket-deleted'>;
export type FollowTicketReassigned = Command<
  'follow-ticket-reassigned',
  {
    readonly from: AgentRef | null;
    readonly to: AgentRef | null;
  }
>;
/** `place`: where his requests go. */
export type FollowAgentLeft = Command<'follow-agent-left', { readonly agentId: string; readonly place: Assignee }>;
/** The ticket was opened again, or an agent pressed "keep open". */
export type KeepOpen = Command<'keep-open'>;
/** Takes what is personal of the recipient out of an ended request, for good. */
export type EraseRecipient = Command<'erase-recipient', { readonly pseudonym: string }>;

export type SessionRequestCommand =
  | CreateRequest
  | Join
  | MoveHere
  | NoteReadiness
  | EnterAddress
  | ProposeAddresses
  | NoteDownload
  | AskForAccess
  | AllowAccess
  | DenyAccess
  | WithdrawConsent
  | LapseAccess
  | ReportRequest
  | LaunchConnect
  | NoteUnanswered
  | TellNobodyCame
  | Remind
  | StartSession
  | EndSession
  | AskSessionEnd
  | CloseRequest
  | ReopenRequest
  | ExpireRequest
  | Reschedule
  | SetSessionLink
  | RateSession
  | CorrectRecipient
  | AskNewLink
  | AskCallBack
  | DropCallBack
  | NoteCalledBack
  | Assign
  | Claim
  | Extend
  | AddComment
  | ResendInvitation
  | RecordInvitation
  | AttachTicket
  | FollowTicketMerge
  | FollowTicketClosed
  | FollowTicketDeleted
  | FollowTicketReassigned
  | FollowAgentLeft
  | KeepOpen
  | EraseRecipient;

export type CommandType = SessionRequestCommand['type'];
