import type { CallOutcome } from './answers.ts';
import type { Desk } from './desk.ts';
import type { OperationGroup } from './rate-limit.ts';
import type { Agent } from './records.ts';

/** A call that passed rate limit, credentials and content checks. */
export type ApiCall = {
  readonly desk: Desk;
  readonly agent: Agent;
  /** Address of the call, with our host as the caller named it. */
  readonly url: URL;
  /** The number in the path; 0 when the path has none. */
  readonly id: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** The moment a listing shows: now, or earlier under a stale-list fault. */
  readonly asOf: number;
};

export const ROUTE_NAMES = [
  'view-ticket',
  'list-tickets',
  'update-ticket',
  'create-note',
  'create-reply',
  'list-conversations',
  'update-conversation',
  'delete-conversation',
  'list-activities',
  'create-time-entry',
  'list-time-entries',
  'view-requester',
  'list-requesters',
  'view-agent',
  'list-agents',
  'list-ticket-fields',
  'view-asset',
  'list-assets',
] as const;
export type RouteName = (typeof ROUTE_NAMES)[number];

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export type Route = {
  readonly name: RouteName;
  readonly method: Method;
  /** Below /api/v2; `:id` stands for a number. */
  readonly path: string;
  readonly group: OperationGroup | null;
  readonly scope: string;
  handle(call: ApiCall): CallOutcome;
};
