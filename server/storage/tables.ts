import type { Generated } from 'kysely';
import type { Status } from '../../core/session-request/states.ts';
import type { AppInstallTables } from '../app-install/app-install-table.ts';
import type { DeliveryChannelTables, DispatchColumns } from '../deliveries/store/delivery-tables.ts';
import type { OrgSignInTables } from '../sign-in/org/org-sign-in-tables.ts';
import type { IdentityTables } from '../sign-in/oidc/identity-table.ts';
import type { OAuthTables } from '../oauth/oauth-tables.ts';
import type { NoticeTables } from '../notices/notice-tables.ts';
import type { JoinCodeTables } from '../join-codes/join-code-table.ts';
import type { PrivacyTables } from '../privacy/privacy-tables.ts';
import type { SmsTables } from '../sms/sms-table.ts';
import type { PanelInboxTables } from '../panel-inbox/inbox-table.ts';
import type { SessionWatchTables } from '../session-watch/watch-tables.ts';
import type { TicketHintTables } from '../ticket-hints/ticket-hint-table.ts';
import type { PeopleTables } from './people-tables.ts';
import type { QueueWaitTables } from '../queue-waits/queue-wait-table.ts';

/** Every table of the store. A new table gets its type here and a migration of its own (see migrations/index.ts). */
export type Tables = PeopleTables &
  OAuthTables &
  IdentityTables &
  OrgSignInTables &
  TicketHintTables &
  AppInstallTables &
  PanelInboxTables &
  SmsTables &
  JoinCodeTables &
  NoticeTables &
  PrivacyTables &
  SessionWatchTables &
  QueueWaitTables &
  DeliveryChannelTables & {
    readonly request: RequestTable;
    readonly counter: CounterTable;
    readonly event: EventTable;
    readonly presence: PresenceTable;
    readonly link_fetch: LinkFetchTable;
    readonly term: TermTable;
    readonly command: CommandTable;
    readonly ticket_seen: TicketSeenTable;
    readonly agent_scope: AgentScopeTable;
    readonly delivery: DeliveryTable;
    readonly audit: AuditTable;
    readonly installation: InstallationTable;
    readonly lease: LeaseTable;
  };

/** Times are epoch milliseconds, `state` is the whole SessionRequest as JSON; the other columns are copies that queries need. */
export type RequestTable = {
  /** The digits of the number: `RS-000123` is 123. */
  serial: number;
  id: string;
  installation_id: string;
  ticket_id: string | null;
  /** The place it holds of "one active request per ticket and recipient"; no two of an installation are the same. */
  active_key: string | null;
  status: Status;
  listed: Listed;
  /** Active: planned start, else creation. Past: the end. */
  sort_at: number;
  queue_id: string | null;
  assignee_agent_id: string | null;
  created_by_agent_id: string | null;
  due_at: number | null;
  version: number;
  state: string;
};

export type Listed = 'active' | 'past';

/** SQLite only; PostgreSQL has a sequence of the same name. */
export type CounterTable = { name: 'request_number'; value: number };

export type EventTable = {
  position: Generated<number>;
  request_id: string;
  seq: number;
  type: string;
  /** The event's own time. */
  at: number;
  /** The storing process's clock, whatever time the event speaks of. */
  stored_at: number;
  /** The whole event as JSON. */
  data: string;
};

export type PresenceTable = { request_id: string; seen_at: number };

export type LinkFetchTable = {
  id: Generated<number>;
  request_id: string;
  at: number;
  address_hash: string;
  user_agent: string;
};

export type TermTable = { serial: number; term: string };

export type CommandTable = { scope: string; id: string; body_hash: string; answer: string; at: number };

/** `seen` is a TicketSeen as JSON; the other columns are copies that queries need. */
export type TicketSeenTable = {
  installation_id: string;
  ticket_id: string;
  seen: string;
  group_id: string | null;
  agent_id: string | null;
  seen_at: number;
};

/** Which tickets an agent of a help desk may see, as JSON. */
export type AgentScopeTable = { installation_id: string; agent_id: string; scope: string; seen_at: number };

export const DELIVERY_STATES = ['pending', 'attempting', 'done', 'unknown', 'parked'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export type DeliveryTable = DispatchColumns & {
  /** Order within the lane, and over all. */
  position: Generated<number>;
  id: string;
  kind: string;
  installation_id: string;
  request_id: string;
  channel: string;
  lane: string;
  state: DeliveryState;
  attempts: number;
  not_before: number;
  attempt_id: string | null;
  attempting_since: number | null;
  payload: string;
  merge_key: string | null;
  /** What the outside system called it. */
  remote_id: string | null;
  /** One sentence why it is unknown or parked. */
  reason: string | null;
  created_at: number;
  updated_at: number;
  done_at: number | null;
};

export type AuditTable = {
  id: Generated<number>;
  at: number;
  actor: string;
  action: string;
  installation_id: string | null;
  request_id: string | null;
  detail: string;
  salt: string | null;
  /** Set when actor or detail were replaced by a pseudonym. */
  veil: string | null;
  /** Place in the hash chain; null until sealed. */
  seal_seq: number | null;
  hash: string | null;
};

export type InstallationTable = {
  id: string;
  help_desk: string;
  name: string;
  environment: string;
  address: string;
  plan: string;
  settings: string;
  sealed_credentials: string | null;
  created_at: number;
  removed_at: number | null;
};

export type LeaseTable = { name: string; owner: string; until: number };
