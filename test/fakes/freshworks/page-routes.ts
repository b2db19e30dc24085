import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Agent } from '../freshservice/control-client.ts';
import { productEvent, serverFunction } from './app-events.ts';
import type { DeskView } from './desk-view.ts';
import { openSettings, type InstalledApp } from './installed-app.ts';
import { invokeTemplate } from './invoke-template.ts';
import { StoreFault } from './key-value-store.ts';
import type { Platform } from './platform.ts';
import { type Asked, bodyAs, json, type Replied, type Route, Unanswerable } from './route.ts';

const invoke = z.strictObject({ template: z.string(), options: z.unknown() });
const functionCall = z.strictObject({ name: z.string(), payload: z.record(z.string(), z.unknown()) });
const storeCall = z.strictObject({
  action: z.enum(['get', 'set', 'delete']),
  key: z.string(),
  value: z.unknown().optional(),
  options: z.looseObject({}).optional(),
});
const edit = z.strictObject({ status: z.int() });

/** What the platform's pages show, and what they ask for the app in their frames. */
export function pageRoutes(platform: Platform, view: DeskView, appOrigin: () => string): readonly Route[] {
  const shell = async (): Promise<Replied> => ({
    kind: 'html',
    status: 200,
    text: await readFile(new URL('pages/platform.html', import.meta.url), 'utf8'),
  });
  const agentOf = async ({ params }: Asked): Promise<Agent> => {
    const agent = await view.agent(Number(params['agent']));
    if (agent === null) throw new Unanswerable(404, `There is no agent ${params['agent'] ?? ''}.`);
    return agent;
  };
  const appOf = (): InstalledApp => {
    if (platform.app === null) throw new Unanswerable(409, 'The app is not installed.');
    return platform.app;
  };
  return [
    { method: 'GET', path: '/', respond: () => startPage(view) },
    { method: 'GET', path: '/agent/:agent/apps', respond: shell },
    { method: 'GET', path: '/agent/:agent/tickets/:ticket', respond: shell },
    {
      method: 'GET',
      path: '/agent/:agent/desk',
      respond: async (asked) => json(await deskOf(view, await agentOf(asked))),
    },
    {
      method: 'GET',
      path: '/agent/:agent/desk/tickets/:ticket',
      respond: async (asked) => json(await ticketOf(view, asked)),
    },
    {
      method: 'POST',
      path: '/agent/:agent/desk/tickets/:ticket/edit',
      respond: async (asked) => {
        const agent = await agentOf(asked);
        return json(
          await platform.desk.edit(Number(asked.params['ticket']), { actorId: agent.id, ...bodyAs(edit, asked) }),
        );
      },
    },
    {
      method: 'GET',
      path: '/agent/:agent/data/:key',
      respond: async (asked) => {
        const ticket = asked.url.searchParams.get('ticket');
        const data = await view.data(
          asked.params['key'] ?? '',
          await agentOf(asked),
          ticket === null ? null : Number(ticket),
        );
        // Not every place has everything; what is missing is no fault of the page that asked.
        return json({ data });
      },
    },
    { method: 'GET', path: '/agent/:agent/app', respond: (asked) => json(appState(platform, asked, appOrigin())) },
    {
      method: 'POST',
      path: '/agent/:agent/invoke',
      respond: async (asked) => {
        const { template, options } = bodyAs(invoke, asked);
        const { id } = await agentOf(asked);
        return json(await invokeTemplate(platform, appOf(), { side: 'front', agentId: String(id) }, template, options));
      },
    },
    {
      method: 'POST',
      path: '/agent/:agent/functions',
      respond: async (asked) => {
        const { name, payload } = bodyAs(functionCall, asked);
        await agentOf(asked);
        return json(await serverFunction(platform, appOf(), name, payload));
      },
    },
    {
      method: 'POST',
      path: '/agent/:agent/store',
      respond: (asked) => json(storeAnswer(platform, bodyAs(storeCall, asked))),
    },
    { method: 'POST', path: '/desk-events', respond: (asked) => deskEvent(platform, asked) },
  ];
}

async function startPage(view: DeskView): Promise<Replied> {
  const [agents, tickets] = await Promise.all([view.agents(), view.tickets()]);
  const first = String(tickets[0]?.ticket.id ?? '');
  const agent =
    agents.find(({ active, occasional, jobTitle }) => active && !occasional && jobTitle !== null) ?? agents[0];
  return { kind: 'redirect', to: `/agent/${String(agent?.id ?? '')}/tickets/${first}` };
}

async function deskOf(view: DeskView, agent: Agent): Promise<unknown> {
  const tickets = await view.tickets();
  return {
    me: { id: agent.id, name: [agent.firstName, agent.lastName].filter(Boolean).join(' ') },
    tickets: tickets.map(({ ticket, number, statusName }) => ({
      id: ticket.id,
      number,
      subject: ticket.subject,
      statusName,
    })),
  };
}

async function ticketOf(view: DeskView, { params }: Asked): Promise<unknown> {
  const page = await view.ticket(Number(params['ticket']));
  if (page === null) throw new Unanswerable(404, 'This ticket is not here any more.');
  return page;
}

function appState(platform: Platform, { params }: Asked, origin: string): unknown {
  const { app } = platform;
  return {
    installed: app !== null,
    origin,
    places: app === null ? {} : Object.fromEntries([...app.folder.places].map(([place, { url }]) => [place, url])),
    iparams: app === null ? {} : openSettings(app),
    authorized: platform.broker.authorized(params['agent'] ?? ''),
  };
}

function storeAnswer({ store }: Platform, { action, key, value, options }: z.output<typeof storeCall>): unknown {
  try {
    switch (action) {
      case 'get':
        return { status: 200, value: store.get(key) };
      case 'set':
        store.set(key, value, options);
        return { status: 200, value: { Created: true } };
      case 'delete':
        store.delete(key);
        return { status: 200, value: { Deleted: true } };
      default:
        return action satisfies never;
    }
  } catch (error) {
    if (error instanceof StoreFault) return { status: error.status, message: error.message };
    throw error;
  }
}

const deskEventSchema = z.looseObject({
  event: z.enum(['onTicketUpdate', 'onTicketCreate', 'onConversationCreate']),
  data: z.unknown(),
});

/** The help desk tells of a change; answered when the app has dealt with it. */
async function deskEvent(platform: Platform, asked: Asked): Promise<Replied> {
  const { event, data } = bodyAs(deskEventSchema, asked);
  const run = await productEvent(platform, event, data);
  return json({ outcome: run?.outcome ?? 'not-installed' });
}
