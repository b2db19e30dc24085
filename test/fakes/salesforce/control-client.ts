import type { ActionLog } from './api-call.ts';
import type { LoggedCall } from './call-log.ts';
import type { ControlBody } from './control-types.ts';
import type { FaultRule, FaultRuleInput } from './faults.ts';
import type { OrgSettings } from './org.ts';
import type { SeedPeople } from './seed.ts';
import type { Value } from './values.ts';

export type { ActionLog } from './api-call.ts';
export type { LoggedCall } from './call-log.ts';
export type { Fault, FaultRuleInput } from './faults.ts';
export type { SeedPeople } from './seed.ts';

/** A record with all its fields, whoever may see them. */
export type OrgRecord = Readonly<Record<string, Value>> & { readonly Id: string };

export type OrgState = {
  readonly now: number;
  readonly organizationId: string;
  readonly people: SeedPeople;
  readonly settings: OrgSettings;
  readonly callsUsed: number;
  readonly apps: readonly {
    readonly clientId: string;
    readonly runAs: string | null;
    readonly redirectUris: readonly string[];
  }[];
  readonly permissionSets: readonly string[];
};

/** A case with what hangs on it, deleted parts left out. */
export type CasePage = { readonly case: OrgRecord } & Readonly<
  Record<'feed' | 'comments' | 'tasks' | 'emails' | 'requests' | 'commands' | 'events', readonly OrgRecord[]>
>;

export type SentDeployment = {
  readonly checkOnly: boolean;
  readonly rollbackOnError: boolean;
  /** Texts by path, package.xml too. */
  readonly files: Readonly<Record<string, string>>;
};

/** Every route of the control API (`/__control/...`), as calls. All reject when the org refuses, with its sentence. */
export type ControlClient = {
  /** GET /state: also the ids of the people of the start. */
  state(): Promise<OrgState>;
  /** POST /settings: sharing of cases, feeds, page size, limits, place of the org, origins of pages. */
  settings(body: ControlBody<'settings'>): Promise<void>;
  /** POST /reset: everything as at the start. */
  reset(body?: ControlBody<'reset'>): Promise<void>;
  /** POST /clock: pushes the org's clock forward. */
  advance(advanceMs: number): Promise<void>;
  /** POST /faults: replaces all rules; none: all is well. Same seed, same sequence. */
  faults(rules: readonly FaultRuleInput[], seed?: number): Promise<void>;
  /** GET /faults: the rules with how often each has hit. */
  faultHits(): Promise<readonly { readonly rule: FaultRule; readonly hits: number }[]>;
  /** POST /outage: connections are refused for so long. Open ones are cut. */
  outage(forMs: number): Promise<void>;
  /** GET /calls?after=n: the calls since, oldest first. */
  calls(after?: number): Promise<readonly LoggedCall[]>;
  /** DELETE /calls */
  forgetCalls(): Promise<void>;
  /** POST /usage: so many API calls of today are used. */
  used(calls: number): Promise<void>;
  /** GET /actions: bells that rang and mails that went out. */
  actions(): Promise<ActionLog>;
  /** POST /sandbox: the org becomes its own copy, with another id and all records. */
  becomeSandbox(): Promise<{ readonly organizationId: string }>;
  /** POST /insert, /update, /remove: as this user, or (none named) as the platform itself. */
  insert(object: string, fields: ControlBody<'insert'>['fields'], as?: string): Promise<OrgRecord>;
  update(object: string, id: string, fields: ControlBody<'update'>['fields'], as?: string): Promise<OrgRecord>;
  remove(object: string, id: string, as?: string): Promise<void>;
  /** POST /publish: a platform event. */
  publish(object: string, fields: ControlBody<'publish'>['fields'], as?: string): Promise<void>;
  /** POST /restore: out of the recycle bin. */
  restore(object: string, id: string): Promise<void>;
  /** POST /merge: a case into another. */
  merge(id: string, into: string): Promise<void>;
  /** GET /records?object=…: all of them, deleted ones too. */
  records(object: string): Promise<readonly OrgRecord[]>;
  /** GET /case?id=… */
  casePage(id: string): Promise<CasePage>;
  /** POST /stream: what goes wrong in streaming from now on (absent: as it is), or once. */
  stream(body: ControlBody<'stream'>): Promise<void>;
  /** GET /stream: who follows what. */
  streamClients(): Promise<readonly { readonly userId: string; readonly channels: readonly string[] }[]>;
  /** POST /assign: gives or takes a permission set. */
  assign(userId: string, set: string, held?: boolean): Promise<void>;
  /** POST /grant: adds rights of users, such as ViewAllData, to a permission set. */
  grant(set: string, user: readonly string[]): Promise<void>;
  /** POST /sessions: a token of the user's own browser; also good as cookie `sid`. */
  session(userId: string): Promise<{ readonly token: string }>;
  /** POST /revoke: ends sessions of one user, or all. */
  revoke(userId?: string): Promise<{ readonly ended: number }>;
  /**
   * POST /signs-in: who is sitting at the org's sign-in page; null presses Cancel. `byPage`: his browser is not signed in to the org, so the
   * page asks for a press first.
   */
  signsIn(userId: string | null, byPage?: boolean): Promise<void>;
  /** POST /verified: whether the org has verified the person's address. */
  verified(userId: string, verified: boolean): Promise<void>;
  /** GET /deployments: what was sent to be deployed, the first first; trials too. */
  deployments(): Promise<readonly SentDeployment[]>;
  /** POST /refusals: from now on every deployment has these problems, too. */
  refuseDeployments(problems: ControlBody<'refusals'>['problems']): Promise<void>;
  /** POST /apps: adds an External Client App, or changes what is named of it. */
  app(body: ControlBody<'app'>): Promise<void>;
};

