import type { AgentRef, EpochMs } from '../session-request/values.ts';
import type { Answer, Finding } from './answer.ts';
import type {
  AccountIdentity,
  AgentStanding,
  CommandInbox,
  Doorbell,
  RequestRecords,
  TicketChanges,
} from './panel-platform.ts';
import type { Ticket, TicketAsset } from './ticket.ts';

/** An entry of the ticket's timeline, as text. The adapter turns it into the help desk's own form and escapes it. */
export type TimelineEntry = {
  readonly ticketId: string;
  /** Visible reference such as `RS-000123-07-K7QX`; the adapter prints it, the probe looks for it. */
  readonly marker: string;
  readonly paragraphs: readonly string[];
  /** Links to our own pages, https (or loopback) only. */
  readonly links: readonly { readonly label: string; readonly url: string }[];
  readonly visibility: 'private' | 'public';
  /** Agents' addresses that the help desk should notify of it. */
  readonly notify: readonly string[];
};

export type TicketReader = {
  /** False where `replyTo` is never told, so that nobody need ask for it. */
  readonly tellsReplyTo: boolean;
  /** The ticket with the people it concerns. A deleted ticket is `done` with state `deleted` where the help desk still shows it, else `not-found`. */
  findTicket(ticketId: string): Promise<Answer<Ticket>>;
  /**
   * The devices linked to the ticket that have something in the field set for addresses, the first few of them. Text from outside: nobody
   * checked what stands there. Empty where no field is set, and where these records are not shown to us; `verify` tells the admin.
   */
  findAssets(ticketId: string): Promise<Answer<readonly TicketAsset[]>>;
  /** The agent, or null when there is no active one of that id. */
  findAgent(agentId: string): Promise<Answer<AgentRef | null>>;
  /** The active agent who has this address, upper and lower case alike; null when there is none. */
  findAgentByEmail(email: string): Promise<Answer<AgentRef | null>>;
  /** Which tickets the agent may see; null when there is no active one of that id. What is not understood allows nothing. */
  findAgentScope(agentId: string): Promise<Answer<AgentScope | null>>;
};

/** Tickets that an agent of the help desk may see: those of the groups, and with `ownTickets` those he is the agent of. */
export type AgentScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'some'; readonly groupIds: readonly string[]; readonly ownTickets: boolean };

export type Timeline = {
  /** Adds an entry and returns the help desk's id of it. Not idempotent: `find` first when in doubt. */
  post(entry: TimelineEntry): Promise<Answer<{ readonly entryId: string }>>;
  /** Rewrites an entry that `post` made. Idempotent. */
  update(entryId: string, entry: TimelineEntry): Promise<Answer<null>>;
  /** All entries of the ticket not older than `since` that carry the marker, oldest first. Reads every page. */
  find(ticketId: string, marker: string, since: EpochMs): Promise<Answer<readonly { readonly entryId: string }[]>>;
  /** Removes an entry that was written twice. Idempotent. */
  remove(entryId: string): Promise<Answer<null>>;
  /** A reply that the requester gets by mail. Not idempotent; `find` sees it too. */
  reply(entry: TimelineEntry): Promise<Answer<{ readonly entryId: string }>>;
};

export type TicketWriter = {
  /** Sets the ticket's status to one of the help desk's own values. Idempotent. */
  setStatus(ticketId: string, statusValue: string): Promise<Answer<null>>;
  /** Sets one custom field. Idempotent. */
  setField(ticketId: string, field: string, value: string): Promise<Answer<null>>;
  /** Books time. Not idempotent; the note carries the marker. */
  addTimeEntry(entry: TimeEntry): Promise<Answer<{ readonly entryId: string }>>;
};

export type TimeEntry = {
  readonly ticketId: string;
  readonly agentId: string;
  readonly durationMs: number;
  readonly executedAt: EpochMs;
  readonly note: string;
};

/** How many calls we may still make. One budget serves all calls of an installation. */
export type CallBudget = {
  /** Takes one call. Null: go ahead; otherwise the moment when the next one is free. */
  take(now: EpochMs): EpochMs | null;
  /** How many deliveries may be under way together. */
  readonly atOnce: number;
};

/** One connected help desk account. */
export type HelpDesk = {
  readonly tickets: TicketReader;
  readonly timeline: Timeline;
  readonly writer: TicketWriter;
  readonly budget: CallBudget;
  /** Tries credentials and rights without changing anything. */
  verify(): Promise<readonly Finding[]>;
  /** Copies of requests in the help desk; null where panels ask this server instead. */
  readonly records: RequestRecords | null;
  /** Commands that panels leave in the help desk; null where panels send them to this server. */
  readonly commands: CommandInbox | null;
  /** Null where the help desk's app tells us of changed tickets. */
  readonly changes: TicketChanges | null;
  readonly doorbell: Doorbell | null;
  /** Null where the address alone tells which account it is. */
  readonly identify: (() => Promise<Answer<AccountIdentity>>) | null;
  /** Asks about one user now, and whether he sees this ticket; null where agents do not sign in with the help desk. */
  readonly standingOf: ((agentId: string, ticketId: string | null) => Promise<Answer<AgentStanding>>) | null;
};

/** Finds the help desk behind an installation; null when it is gone or not configured. */
export type HelpDesks = {
  of(installationId: string): Promise<HelpDesk | null>;
};
