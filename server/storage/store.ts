import type { Installation } from '../../core/ports/installation.ts';
import type { StoredRequest } from '../../core/ports/stores.ts';
import type { UnitOfWork } from '../../core/ports/unit-of-work.ts';
import type { SessionRequestEvent } from '../../core/session-request/events.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { Database } from './database.ts';
import type { Engine } from './engine.ts';

/** Everything the server keeps, behind one door. Writes that change a request go through `unitOfWork` alone. */
export type Store = {
  readonly engine: Engine;
  /** For the server's other stores, which bring their own tables. */
  readonly database: Database;
  readonly unitOfWork: UnitOfWork;
  readonly requests: RequestReader;
  readonly presence: PresenceStore;
  readonly leases: LeaseStore;
  readonly audit: AuditReader;
  readonly installations: InstallationAdmin;
  readonly commands: CommandPurge;
  /** Does one cheap query; throws when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

export type CommandPurge = {
  /** Forgets answers given before `before`, at most `limit` of them; returns how many. */
  purge(before: EpochMs, limit: number): Promise<number>;
};

/** An event with its place in the request (`seq`) and in the whole store (`position`). */
export type LoggedEvent = {
  readonly position: number;
  readonly requestId: string;
  readonly seq: number;
  readonly event: SessionRequestEvent;
};

export type RequestReader = {
  find(requestId: string): Promise<StoredRequest | null>;
  /** By `RS-000123`. */
  findByNumber(number: string): Promise<StoredRequest | null>;
  /** Newest first. */
  ofTicket(installationId: string, ticketId: string, page: PageQuery): Promise<Page<StoredRequest>>;
  list(query: ListQuery): Promise<Page<StoredRequest>>;
  /** Number of requests a list has, counted up to 1,001. */
  count(query: Omit<ListQuery, 'page'>): Promise<number>;
  /** The request's log, oldest first. */
  events(requestId: string, afterSeq: number): Promise<readonly LoggedEvent[]>;
  /** Highest event position that is visible now; 0 when there are no events. */
  lastPosition(): Promise<number>;
  /**
   * Requests of a scope whose events lie after `position`, each once, in order of their newest event. On PostgreSQL positions may
   * become visible out of order, so it also returns those of the last 1,000 positions before that are younger than 10 seconds: a reader
   * gets some twice, none never.
   */
  changedSince(
    scope: ChangeScope,
    position: number,
  ): Promise<readonly { readonly position: number; readonly stored: StoredRequest }[]>;
  /** Ids of requests with a timer due, oldest first. */
  due(now: EpochMs, limit: number): Promise<readonly string[]>;
};

export type ChangeScope =
  | { readonly kind: 'request'; readonly requestId: string }
  | { readonly kind: 'ticket'; readonly installationId: string; readonly ticketId: string };

export type PageQuery = {
  /** Opaque, from the page before; null for the first page. A cursor that was not made by us gives the first page. */
  readonly cursor: string | null;
  /** 1 to 100. */
  readonly limit: number;
};

export type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null };

export type ListQuery = {
  /** `upcoming`: active with a start after `now`; `active`: the other active ones; `past`: closed and expired. */
  readonly list: 'upcoming' | 'active' | 'past';
  readonly now: EpochMs;
  /** Null: of every installation. */
  readonly installationId: string | null;
  /** Words to look for in number, recipient, ticket number and subject; empty for all. */
  readonly search: string;
  readonly visibleTo: Visibility;
  /** Only requests on these tickets, and those without a ticket; absent: all. */
  readonly tickets?: TicketBounds;
  readonly page: PageQuery;
};

/** `everything`, or what a support agent may see: requests without a queue, of his queues, assigned to or made by him. */
export type Visibility =
  | { readonly kind: 'everything' }
  | { readonly kind: 'agent'; readonly agentId: string; readonly queueIds: readonly string[] };

/** Tickets of these groups, and those whose agent this is, as they were last seen. A ticket that was never seen is none of them. */
export type TicketBounds = { readonly groupIds: readonly string[]; readonly agentId: string | null };

export type PresenceStore = {
  /** The recipient's page showed a sign of life. Not an event: no version, no log. */
  markSeen(requestId: string, at: EpochMs): Promise<void>;
  /** A link was fetched, by a person, a mail scanner or a preview. Never changes the request. */
  recordLinkFetch(fetch: LinkFetch): Promise<void>;
  /** Newest first, at most 50. */
  linkFetches(requestId: string): Promise<readonly LinkFetch[]>;
};

export type LinkFetch = {
  readonly requestId: string;
  readonly at: EpochMs;
  /** Keyed hash of the network address, never the address. */
  readonly addressHash: string;
  /** First 200 characters of the User-Agent header. */
  readonly userAgent: string;
};

export type LeaseStore = {
  /** Takes or renews the lease for `holdMs`. False: another owner holds it. */
  hold(name: string, owner: string, now: EpochMs, holdMs: number): Promise<boolean>;
  release(name: string, owner: string): Promise<void>;
};

export type AuditReader = {
  list(query: { readonly page: PageQuery; readonly requestId: string | null }): Promise<Page<AuditRow>>;
  /** Seals unsealed rows into the hash chain, oldest first, at most `limit`; returns how many. Call it under a lease. */
  seal(limit: number): Promise<number>;
  /** Recomputes the chain; the first row that does not fit, or null when all fits. */
  verifyChain(): Promise<{ readonly rows: number; readonly firstBroken: number | null }>;
};

export type AuditRow = {
  readonly id: number;
  readonly at: EpochMs;
  /** JSON of the actor. */
  readonly actor: string;
  readonly action: string;
  readonly installationId: string | null;
  readonly requestId: string | null;
  readonly detail: string;
  readonly sealed: boolean;
};

/** Connected help desk accounts, for the console and for adapters. Credentials are already encrypted when they arrive here. */
export type InstallationAdmin = {
  list(): Promise<readonly InstallationRow[]>;
  find(id: string): Promise<InstallationRow | null>;
  save(row: InstallationRow): Promise<void>;
  remove(id: string, at: EpochMs): Promise<void>;
};

export type InstallationRow = {
  readonly installation: Installation;
  /** Where the account lives: `acme.freshservice.com`. */
  readonly address: string;
  /** The plan whose call limits apply, in the help desk's own words. */
  readonly plan: string;
  /** AES-256-GCM text of the credentials; null when none are stored. */
  readonly sealedCredentials: string | null;
  readonly createdAt: EpochMs;
};