/** Speaks to the control API of a fake, whether it runs in this process or in another. `url` as the fake announced it. */
export function controlClient(url: string): ControlClient {
  const call = async <Result>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Result> => {
    const sent =
      body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await fetch(`${url}/__control${path}`, { method, ...sent });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The fake refused ${method} ${path}: ${text}`);
    return JSON.parse(text) as Result;
  };
  const act = async (method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<void> => {
    await call<unknown>(method, path, method === 'POST' ? (body ?? {}) : undefined);
  };

  return {
    state: () => call('GET', '/state'),
    settings: (body) => act('POST', '/settings', body),
    reset: (body) => act('POST', '/reset', body),
    advance: (advanceMs) => act('POST', '/clock', { advanceMs }),
    faults: (rules, seed = 1) => act('POST', '/faults', { rules, seed }),
    faultHits: () => call('GET', '/faults'),
    outage: (forMs) => act('POST', '/outage', { forMs }),
    calls: (after = 0) => call('GET', `/calls?after=${String(after)}`),
    forgetCalls: () => act('DELETE', '/calls'),
    used: (calls) => act('POST', '/usage', { calls }),
    actions: () => call('GET', '/actions'),
    becomeSandbox: () => call('POST', '/sandbox', {}),
    insert: (object, fields, as) => call('POST', '/insert', { object, fields, as }),
    update: (object, id, fields, as) => call('POST', '/update', { object, id, fields, as }),
    remove: (object, id, as) => act('POST', '/remove', { object, id, as }),
    publish: (object, fields, as) => act('POST', '/publish', { object, fields, as }),
    restore: (object, id) => act('POST', '/restore', { object, id }),
    merge: (id, into) => act('POST', '/merge', { id, into }),
    records: (object) => call('GET', `/records?object=${encodeURIComponent(object)}`),
    casePage: (id) => call('GET', `/case?id=${encodeURIComponent(id)}`),
    stream: (body) => act('POST', '/stream', body),
    streamClients: () => call('GET', '/stream'),
    assign: (userId, set, held = true) => act('POST', '/assign', { userId, set, held }),
    grant: (set, user) => act('POST', '/grant', { set, user }),
    session: (userId) => call('POST', '/sessions', { userId }),
    revoke: (userId) => call('POST', '/revoke', { userId }),
    signsIn: (userId, byPage = false) => act('POST', '/signs-in', { userId, byPage }),
    verified: (userId, verified) => act('POST', '/verified', { userId, verified }),
    deployments: () => call('GET', '/deployments'),
    refuseDeployments: (problems) => act('POST', '/refusals', { problems }),
    app: (body) => act('POST', '/apps', body),
  };
}
