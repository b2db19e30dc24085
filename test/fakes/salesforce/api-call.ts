import type { Access } from './access.ts';
import type { Org } from './org.ts';

export const ROUTE_NAMES = [
  'token',
  'revoke',
  'userinfo',
  'authorize',
  'identity',
  'versions',
  'resources',
  'query',
  'query-more',
  'describe',
  'create',
  'read',
  'update',
  'upsert',
  'delete',
  'composite',
  'graph',
  'collections',
  'limits',
  'graphql',
  'ui-records',
  'ui-object-info',
  'action',
  'deploy',
  'cometd',
] as const;
export type RouteName = (typeof ROUTE_NAMES)[number];

export const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const;
export type Method = (typeof METHODS)[number];

/** An answer before it is put on the wire. `body` undefined: none. */
export type ApiAnswer = {
  readonly status: number;
  readonly body?: unknown;
  /** Sent instead of `body`, as text/html. */
  readonly html?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Queries whose further pages somebody may still ask for. */
export type OpenQueries = Map<string, { readonly records: readonly unknown[]; readonly userId: string }>;

/** A call of the REST API by somebody who is known. */
export type ApiCall = {
  readonly org: Org;
  readonly access: Access;
  readonly queries: OpenQueries;
  readonly actions: ActionLog;
  readonly method: Method;
  /** Below `/services/data/v67.0`, starting with a slash, percent signs as sent. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
};

/** What actions did: bells that rang, mails that went out. */
export type ActionLog = {
  readonly notifications: {
    readonly title: string;
    readonly body: string;
    readonly recipientIds: readonly string[];
    readonly targetId: string | null;
  }[];
  readonly mails: { readonly to: readonly string[]; readonly subject: string; readonly body: string }[];
};

export type Route = {
  readonly name: RouteName;
  readonly methods: readonly Method[];
  readonly pattern: RegExp;
  /** `found`: the groups of the pattern, percent signs resolved. Throws a `Refusal`. */
  handle(call: ApiCall, found: Readonly<Record<string, string>>): ApiAnswer;
};

/** An error answer: a list, as most resources give it. */
export function errorAnswer(
  status: number,
  errorCode: string,
  message: string,
  fields: readonly string[] = [],
): ApiAnswer {
  return { status, body: [{ message, errorCode, ...(fields.length > 0 ? { fields } : {}) }] };
}
