import { randomUUID } from 'node:crypto';
import { type OrgClient, orgClient } from '../org-client.ts';
import { type OrgPage, orgPage } from './org-page.ts';
import type { JourneyTicket, PanelAgent, PanelRequest, TimelineLine, WalkedDesk } from './panel-agent.ts';
import { signIn } from './sign-in.ts';
import { waitFor } from './surroundings.ts';

const MARA = { key: 'mara', email: 'mara.lindqvist@kestrel.example' };
const CASES = {
  outlook: ['00001042', 'Outlook keeps asking for my password', 'Hannah Osei', 'hannah.osei'],
  vpn: ['00001044', 'VPN trennt jede Stunde die Verbindung', 'Jürgen Voß', 'juergen.voss'],
  routes: ['00001045', 'Request for Layla Haddad: route planner on a new laptop', 'ليلى حداد', 'layla.route'],
} as const;
const DOCK = { number: '00001046', subject: 'Dock 4: scanner station frozen' };
const LOOK_EVERY_MS = 200;

/** The pretended Salesforce org: the panel leaves commands on cases and reads records, as in the browser, and nothing else. */
export async function walkSalesforce(urls: { readonly server: string; readonly org: string }): Promise<WalkedDesk> {
  const client = orgClient(urls.org);
  const [users, cases] = [await client.userIds(), await client.caseIds()];
  const ticket = (name: keyof typeof CASES): JourneyTicket => {
    const [number, subject, person, mail] = CASES[name];
    return {
      id: cases.get(number) ?? '',
      number,
      subject,
      recipient: { name: person, email: `${mail}@kestrel.example` },
    };
  };
  const page = await orgPage(urls.org, await client.session(users.get(MARA.email) ?? ''));
  return {
    name: 'Salesforce',
    agent: caseAgent(urls.server, page),
    tickets: {
      outlook: ticket('outlook'),
      vpn: ticket('vpn'),
      routes: ticket('routes'),
      dock: {
        ...DOCK,
        id: cases.get(DOCK.number) ?? '',
        recipient: { name: 'Dock 4 terminal', phone: '+31 10 555 0147' },
      },
    },
    timeline: (caseId) => feedLines(client, caseId),
  };
}

type View = PanelRequest & { readonly version: number };

function caseAgent(serverUrl: string, page: OrgPage): PanelAgent {
  const caseOf = new Map<string, string>();
  const view = async (key: string): Promise<View | null> => {
    const text = await page.view(key);
    return text === null ? null : (JSON.parse(text) as View);
  };
  const read = async (id: string): Promise<View> => waitFor(`the record of ${id}`, () => view(id));
  const press = async (
    caseId: string,
    type: string,
    requestKey: string | null,
    parameters: object,
  ): Promise<string> => {
    const left = await page.leaveCommand({ caseId, type, requestKey, parameters, clientKey: randomUUID() });
    const told = await waitFor(`the answer to ${type}`, () => page.answerTo(left));
    if (told.result !== 'Done') throw new Error(`${type} was refused: ${told.message}`);
    return told.requestKey;
  };
  return {
    lookEveryMs: LOOK_EVERY_MS,
    create: async (ticket, asked) => {
      const id = await press(ticket.id, 'create-request', null, { ticket, ...asked });
      caseOf.set(id, ticket.id);
      return read(id);
    },
    command: async (request, { type, ...parameters }) => {
      const before = await read(request.id);
      await press(caseOf.get(request.id) ?? '', type, request.id, parameters);
      return waitFor(`${request.number} to change`, async () => {
        const now = await view(request.id);
        return now !== null && now.version > before.version ? now : null;
      });
    },
    read: ({ id }) => read(id),
    openConnect: async ({ id }) => {
      const to = `/connect/${id}`;
      return { url: serverUrl + to, cookie: await signIn(serverUrl, MARA.key, to) };
    },
  };
}

async function feedLines(client: OrgClient, caseId: string): Promise<readonly TimelineLine[]> {
  const [posts, names] = [await client.feed(caseId), await client.userNames()];
  return posts.map(({ Body, CreatedById }) => ({
    authorName: names.get(CreatedById) ?? CreatedById,
    bodyText: Body.replaceAll(/<[^>]*>/g, ' '),
    body: Body,
  }));
}
