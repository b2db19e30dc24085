import { randomUUID } from 'node:crypto';
import type { JourneyTicket, PanelAgent, PanelRequest, TimelineLine, WalkedDesk } from './panel-agent.ts';
import { signIn } from './sign-in.ts';
import { waitFor } from './surroundings.ts';
import { visitor } from './visitor.ts';

const MARA = 'mara.lindqvist@kestrel.example';
/** Rarely enough for the platform, which lets an app call 50 times a minute. */
const LOOK_EVERY_MS = 700;
const TICKETS = {
  outlook: ticket('1042', 'INC-1042', 'Outlook keeps asking for my password', 'Hannah Osei', 'hannah.osei'),
  vpn: ticket('1044', 'INC-1044', 'VPN trennt jede Stunde die Verbindung', 'Jürgen Voß', 'juergen.voss'),
  routes: ticket(
    '1045',
    'SR-1045',
    'Request for Layla Haddad: route planner on a new laptop',
    'ليلى حداد',
    'layla.haddad',
  ),
  dock: {
    id: '1046',
    number: 'INC-1046',
    subject: 'Dock 4: scanner station frozen',
    recipient: { name: 'Dock 4 terminal', phone: '+31 10 555 0146' },
  },
} as const;

function ticket(id: string, number: string, subject: string, name: string, mail: string): JourneyTicket {
  return { id, number, subject, recipient: { name, email: `${mail}@kestrel.example` } };
}

/** The pretended Freshservice. The agent lets the app act for her first, as its sign-in page asks. */
export async function walkFreshservice(
  urls: { readonly server: string; readonly platform: string; readonly desk: string },
  say: (line: string) => void,
): Promise<WalkedDesk> {
  const get = async <Value>(path: string): Promise<Value> => {
    const answer = await fetch(`${urls.desk}/__control${path}`);
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return (await answer.json()) as Value;
  };
  const agents = await get<readonly { readonly id: number; readonly email: string | null }[]>('/agents');
  const agentId = agents.find(({ email }) => email === MARA)?.id ?? 0;
  const options = { serverUrl: urls.server, platformUrl: urls.platform, key: 'mara', agentId };
  say(`The agent lets the app act for her: "${await authorize(options)}"`);
  return {
    name: 'Freshservice',
    agent: panelAgent(options),
    tickets: TICKETS,
    timeline: (ticketId) => get<readonly TimelineLine[]>(`/tickets/${ticketId}/timeline`),
  };
}

type PanelAgentOptions = {
  readonly serverUrl: string;
  readonly platformUrl: string;
  /** The demo agent's short name, and the number in the help desk. */
  readonly key: string;
  readonly agentId: number;
};

type PanelState = { readonly access: string; readonly requests: readonly PanelRequest[] };

function panelAgent({ serverUrl, platformUrl, key, agentId }: PanelAgentOptions): PanelAgent {
  const tickets = new Map<string, string>();
  const call = platformCaller(platformUrl, agentId);
  const openPanel = (ticket: string): Promise<PanelState | null> =>
    waitFor(
      `access to ticket ${ticket}`,
      async () => {
        const panel = await call<PanelState>('openPanel', { context: { ticket } });
        return panel.access === 'checking' ? null : panel;
      },
      LOOK_EVERY_MS,
    );
  const press = async (template: string, context: object, body: object): Promise<PanelRequest> =>
    (
      await call<{ request: PanelRequest }>(template, {
        context,
        body: JSON.stringify({ commandId: randomUUID(), ...body }),
      })
    ).request;
  return {
    lookEveryMs: LOOK_EVERY_MS,
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

/** Lets the app act for the agent; gives the last page's heading. */
async function authorize({ serverUrl, platformUrl, key, agentId }: PanelAgentOptions): Promise<string> {
  const start = `${platformUrl}/broker/start?agent=${agentId}&integration=session_requests`;
  const answer = await fetch(start, { redirect: 'manual' });
  const { pathname, search } = new URL(answer.headers.get('location') ?? '');
  return visitor(serverUrl + pathname + search, await signIn(serverUrl, key, '/demo')).press('authorize', {
    decision: 'allow',
  });
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
