import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type { PanelView } from '../../server/panel-api/panel-view.ts';
import type { Agent, ControlClient } from '../fakes/freshservice/control-client.ts';
import { GROUPS } from '../fakes/freshservice/seed.ts';
import { openEventStream } from '../support/event-stream-reader.ts';
import { eventually } from '../support/eventually.ts';
import type { HttpAnswer } from '../support/http-call.ts';
import type { PanelAgent } from '../support/panel-client.ts';
import { type ApiCaller, apiCaller, problem, toldProblem } from './api-caller.ts';
import { dumpDatabase } from './database-dump.ts';
import { givenRequest } from './given-request.ts';
import { type Engine, type ServerWorld, serverWorld } from './server-world.ts';
import { aCreation, allCommands, type JsonBody } from './valid-bodies.ts';

export const NO_REQUEST = problem(404, 'no-such-request');
export const NO_TICKET = problem(403, 'ticket-not-visible');
export const CHECKING = problem(409, 'checking-access');
/** A role for the tickets of the network group. */
export const NETWORK_ROLE = { roleId: 1, scope: 'specified_groups' as const, groups: [GROUPS.network] };

const NAMES = ['Mara', 'Jun', 'Nadia', 'Oskar', 'Tomás'] as const;

/** A ticket and a request on it that Mara made, who sees everything. */
export type Place = { readonly ticket: { id: string; number: string; subject: string }; readonly request: PanelView };

/** A server and the agents of its help desk, with everything that one of them can do to a ticket. */
export type AccessWorld = Awaited<ReturnType<typeof accessWorld>>;

/** Starts one. Close it after the suite. */
export async function accessWorld(engine: Engine) {
  const time = { lateMs: 0 };
  const world = await serverWorld({ engine, clock: { now: () => Date.now() + time.lateMs } });
  const api = apiCaller(world.url, world.data.secrets.api);
  const agents = await world.desk.control.agents();
  const people = Object.fromEntries(
    NAMES.map((name) => [name, asPanelAgent(agents.find(({ firstName }) => firstName === name))]),
  ) as Readonly<Record<(typeof NAMES)[number], PanelAgent>>;
  const calls = agentCalls(world, api);
  return {
    ...calls,
    api,
    people,
    world,
    desk: world.desk.control,
    aTicket: (where: Where = {}) => aTicket(world, calls, people.Mara, where),
    newAgent: (over: object) => newAgent(world.desk.control, over),
    /** Pushes the server's clock forward. */
    later: (ms: number): void => void (time.lateMs += ms),
    ticketsSeen: () => world.foundation.store.database.read.selectFrom('ticket_seen').selectAll().execute(),
  };
}

type Where = { readonly groupId?: number | null; readonly responderId?: number | null };
type Calls = ReturnType<typeof agentCalls>;

async function aTicket(world: ServerWorld, calls: Calls, mara: PanelAgent, where: Where): Promise<Place> {
  const { control } = world.desk;
  await eventually(
    'Mara to be known',
    async () => (await calls.listed(mara, { ticket: { id: '1042' } })).status === 200,
  );
  const [first] = await control.requesters();
  const subject = `Secret ${randomUUID()}`;
  const page = await control.addTicket({ subject, requesterId: first?.id ?? 0, ...where });
  const ticket = { id: String(page.ticket.id), number: page.number, subject };
  const request = await givenRequest(world.panel(mara), 'Open', { ticket, channels: ['ticket'] });
  await eventually('the invitation', async () => (await world.panel(mara).read(request.id)).version > 1);
  return { ticket, request };
}

function newAgent(control: ControlClient, over: object): Promise<Agent> {
  const email = `${randomUUID()}@kestrel.example`;
  return control.addAgent({ firstName: 'New', lastName: 'Agent', email, apiKey: randomUUID(), ...over });
}

/** Asks until it is known what the agent may see. */
export function onceKnown(ask: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
  return eventually('the access to be known', async () => {
    const answer = await ask();
    return !(answer.status === 409 && answer.body.includes('checking-access')) && answer;
  });
}

