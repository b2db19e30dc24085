import type { LoggedCall } from './call-log.ts';
import type { TicketPage, TimelineItem } from './control-tickets.ts';
import type { ControlBody } from './control-types.ts';
import type { FaultRule, FaultRuleInput } from './faults.ts';
import type { HookDelivery } from './hooks.ts';
import type { Agent, Conversation, Requester, SentMail } from './records.ts';

export type { LoggedCall } from './call-log.ts';
export type { TicketPage, TimelineItem } from './control-tickets.ts';
export type { Fault, FaultRuleInput } from './faults.ts';
export type { HookDelivery } from './hooks.ts';
export type { Agent, Conversation, Requester, SentMail, Ticket } from './records.ts';

export type DeskState = {
  readonly now: number;
  readonly domain: string;
  readonly plan: string;
  readonly deletedTickets: '404' | 'flagged';
  readonly timeEntryShape: 'flat' | 'wrapped';
  /** Writes that nobody can see yet. */
  readonly lateWrites: number;
};

/** Every route of the control API (`/__control/...`), as calls. All reject when the desk refuses, with its sentence. */
export type ControlClient = {
  /** GET /state */
  state(): Promise<DeskState>;
  /** POST /settings: plan, deleted tickets, form of time entries, fields needed to close. */
  settings(body: ControlBody<'settings'>): Promise<void>;
  /** POST /reset: all data, faults, limits, hooks and logs as at the start, or another seed's. */
  reset(body?: ControlBody<'reset'>): Promise<void>;
  /** POST /clock: pushes the desk's clock forward. */
  advance(advanceMs: number): Promise<void>;
  /** POST /faults: replaces all rules; none: all is well. Same seed, same sequence. */
  faults(rules: readonly FaultRuleInput[], seed?: number): Promise<void>;
  /** GET /faults: the rules with how often each has hit. */
  faultHits(): Promise<readonly { readonly rule: FaultRule; readonly hits: number }[]>;
  /** POST /other-calls: calls of other programs that share the account's limit. */
  otherCalls(calls: number): Promise<void>;
  /** POST /outage: connections are refused for so long. Open ones are cut. */
  outage(forMs: number): Promise<void>;
  /** GET /calls?after=n: the API calls since, oldest first. */
  calls(after?: number): Promise<readonly LoggedCall[]>;
  /** DELETE /calls */
  forgetCalls(): Promise<void>;
  /** GET /mails: notices of notes and replies that the desk would have sent. */
  mails(): Promise<readonly SentMail[]>;
  /** GET /agents, POST /agents, POST /agents/:id/edit */
  agents(): Promise<readonly Agent[]>;
  addAgent(body: ControlBody<'agent'>): Promise<Agent>;
  editAgent(id: number, body: ControlBody<'agentEdit'>): Promise<Agent>;
  /** POST /tokens: an OAuth access token of an agent with scopes. */
  addToken(body: ControlBody<'token'>): Promise<void>;
  /** GET /requesters, POST /requesters, POST /requesters/:id/edit */
  requesters(): Promise<readonly Requester[]>;
  addRequester(body: ControlBody<'requester'>): Promise<Requester>;
  editRequester(id: number, body: ControlBody<'requesterEdit'>): Promise<Requester>;
  /** GET /tickets, GET /tickets/:id, POST /tickets: also deleted ones, with the timeline. */
  tickets(): Promise<readonly TicketPage[]>;
  ticket(id: number): Promise<TicketPage>;
  addTicket(body: ControlBody<'ticket'>): Promise<TicketPage>;
  /** POST /assets: puts a device into the account's book, or changes it. */
  putAsset(body: ControlBody<'asset'>): Promise<void>;
  /** GET /tickets/:id/timeline: every visible conversation, oldest first, whatever a stale-list fault says. */
  timeline(id: number): Promise<readonly TimelineItem[]>;
  /** POST /tickets/:id/edit, as a person on the ticket's page. Resolves when every hook was told; so do the next ones. */
  edit(id: number, body: ControlBody<'ticketEdit'>): Promise<TicketPage>;
  /** POST /tickets/:id/write: a note of an agent, or a mail of the requester. */
  write(id: number, body: ControlBody<'write'>): Promise<Conversation>;
  /** POST /tickets/:id/merge */
  merge(id: number, into: number, actorId?: number): Promise<void>;
  /** POST /tickets/:id/delete | restore | spam | not-spam */
  mark(id: number, as: 'delete' | 'restore' | 'spam' | 'not-spam', actorId?: number): Promise<void>;
  /** POST /hooks, DELETE /hooks, GET /hooks/deliveries: who is told of every change of a ticket. */
  addHook(body: ControlBody<'hook'>): Promise<void>;
  clearHooks(): Promise<void>;
  hookDeliveries(): Promise<readonly HookDelivery[]>;
  /** POST /webhooks/fire: one Workflow Automator call with these headers and this very body. */
  fireWebhook(body: ControlBody<'fire'>): Promise<HookDelivery>;
  /** POST /webhooks/ticket-update: one `onTicketUpdate` event, whether or not anything changed. */
  fireTicketUpdate(body: ControlBody<'ticketHint'>): Promise<HookDelivery>;
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
    otherCalls: (calls) => act('POST', '/other-calls', { calls }),
    outage: (forMs) => act('POST', '/outage', { forMs }),
    calls: (after = 0) => call('GET', `/calls?after=${String(after)}`),
    forgetCalls: () => act('DELETE', '/calls'),
    mails: () => call('GET', '/mails'),
    agents: () => call('GET', '/agents'),
    addAgent: (body) => call('POST', '/agents', body),
    editAgent: (id, body) => call('POST', `/agents/${String(id)}/edit`, body),
    addToken: (body) => act('POST', '/tokens', body),
    requesters: () => call('GET', '/requesters'),
    addRequester: (body) => call('POST', '/requesters', body),
    editRequester: (id, body) => call('POST', `/requesters/${String(id)}/edit`, body),
    tickets: () => call('GET', '/tickets'),
    ticket: (id) => call('GET', ticketPath(id)),
    addTicket: (body) => call('POST', '/tickets', body),
    putAsset: (body) => act('POST', '/assets', body),
    timeline: (id) => call('GET', `${ticketPath(id)}/timeline`),
    edit: (id, body) => call('POST', `${ticketPath(id)}/edit`, body),
    write: (id, body) => call('POST', `${ticketPath(id)}/write`, body),
    merge: (id, into, actorId) => act('POST', `${ticketPath(id)}/merge`, { into, actorId }),
    mark: (id, as, actorId) => act('POST', `${ticketPath(id)}/${as}`, { actorId }),
    addHook: (body) => act('POST', '/hooks', body),
    clearHooks: () => act('DELETE', '/hooks'),
    hookDeliveries: () => call('GET', '/hooks/deliveries'),
    fireWebhook: (body) => call('POST', '/webhooks/fire', body),
    fireTicketUpdate: (body) => call('POST', '/webhooks/ticket-update', body),
  };
}

function ticketPath(id: number): string {
  return `/tickets/${String(id)}`;
}
