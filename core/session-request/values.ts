import type { EpochMs } from './moment.ts';
import type { WorkingHours } from './working-hours.ts';

export type { EpochMs };

/** The person whose machine it is. `email` and `phone` are null when unknown; `phone` is E.164 where it could be read as such. */
export type Recipient = {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
};

/** A support agent as shown to people: never a credential. */
export type AgentRef = {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
};

/** An AnyDesk ID (`123456789`) or alias (`name@ad`), already normalised. */
export type RemoteAddress = string;

/** How the address of the recipient's device came to be known. `entered`: typed or pasted by the recipient. */
export const ADDRESS_SOURCES = ['remembered', 'asset', 'came-online', 'entered', 'agent'] as const;
export type AddressSource = (typeof ADDRESS_SOURCES)[number];

/** Where proposals come from: a device linked to the ticket, or a client that came online after the recipient pressed the download. */
export type ProposalSource = Extract<AddressSource, 'asset' | 'came-online'>;

/** An address that may be that of the recipient's device. Nothing follows from it before somebody takes it and the recipient allows. */
export type AddressProposal = {
  readonly source: ProposalSource;
  readonly address: RemoteAddress;
  /** What the device is called where the address stands; empty when nobody named it. */
  readonly name: string;
};

/** A ticket or case of the installation's help desk. `number` is what people read there, such as `INC-42`. */
export type TicketRef = {
  readonly id: string;
  readonly number: string;
  readonly subject: string;
};

export type Assignee =
  | { readonly kind: 'unassigned' }
  | { readonly kind: 'agent'; readonly agent: AgentRef; readonly queueId: string | null }
  | { readonly kind: 'client'; readonly address: RemoteAddress }
  | { readonly kind: 'queue'; readonly queueId: string; readonly name: string };

/** Who did it. `proof` tells whether the agent signed in here, or the installation only said so. */
export type Actor =
  | { readonly kind: 'agent'; readonly agent: AgentRef; readonly proof: 'signed-in' | 'asserted' }
  | { readonly kind: 'recipient' }
  | { readonly kind: 'remote-tool' }
  | { readonly kind: 'help-desk' }
  | { readonly kind: 'system' };

