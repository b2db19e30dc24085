/** What the components pass to each other. */
type Channel = 'email' | 'sms' | 'ticket' | 'link';
type Status = 'Open' | 'Waiting' | 'Ready' | 'Connected' | 'Closed' | 'Expired';

interface AgentRef {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
}

type Assignee =
  | { readonly kind: 'unassigned' }
  | { readonly kind: 'agent'; readonly agent: AgentRef }
  | { readonly kind: 'client'; readonly address: string }
  | { readonly kind: 'queue'; readonly queueId: string; readonly name: string };

type Progress =
  | { readonly kind: 'open' }
  | { readonly kind: 'waiting'; readonly because: string; readonly askedAt: number | null }
  | {
      readonly kind: 'ready';
      readonly launchedBy: string | null;
      readonly unanswered: boolean;
      readonly allowedAt: number;
      /** Who was told last that nobody comes. */
      readonly awaited: string;
      readonly mayReconnectUntil: number | null;
    }
  | {
      readonly kind: 'connected';
      readonly startedAt: number;
      readonly toldBy: string;
      readonly agent: string | null;
      readonly endAsked: boolean;
    }
  | {
      readonly kind: 'closed';
      readonly closedAt: number;
      readonly outcome: string;
      readonly note: string;
      readonly reason: string;
      readonly newLinkAskedAt: number | null;
      readonly rating: { readonly stars: number; readonly comment: string } | null;
    }
  | { readonly kind: 'expired'; readonly expiredAt: number; readonly newLinkAskedAt: number | null };

interface Readiness {
  readonly at: number;
  readonly system: string;
  readonly findings: readonly { readonly check: string; readonly result: string }[];
}

/** Between which starts the recipient may choose. */
interface MoveLimits {
  readonly earliestAt: number;
  readonly latestAt: number;
}

interface Action {
  readonly command: string;
  readonly takeOverFrom: string | null;
  readonly againAt: number | null;
  readonly channel: Channel | null;
}

interface Queue {
  readonly id: string;
  readonly name: string;
}

/** What holds for all requests of the installation; the newest view tells it. */
interface Surroundings {
  readonly queues: readonly Queue[];
  readonly channels: readonly Channel[] | null;
  /** Offered to recipients; null for every one there is. */
  readonly languages: readonly string[] | null;
  readonly timeZone: string | null;
  readonly isTest: boolean;
}

/** A request as the server wrote it for agents who may act. */
interface Proposal {
  readonly source: string;
  readonly address: string;
  /** Of the device; empty when nobody named it. */
  readonly name: string;
}

interface RequestView {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly status: Status;
  readonly recipient: { readonly name: string; readonly email: string | null; readonly phone: string | null };
  readonly assignee: Assignee;
  readonly comment: string;
  readonly schedule: { readonly startAt: number; readonly timeZone: string } | null;
  readonly expiresAt: number;
  readonly channels: readonly string[];
  readonly phrase: string;
  readonly createdAt: number;
  readonly createdBy: { readonly name: string; readonly verified: boolean };
  readonly presence: { readonly onThePage: boolean; readonly seenAt: number | null };
  readonly address: string | null;
  /** How the address came to be known. */
  readonly addressSource: string | null;
  /** Addresses that may be the user's device. */
  readonly proposals: readonly Proposal[];
  readonly progress: Progress;
  readonly sessions: { readonly count: number; readonly totalMs: number; readonly estimated: boolean };
  readonly ticketClosed: { readonly closesAt: number | null } | null;
  readonly intents: readonly string[];
  readonly wishes: readonly string[];
  readonly moveLimits: MoveLimits | null;
  readonly opensAt: number | null;
  readonly readiness: Readiness | null;
  readonly sessionLink: string | null;
  /** The user wants to be called. */
  readonly callBack: { readonly phone: string; readonly when: string } | null;
  /** Since when AnyDesk does not answer. */
  readonly silentSince: number | null;
  /** A session that fits no request and may belong to this one. */
  readonly unmatched: { readonly session: string; readonly startedAt: number; readonly address: string } | null;
  readonly actions: readonly Action[];
  readonly joinUrl: string | null;
  readonly connectUrl: string | null;
  /** The server's page with the link as a QR code and as a short code. */
  readonly shareUrl: string | null;
  readonly trouble: readonly {
    readonly deliveryId: string;
    readonly kind: string;
    readonly reason: string;
    /** The link left another way. */
    readonly isSettled: boolean;
  }[];
}

