import type { SessionRequestEvent } from '../session-request/events.ts';
import type { SessionRequest } from '../session-request/states.ts';
import type { Actor, AgentRef, EpochMs } from '../session-request/values.ts';
import type { Ticket, TicketContact } from './ticket.ts';
import type { Installation } from './installation.ts';

/** A request as stored, with what is known of its page beside it. */
export type StoredRequest = {
  readonly request: SessionRequest;
  readonly recipientSeenAt: EpochMs | null;
  /** The place it holds of "one active request per ticket and recipient"; null when it holds none. */
  readonly activeKey: string | null;
};

/** Requests inside one unit of work. */
export type RequestStore = {
  /** The next `RS-000123`. Gaps may occur, repeats never. */
  nextNumber(): Promise<string>;
  find(requestId: string): Promise<StoredRequest | null>;
  /** The active request that holds this place, if there is one. */
  findActive(installationId: string, activeKey: string): Promise<StoredRequest | null>;
  /** All active requests of a ticket. */
  activeOfTicket(installationId: string, ticketId: string): Promise<readonly StoredRequest[]>;
  /**
   * Stores the state after `events` and the events themselves. `expectedVersion` is the version the decision was made on, 0 for a new
   * request. False: somebody else was faster, nothing was stored.
   */
  save(save: RequestSave): Promise<boolean>;
};

export type RequestSave = {
  readonly request: SessionRequest;
  readonly events: readonly SessionRequestEvent[];
  readonly expectedVersion: number;
  /** Holds the place "one active request per ticket and recipient"; null lets a second one stand. */
  readonly activeKey: string | null;
  /** When the next timer of this request may fire; null for none. */
  readonly dueAt: EpochMs | null;
};

/** Commands that were answered, kept 7 days, so that the same id gives the same answer. */
export type CommandLog = {
  recall(scope: string, commandId: string): Promise<{ readonly bodyHash: string; readonly answer: string } | null>;
  /** `answer` is JSON. */
  remember(entry: {
    readonly scope: string;
    readonly commandId: string;
    readonly bodyHash: string;
    readonly answer: string;
    readonly at: EpochMs;
  }): Promise<void>;
};

/** Something to be told to an outside system, written in the same transaction as the change it tells of. */
export type NewDelivery = {
  /** Also the idempotency key; a resend keeps it. */
  readonly id: string;
  /** Name of the delivery kind, such as `timeline-entry`. */
  readonly kind: string;
  readonly installationId: string;
  readonly requestId: string;
  /** Deliveries of one channel share a budget and fail together: `help-desk:<installation>`, `mail`, `webhook:<endpoint>`. */
  readonly channel: string;
  /** Deliveries of one lane go in order, one at a time: a ticket, a request's mails. */
  readonly lane: string;
  readonly notBefore: EpochMs;
  /** JSON, as the kind's schema says. */
  readonly payload: string;
  /**
   * A waiting delivery with the same merge key that was never attempted takes this payload and this `notBefore` instead of a second
   * row being added. Null: always a row of its own.
   */
  readonly mergeKey: string | null;
};

export type DeliveryQueue = {
  enqueue(deliveries: readonly NewDelivery[], at: EpochMs): Promise<void>;
};

export type AuditEntry = {
  readonly at: EpochMs;
  readonly actor: Actor;
  /** Dotted, such as `request.access-granted` or `connector.secret-rotated`. */
  readonly action: string;
  readonly installationId: string | null;
  readonly requestId: string | null;
  /** JSON without secrets. */
  readonly detail: string;
};

export type AuditLog = {
  /** Appends; sealing into the hash chain happens within a second of the commit. */
  append(entries: readonly AuditEntry[]): Promise<void>;
};

export type InstallationStore = {
  find(installationId: string): Promise<Installation | null>;
};

/** What each ticket looked like when it was last fetched. */
export type TicketMemory = {
  recall(installationId: string, ticketId: string): Promise<TicketSeen | null>;
  /** An older look than the remembered one changes nothing. */
  remember(installationId: string, ticketId: string, seen: TicketSeen): Promise<void>;
};

export type TicketSeen = {
  readonly number: string;
  readonly subject: string;
  readonly state: Ticket['state'];
  readonly contacts: readonly TicketContact[];
  readonly agent: AgentRef | null;
  readonly groupId: string | null;
  /** When the help desk was asked; 0 for what was remembered before all of this was kept. */
  readonly seenAt: EpochMs;
};

export type Stores = {
  readonly requests: RequestStore;
  readonly commands: CommandLog;
  readonly deliveries: DeliveryQueue;
  readonly audit: AuditLog;
  readonly installations: InstallationStore;
  readonly tickets: TicketMemory;
};