/** How the recipient gets the link. `link`: the agent copies it. */
export const CHANNELS = ['email', 'sms', 'ticket', 'link'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What the agent means to do, and what the recipient wishes him to. What he really can is decided in the remote tool's own window. */
export const INTENTS = ['view', 'control', 'files'] as const;
export type Intent = (typeof INTENTS)[number];
export const USUAL_INTENTS: readonly Intent[] = ['view', 'control'];

export type Schedule = { readonly startAt: EpochMs; readonly timeZone: string };

/** Between which starts the recipient may choose by himself. */
export type MoveLimits = { readonly earliestAt: EpochMs; readonly latestAt: EpochMs };

/** What the recipient says of it afterwards. */
export type Rating = { readonly stars: 1 | 2 | 3 | 4 | 5; readonly comment: string };

/** The recipient wants to be called. `isOpen`: nobody called yet, and it is still wanted. */
export type CallBack = {
  /** E.164. */
  readonly phone: string;
  /** In the recipient's own words; empty for as soon as possible. */
  readonly when: string;
  readonly askedAt: EpochMs;
  readonly isOpen: boolean;
};

/** Whom a Ready request that nobody comes for is told to, one after the other. */
export const AWAITED = ['assignee', 'queue', 'admin'] as const;
export type Awaited = (typeof AWAITED)[number];

/** What the recipient agreed to, and how we know. */
export type Consent =
  | {
      readonly source: 'join-page';
      readonly givenAt: EpochMs;
      readonly textVersion: string;
      readonly language: string;
      /** Agent and team as the consent text named them. */
      readonly named: string;
      /** Absent in logs from before it was asked. */
      readonly wishes?: readonly Intent[];
      /** Keyed hash of the address that was confirmed. */
      readonly addressHash?: string;
      /** What the hash was made with beside the key. Never in the ledger. */
      readonly addressSalt?: string;
    }
  | { readonly source: 'remote-tool-window'; readonly givenAt: EpochMs };

export const OUTCOMES = [
  'solved',
  'not-solved',
  'no-show',
  'declined',
  'wrong-device',
  'cancelled',
  'duplicate',
  'not-stated',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Why a request was closed, beside the outcome a person chose. */
export type CloseReason =
  | 'by-agent'
  | 'by-recipient'
  | 'second-denial'
  | 'reported'
  | 'session-over'
  | 'end-not-observed'
  | 'expired-after-session'
  | 'ticket-closed'
  | 'ticket-deleted';

/** Where the news of a session's start or end came from. */
export type SessionSource = 'remote-tool' | 'webhook' | 'agent';

export type LifecycleSettings = {
  /** Expiry when none is chosen, counted from the start. */
  readonly defaultExpiryMs: number;
  readonly longestExpiryMs: number;
  /** How long past expiry a recipient who is on the page keeps the request alive. */
  readonly expiryGraceMs: number;
  /** Ready without presence falls back to Waiting after this. */
  readonly lapseWithoutPresenceMs: number;
  /** Ready falls back to Waiting this long after Allow, present or not. */
  readonly lapseAfterAllowMs: number;
  /** Seen within this counts as "on the page now" (hidden tabs are throttled by browsers). */
  readonly presenceMs: number;
  readonly askAgainAfterMs: number;
  readonly unansweredAfterMs: number;
  readonly autoCloseAfterSessionMs: number;
  readonly askEndAfterMs: number;
  readonly endNotObservedAfterMs: number;
  /** The same link works again when reopened within this; later a new one is made. */
  readonly sameLinkWithinMs: number;
  readonly closeAfterTicketClosedMs: number;
  /** The recipient may ask for a new link again after this. */
  readonly newLinkAgainAfterMs: number;
  /** The recipient may ask to be called. */
  readonly callBacks: boolean;
  /** He may ask for it again after this. */
  readonly callBackAgainAfterMs: number;
  /** A scheduled request can be joined this long before its start. */
  readonly joinOpensBeforeMs: number;
  /** When the recipient is reminded, counted back from the start. */
  readonly remindBeforeMs: readonly number[];
  /** Ready, and nobody comes: after each such time the next one is told. */
  readonly nobodyCameAfterMs: number;
  /** Who is told then, in the order of `AWAITED`; nobody when empty. */
  readonly nobodyCameTells: readonly Awaited[];
  /** The recipient may rate a session this long after its end. */
  readonly rateWithinMs: number;
  /** An expiry that falls into closed hours moves to the end of the next working day; null: always open. */
  readonly workingHours: WorkingHours | null;
  /** Ways by which this server can send a link. */
  readonly channels: readonly Channel[];
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const DEFAULT_SETTINGS: LifecycleSettings = {
  defaultExpiryMs: DAY,
  longestExpiryMs: 14 * DAY,
  expiryGraceMs: 15 * MINUTE,
  lapseWithoutPresenceMs: 30 * MINUTE,
  lapseAfterAllowMs: 8 * HOUR,
  presenceMs: 120 * SECOND,
  askAgainAfterMs: 2 * MINUTE,
  unansweredAfterMs: 90 * SECOND,
  autoCloseAfterSessionMs: 15 * MINUTE,
  askEndAfterMs: 2 * HOUR,
  endNotObservedAfterMs: 12 * HOUR,
  sameLinkWithinMs: 7 * DAY,
  closeAfterTicketClosedMs: 10 * MINUTE,
  newLinkAgainAfterMs: 10 * MINUTE,
  callBacks: true,
  callBackAgainAfterMs: 10 * MINUTE,
  joinOpensBeforeMs: 10 * MINUTE,
  remindBeforeMs: [DAY, HOUR, 10 * MINUTE],
  nobodyCameAfterMs: 3 * MINUTE,
  nobodyCameTells: AWAITED,
  rateWithinMs: 7 * DAY,
  workingHours: null,
  // SMS joins as soon as something sends it.
  channels: ['email', 'ticket', 'link'],
};

/** What `decide` may know of the world besides the request itself. */
export type Situation = {
  readonly now: EpochMs;
  /** When the recipient's join page last showed a sign of life; null when never. */
  readonly recipientSeenAt: EpochMs | null;
  readonly settings: LifecycleSettings;
  /** The agent who has the request is not at work: his queue is called in his place. Absent: not looked at. */
  readonly assigneeIsAway?: boolean;
};