type ReadView =
  | { readonly ok: true; readonly view: RequestView; readonly surroundings: Surroundings | null }
  | { readonly ok: false; readonly why: 'newer' | 'unreadable' };

/** A row of Session_Request__c. Its own fields are what is left when the view cannot be read. */
interface RequestRow {
  readonly key: string;
  readonly number: string;
  readonly status: string;
  readonly recipientName: string;
  readonly createdAt: number;
  /** When the server last wrote it. */
  readonly writtenAt: number;
  readonly read: ReadView;
}

type CommandResult = 'Done' | 'Refused' | 'Too old';

/** A row of Session_Request_Command__c of the agent who looks. */
interface CommandRow {
  readonly key: string;
  readonly type: string;
  readonly requestKey: string | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
  readonly seenAt: number | null;
  readonly handledAt: number | null;
  readonly result: CommandResult | null;
  readonly message: string | null;
  readonly resultKey: string | null;
}

interface Contact {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
}

interface CaseFacts {
  readonly id: string;
  readonly number: string;
  readonly subject: string;
  readonly isClosed: boolean;
  readonly contact: Contact | null;
}

/** All that the panel reads in one answer. */
interface PageState {
  readonly case: CaseFacts;
  readonly me: AgentRef;
  readonly requests: readonly RequestRow[];
  readonly hasMore: boolean;
  readonly commands: readonly CommandRow[];
}

type ReadPage =
  | { readonly ok: true; readonly page: PageState }
  | { readonly ok: false; readonly why: 'no-access' | 'no-case' | 'unreadable' | 'reading' };

interface LogEntry {
  readonly key: string;
  readonly at: number;
  readonly text: string;
}

interface LogState {
  readonly entries: readonly LogEntry[];
  readonly hasMore: boolean;
  readonly isFailed: boolean;
}

/** What an agent asks for, before it is written. */
interface Wish {
  /** Null for a new request. */
  readonly requestKey: string | null;
  readonly type: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** A wish on its way: its key stays the same until it is answered. */
interface SentCommand extends Wish {
  readonly key: string;
  readonly at: number;
  readonly state: 'sending' | 'lost' | 'written';
}

type PressProblem =
  /** Nobody knows whether it arrived: the same key goes again. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'no-access' }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'refused'; readonly reason: string };

type Pressed = { readonly ok: true } | { readonly ok: false; readonly problem: PressProblem };

/** Where a command stands that was not done yet. */
interface PendingCommand extends Wish {
  readonly key: string;
  readonly place: string;
  readonly at: number;
  readonly state: 'sending' | 'lost' | 'waiting' | 'late' | 'seen' | 'too-old';
}

interface FormContext {
  readonly me: AgentRef;
  readonly surroundings: Surroundings;
  readonly now: number;
}

type FormResult =
  | { readonly ok: true; readonly parameters: Record<string, unknown> }
  | { readonly ok: false; readonly field: string };

/** A field of a form, as a dumb component draws it. */
interface FieldShape {
  readonly name: string;
  readonly kind: 'text' | 'email' | 'tel' | 'area' | 'choice' | 'moment' | 'several';
  readonly label: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly maxLength?: number;
  readonly options?: readonly { readonly label: string; readonly value: string }[];
  /** For a moment: the zone whose clock it shows. */
  readonly timeZone?: string;
}

type FieldValues = Readonly<Record<string, string | readonly string[]>>;
