import type { z } from 'zod';
import type { panelListSchema, panelStateSchema, watchAnswerSchema } from '../../server/http/api/panel-schema.ts';
import type { PanelView } from '../../server/panel-api/panel-view.ts';
import { openEventStream, type EventStreamReader } from './event-stream-reader.ts';
import { type HttpAnswer, httpCall } from './http-call.ts';

/** The agent that the panel names. */
export type PanelAgent = { readonly id: string; readonly name: string; readonly email: string | null };

export type ProblemBody = {
  readonly type: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
};

export type PanelAnswer =
  | {
      readonly ok: true;
      readonly status: number;
      readonly request: PanelView;
      readonly version: number;
      readonly replayed: boolean;
      readonly created: boolean;
    }
  | { readonly ok: false; readonly status: number; readonly problem: ProblemBody };

export type LogEntry = {
  readonly seq: number;
  readonly type: string;
  readonly at: number;
  readonly by: { readonly kind: string; readonly name: string | null; readonly verified: boolean };
  readonly data: Readonly<Record<string, unknown>>;
};

type Body = Readonly<Record<string, unknown>>;
type Query = Readonly<Record<string, string>>;
export type PanelState = z.output<typeof panelStateSchema>;
export type WatchAnswer = z.output<typeof watchAnswerSchema>;
export type PanelList = z.output<typeof panelListSchema>;

/** What a panel inside the help desk does, over HTTP. */
export type PanelClient = {
  /** `body` without `agent`; `commandId` and the rest as the API asks. */
  create(body: Body): Promise<PanelAnswer>;
  command(requestId: string, body: Body): Promise<PanelAnswer>;
  ofTicket(ticketId: string, query?: Readonly<Record<string, string>>): Promise<HttpAnswer>;
  read(requestId: string): Promise<PanelView>;
  log(requestId: string): Promise<readonly LogEntry[]>;
  resend(deliveryId: string): Promise<HttpAnswer>;
  /** Everything that the panel of a ticket shows. */
  panelState(ticketId: string, query?: Query): Promise<PanelState>;
  /** Waits for news of tickets; `after` and `panel` in the query. */
  watch(ticketIds: readonly string[], query?: Query): Promise<WatchAnswer>;
  /** The page of all requests: `list`, `search`, `cursor`. */
  list(query?: Query): Promise<PanelList>;
  /** The answer as it comes, refused or not. `path` is below `/api/v1/panel`. */
  ask(path: string, query?: Query): Promise<HttpAnswer>;
  /** Live updates of a ticket: event `request` carries a view. */
  live(ticketId: string, lastEventId?: string): Promise<EventStreamReader>;
};

/** A panel of the installation that `secret` belongs to. `url`: the server's address. */
export function panelClient(url: string, secret: string, agent: PanelAgent): PanelClient {
  const authorization = `Bearer ${secret}`;
  const reader = new URLSearchParams({
    agent: agent.id,
    agentName: agent.name,
    ...(agent.email === null ? {} : { agentEmail: agent.email }),
  });
  const post = async (path: string, body: Body): Promise<PanelAnswer> => {
    const headers = { authorization, 'content-type': 'application/json' };
    const text = JSON.stringify({ agent, ...body });
    return panelAnswer(await httpCall(`${url}/api/v1${path}`, { method: 'POST', headers, body: text }));
  };
  const get = (path: string, query: Readonly<Record<string, string>> = {}): Promise<HttpAnswer> => {
    const search = new URLSearchParams([...reader, ...Object.entries(query)]);
    return httpCall(`${url}/api/v1${path}?${search.toString()}`, { headers: { authorization } });
  };
  return {
    create: (body) => post('/requests', body),
    command: (requestId, body) => post(`/requests/${requestId}/commands`, body),
    ofTicket: (ticketId, query) => get(`/tickets/${ticketId}/requests`, query),
    read: async (requestId) => json(await get(`/requests/${requestId}`)) as PanelView,
    log: async (requestId) => (json(await get(`/requests/${requestId}/events`)) as { events: LogEntry[] }).events,
    resend: (deliveryId) =>
      httpCall(`${url}/api/v1/deliveries/${deliveryId}/resend?${reader.toString()}`, {
        method: 'POST',
        headers: { authorization },
      }),
    panelState: async (ticketId, query) => json(await get(`/panel/tickets/${ticketId}`, query)) as PanelState,
    watch: async (ids, query) => json(await get('/panel/watch', { tickets: ids.join(','), ...query })) as WatchAnswer,
    list: async (query) => json(await get('/panel/requests', query)) as PanelList,
    ask: (path, query) => get(`/panel${path}`, query),
    live: (ticketId, lastEventId) =>
      openEventStream(`${url}/api/v1/tickets/${ticketId}/live?${reader.toString()}`, {
        authorization,
        ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
      }),
  };
}

function panelAnswer(answer: HttpAnswer): PanelAnswer {
  const { status } = answer;
  if (status >= 300) return { ok: false, status, problem: JSON.parse(answer.body) as ProblemBody };
  const body = JSON.parse(answer.body) as Omit<Extract<PanelAnswer, { ok: true }>, 'ok' | 'status'>;
  return { ok: true, status, ...body };
}

function json({ status, body }: HttpAnswer): unknown {
  if (status !== 200) throw new Error(`The server answered ${status}: ${body}`);
  return JSON.parse(body);
}
