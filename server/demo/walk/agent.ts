import { randomUUID } from 'node:crypto';
import { waitFor } from './surroundings.ts';
import { visitor } from './visitor.ts';

/** A request as the app shows it, as far as the walk looks. */
export type PanelRequest = {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly joinUrl: string | null;
  readonly phrase: string;
  readonly recipient: { readonly name: string };
};

type TicketRef = { readonly id: string; readonly number: string; readonly subject: string };

/** An agent in the ticket, pressing in the app: every call goes through the platform, with its limits. */
export type PanelAgent = {
  /** Lets the app act for the agent, as its sign-in page asks; gives the last page's heading. */
  authorize(): Promise<string>;
  create(ticket: TicketRef, asked: object): Promise<PanelRequest>;
  command(request: PanelRequest, command: object): Promise<PanelRequest>;
  read(request: PanelRequest): Promise<PanelRequest>;
  /** Signs in and opens the connect page: the cookie and the page's address. */
  openConnect(request: PanelRequest): Promise<{ readonly url: string; readonly cookie: string }>;
};

export type PanelAgentOptions = {
  readonly serverUrl: string;
  readonly platformUrl: string;
  /** The demo agent's short name, and the number in the help desk. */
  readonly key: string;
  readonly agentId: number;
};

type PanelState = { readonly access: string; readonly requests: readonly PanelRequest[] };

export function panelAgent({ serverUrl, platformUrl, key, agentId }: PanelAgentOptions): PanelAgent {
  const tickets = new Map<string, string>();
  const call = platformCaller(platformUrl, agentId);
  const openPanel = (ticket: string): Promise<PanelState | null> =>
    waitFor(`access to ticket ${ticket}`, async () => {
      const panel = await call<PanelState>('openPanel', { context: { ticket } });
      return panel.access === 'checking' ? null : panel;
    });
  const press = async (template: string, context: object, body: object): Promise<PanelRequest> =>
    (
      await call<{ request: PanelRequest }>(template, {
        context,
        body: JSON.stringify({ commandId: randomUUID(), ...body }),
      })
    ).request;
  return {
    authorize: async () => {
      const start = `${platformUrl}/broker/start?agent=${agentId}&integration=session_requests`;
      const answer = await fetch(start, { redirect: 'manual' });
      const { pathname, search } = new URL(answer.headers.get('location') ?? '');
      return visitor(serverUrl + pathname + search, await signIn(serverUrl, key, '/demo')).press('authorize', {
        decision: 'allow',
      });
    },
    create: async (ticket, asked) => {
      await openPanel(ticket.id);
      const request = await press('createRequest', {}, { ticket, ...asked });
      tickets.set(request.id, ticket.id);
      return request;
    },
    command: (request, command) => press('commandRequest', { request: request.id }, command),
    read: async (request) => {
      const panel = await openPanel(tickets.get(request.id) ?? '');
      const found = panel?.requests.find(({ id }) => id === request.id);
      if (found === undefined) throw new Error(`${request.number} is not in its ticket`);
      return found;
    },
    openConnect: async (request) => {
      const to = `/connect/${request.id}`;
      return { url: serverUrl + to, cookie: await signIn(serverUrl, key, to) };
    },
  };
}

async function signIn(serverUrl: string, agent: string, to: string): Promise<string> {
  const answer = await fetch(`${serverUrl}/demo/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: serverUrl, 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ agent, to }),
  });
  const cookies = answer.headers.getSetCookie().map((one) => one.split(';')[0]);
  if (answer.status !== 303 || cookies.length === 0) throw new Error(`signing in failed with ${answer.status}`);
  return cookies.join('; ');
}

/** Calls a template as a page of the app in this agent's browser does. */
function platformCaller(platformUrl: string, agentId: number) {
  return async <Value>(template: string, options: object): Promise<Value> => {
    const invoked = await fetch(`${platformUrl}/agent/${agentId}/invoke`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ template, options }),
    });
    const { answer } = (await invoked.json()) as {
      readonly answer: { readonly status: number; readonly response: string };
    };
    if (answer.status < 200 || answer.status > 299) {
      throw new Error(`${template} answered ${answer.status}: ${answer.response}`);
    }
    return JSON.parse(answer.response) as Value;
  };
}