function agentCalls(world: ServerWorld, api: ApiCaller) {
  const listed = (agent: PanelAgent, { ticket }: { readonly ticket: { readonly id: string } }): Promise<HttpAnswer> =>
    onceKnown(() => api.get(`/tickets/${ticket.id}/requests?${readerOf(agent)}`));
  return {
    listed,
    seen: async (agent: PanelAgent, place: Place): Promise<boolean> => (await listed(agent, place)).status === 200,
    ofRequest: (agent: PanelAgent, { id }: Pick<PanelView, 'id'>, path = ''): Promise<HttpAnswer> =>
      onceKnown(() => api.get(`/requests/${id}${path}?${readerOf(agent)}`)),
    commanded: (agent: PanelAgent, { id }: PanelView, body: JsonBody): Promise<HttpAnswer> =>
      onceKnown(() => api.post(`/requests/${id}/commands`, { ...body, agent, commandId: randomUUID() })),
    created: (agent: PanelAgent, ticket: object | null): Promise<HttpAnswer> =>
      onceKnown(() => api.post('/requests', aCreationNow(agent, ticket))),
    resent: async (agent: PanelAgent, { request }: Place): Promise<HttpAnswer> => {
      const id = await deliveryOf(world, request);
      return onceKnown(() => api.post(`/deliveries/${id}/resend?${readerOf(agent)}`, ''));
    },
    /** The panel of the ticket, its watch, and a search for the request among all, as the app asks for them. */
    ofPanel: async (agent: PanelAgent, { ticket }: Place): Promise<readonly HttpAnswer[]> => [
      await api.get(`/panel/tickets/${ticket.id}?${readerOf(agent)}`),
      await api.get(`/panel/watch?tickets=${ticket.id}&after=0&panel=tried&${readerOf(agent)}`),
      await api.get(`/panel/requests?list=active&search=${ticket.subject.replace('Secret ', '')}&${readerOf(agent)}`),
    ],
    watched: (agent: PanelAgent, { ticket }: Place) =>
      openEventStream(`${world.url}/api/v1/tickets/${ticket.id}/live?${readerOf(agent)}`, {
        authorization: `Bearer ${world.data.secrets.api}`,
      }),
  };
}

async function deliveryOf({ foundation }: ServerWorld, { id }: PanelView): Promise<string> {
  const { read } = foundation.store.database;
  const row = await read.selectFrom('delivery').select('id').where('request_id', '=', id).executeTakeFirst();
  return row?.id ?? '';
}

/** A creation that is not bound to the machine's clock. */
export function aCreationNow(agent: PanelAgent, ticket: object | null): JsonBody {
  const over = { schedule: undefined, expiresAt: undefined, assignee: { kind: 'unassigned' } };
  return aCreation({ agent, ticket, ...over });
}

/** Expects that the agent can do everything with the ticket. */
export async function expectAll(here: AccessWorld, agent: PanelAgent, place: Place): Promise<void> {
  const { listed, ofRequest, commanded, resent, watched, created, ofPanel } = here;
  const { request, ticket } = place;
  expect(JSON.parse((await listed(agent, place)).body)).toMatchObject({ requests: [{ id: request.id }] });
  expect((await ofRequest(agent, request)).status).toBe(200);
  expect((await ofRequest(agent, request, '/events')).status).toBe(200);
  expect((await commanded(agent, request, { type: 'add-comment', text: 'Called.' })).status).toBe(200);
  expect([200, 409]).toContain((await resent(agent, place)).status);
  for (const { status, body } of await ofPanel(agent, place)) {
    expect([status, body]).toEqual([200, expect.stringContaining(request.number)]);
  }
  const stream = await watched(agent, place);
  await stream.waitFor(({ data }) => (data as PanelView).id === request.id);
  stream.close();
  expect((await created(agent, ticket)).status).toBe(201);
  const loose = JSON.parse((await created(agent, null)).body) as { request: PanelView };
  expect((await commanded(agent, loose.request, { type: 'attach-ticket', ticket })).status).toBe(200);
}

/** Expects that every call on the ticket is refused as if it were not there, tells nothing of it, and changes nothing. */
export async function expectNothing(here: AccessWorld, agent: PanelAgent, place: Place): Promise<void> {
  const { world, listed, ofRequest, commanded, resent, watched, created, ofPanel } = here;
  const { request, ticket } = place;
  const answers: HttpAnswer[] = [await listed(agent, place)];
  expect(toldProblem(answers[0] as HttpAnswer)).toEqual(NO_TICKET);
  const before = await dumpDatabase(world.foundation.store.database);
  const ofTicket = [await created(agent, ticket)];
  const ofIt = [await ofRequest(agent, request), await ofRequest(agent, request, '/events')];
  for (const body of allCommands()) ofIt.push(await commanded(agent, request, body));
  ofIt.push(await resent(agent, place));
  for (const answer of ofTicket) expect(toldProblem(answer)).toEqual(NO_TICKET);
  for (const answer of ofIt) expect(toldProblem(answer)).toEqual(NO_REQUEST);
  for (const answer of await ofPanel(agent, place)) {
    expect(answer.status).toBe(200);
    answers.push(answer);
  }
  await expect(watched(agent, place)).rejects.toThrow('403');
  answers.push(...ofTicket, ...ofIt);
  const told = answers.map(({ body }) => body).join('\n');
  for (const secret of [ticket.number, ticket.subject, request.number]) expect(told).not.toContain(secret);
  expect(await dumpDatabase(world.foundation.store.database)).toEqual(before);
}

export function readerOf({ id, name, email }: PanelAgent): string {
  const mail = email === null ? {} : { agentEmail: email };
  return new URLSearchParams({ agent: id, agentName: name, ...mail }).toString();
}

export function asPanelAgent(agent: Agent | undefined): PanelAgent {
  if (agent === undefined) throw new Error('the help desk does not have this agent');
  return { id: String(agent.id), name: `${agent.firstName} ${agent.lastName}`, email: agent.email };
}
