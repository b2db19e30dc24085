import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiView } from '../../server/http/api/view.ts';
import type { ControlClient, Agent } from '../fakes/freshservice/control-client.ts';
import { GROUPS } from '../fakes/freshservice/seed.ts';
import { postgresIsThere } from '../setup/postgres-database.ts';
import { openEventStream } from '../support/event-stream-reader.ts';
import { eventually } from '../support/eventually.ts';
import type { HttpAnswer } from '../support/http-call.ts';
import type { PanelAgent } from '../support/panel-client.ts';
import { type ApiCaller, apiCaller, problem, toldProblem } from './api-caller.ts';
import { dumpDatabase } from './database-dump.ts';
import { give, givenRequest } from './given-request.ts';
import { type Engine, type ServerWorld, serverWorld } from './server-world.ts';
import { aCreation, allCommands, type JsonBody } from './valid-bodies.ts';

const MINUTE_MS = 60_000;
const NO_REQUEST = problem(404, 'no-such-request');
const NO_TICKET = problem(403, 'ticket-not-visible');
const CHECKING = problem(409, 'checking-access');

describe.each<Engine>(postgresIsThere() ? ['sqlite', 'postgres'] : ['sqlite'])(
  'What an agent may see of tickets, on %s',
  (engine) => {
    let late = 0;
    let world: ServerWorld;
    let desk: ControlClient;
    let api: ApiCaller;
    let people: Readonly<Record<'Mara' | 'Jun' | 'Nadia' | 'Tomás' | 'Oskar', PanelAgent>>;
    beforeAll(async () => {
      world = await serverWorld({ engine, clock: { now: () => Date.now() + late } });
      desk = world.desk.control;
      api = apiCaller(world.url, world.data.secrets.api);
      const known = await desk.agents();
      const named = (name: string): PanelAgent => asPanelAgent(known.find(({ firstName }) => firstName === name));
      const [Mara, Jun, Nadia, Oskar] = [named('Mara'), named('Jun'), named('Nadia'), named('Oskar')];
      people = { Mara, Jun, Nadia, Oskar, Tomás: named('Tomás') };
    });
    afterEach(() => desk.faults([]));
    afterAll(() => world.close());

    /** A ticket with a request that Mara, who sees everything, made on it. */
    async function aTicket(where: { groupId?: number | null; responderId?: number | null } = {}) {
      await known(() => api.get(`/requests/x?${readerOf(people.Mara)}`));
      const [first] = await desk.requesters();
      const page = await desk.addTicket({ subject: 'Secret subject', requesterId: first?.id ?? 0, ...where });
      const ticket = { id: String(page.ticket.id), number: page.number, subject: 'Secret subject' };
      const request = await givenRequest(world.panel(people.Mara), 'Open', { ticket, channels: ['ticket'] });
      await eventually('the invitation', async () => (await world.panel(people.Mara).read(request.id)).version > 1);
      return { ticket, request };
    }
    type Place = Awaited<ReturnType<typeof aTicket>>;

    /** Asks until it is known what the agent may see. */
    const known = (ask: () => Promise<HttpAnswer>): Promise<HttpAnswer> =>
      eventually('the access to be known', async () => {
        const answer = await ask();
        return !(answer.status === 409 && answer.body.includes('checking-access')) && answer;
      });
    const listed = (agent: PanelAgent, { ticket }: Place): Promise<HttpAnswer> =>
      known(() => api.get(`/tickets/${ticket.id}/requests?${readerOf(agent)}`));
    const seen = async (agent: PanelAgent, place: Place): Promise<boolean> =>
      (await listed(agent, place)).status === 200;
    const ofRequest = (agent: PanelAgent, { id }: ApiView, path = ''): Promise<HttpAnswer> =>
      known(() => api.get(`/requests/${id}${path}?${readerOf(agent)}`));
    const commanded = (agent: PanelAgent, { id }: ApiView, body: JsonBody): Promise<HttpAnswer> =>
      known(() => api.post(`/requests/${id}/commands`, { ...body, agent, commandId: randomUUID() }));
    const created = (agent: PanelAgent, ticket: Place['ticket'] | null): Promise<HttpAnswer> =>
      known(() => api.post('/requests', aRequest(agent, ticket)));
    const watched = (agent: PanelAgent, { ticket }: Place) =>
      openEventStream(`${world.url}/api/v1/tickets/${ticket.id}/live?${readerOf(agent)}`, {
        authorization: `Bearer ${world.data.secrets.api}`,
      });
    const deliveryOf = async ({ id }: ApiView): Promise<string> => {
      const { read } = world.foundation.store.database;
      const row = await read.selectFrom('delivery').select('id').where('request_id', '=', id).executeTakeFirst();
      return row?.id ?? '';
    };
    const resent = async (agent: PanelAgent, { request }: Place): Promise<HttpAnswer> => {
      const id = await deliveryOf(request);
      return known(() => api.post(`/deliveries/${id}/resend?${readerOf(agent)}`, ''));
    };
    const ticketsSeen = () => world.foundation.store.database.read.selectFrom('ticket_seen').selectAll().execute();

    async function seesAll(agent: PanelAgent, place: Place): Promise<void> {
      const { request, ticket } = place;
      expect(JSON.parse((await listed(agent, place)).body)).toMatchObject({ requests: [{ id: request.id }] });
      expect((await ofRequest(agent, request)).status).toBe(200);
      expect((await ofRequest(agent, request, '/events')).status).toBe(200);
      expect((await commanded(agent, request, { type: 'add-comment', text: 'Called.' })).status).toBe(200);
      expect([200, 409]).toContain((await resent(agent, place)).status);
      const stream = await watched(agent, place);
      await stream.waitFor(({ data }) => (data as ApiView).id === request.id);
      stream.close();
      expect((await created(agent, ticket)).status).toBe(201);
      const loose = JSON.parse((await created(agent, null)).body) as { request: ApiView };
      expect((await commanded(agent, loose.request, { type: 'attach-ticket', ticket })).status).toBe(200);
    }

    async function seesNothing(agent: PanelAgent, place: Place): Promise<void> {
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
      await expect(watched(agent, place)).rejects.toThrow('403');
      answers.push(...ofTicket, ...ofIt);
      const told = answers.map(({ body }) => body).join('\n');
      for (const secret of [ticket.number, ticket.subject, request.number]) expect(told).not.toContain(secret);
      expect(await dumpDatabase(world.foundation.store.database)).toEqual(before);
    }

    describe('Who may see the whole help desk', () => {
      it('sees every ticket, also one that the help desk was never asked about', async () => {
        await seesAll(people.Mara, await aTicket({ groupId: GROUPS.network }));
        const answer = await api.get(`/tickets/987654/requests?${readerOf(people.Mara)}`);
        expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { requests: [], next: null }]);
      });
    });

    describe('Who may see the tickets of his groups', () => {
      it('sees one of them', async () => seesAll(people.Jun, await aTicket({ groupId: GROUPS.serviceDesk })));
      it('sees one that is assigned to him', async () => {
        const place = await aTicket({ groupId: GROUPS.network, responderId: Number(people.Jun.id) });
        await seesAll(people.Jun, place);
      });
      it('gets nothing of another', async () => seesNothing(people.Jun, await aTicket({ groupId: GROUPS.network })));
      it('gets nothing of one without a group', async () => seesNothing(people.Jun, await aTicket()));
      it('gets nothing of one that there is not', async () => {
        const answer = await known(() => api.get(`/tickets/987655/requests?${readerOf(people.Jun)}`));
        expect(toldProblem(answer)).toEqual(NO_TICKET);
      });
    });

    describe('Who may see the tickets of some named groups', () => {
      it('sees one of them', async () => seesAll(people.Nadia, await aTicket({ groupId: GROUPS.network })));
      it('gets nothing of another', async () =>
        seesNothing(people.Nadia, await aTicket({ groupId: GROUPS.serviceDesk })));
    });

    describe('Who may see what is assigned to him', () => {
      it('sees that', async () => seesAll(people.Tomás, await aTicket({ responderId: Number(people.Tomás.id) })));
      it('gets nothing of what is assigned to somebody else', async () =>
        seesNothing(people.Tomás, await aTicket({ responderId: Number(people.Mara.id) })));
    });

    describe('Who has no role, has left, or never was', () => {
      it('gets nothing of any ticket', async () => {
        const place = await aTicket({ groupId: GROUPS.serviceDesk });
        await seesNothing(asPanelAgent(await newAgent({ roles: [] })), place);
        await seesNothing(people.Oskar, place);
        await seesNothing({ id: '31337', name: 'Mara Lindqvist', email: 'mara@kestrel.example' }, place);
        await seesNothing({ id: 'x', name: 'Mara Lindqvist', email: 'mara@kestrel.example' }, place);
      });

      it('gets nothing of requests without a ticket either, once he left', async () => {
        const { request } = JSON.parse((await created(people.Mara, null)).body) as { request: ApiView };
        expect((await ofRequest(people.Tomás, request)).status).toBe(200);
        expect(toldProblem(await ofRequest(people.Oskar, request))).toEqual(NO_REQUEST);
      });
    });

    describe('Who may see one ticket', () => {
      it('cannot put its request on another, nor reach another by its request', async () => {
        const [own, other] = [await aTicket({ groupId: GROUPS.network }), await aTicket()];
        await seen(people.Nadia, own);
        await seen(people.Nadia, other);
        const loose = JSON.parse((await created(people.Nadia, null)).body) as { request: ApiView };
        const attached = await commanded(people.Nadia, loose.request, { type: 'attach-ticket', ticket: other.ticket });
        expect(toldProblem(attached)).toEqual(NO_TICKET);
        expect((await world.panel(people.Mara).read(loose.request.id)).ticket).toBeNull();
      });

      it.each(['0', '-1', '01042', '1042.0', '1042 ', '%00', '..%2F1042', "1042'--"])(
        'reaches no other by the id %s',
        async (id) => {
          const answer = await known(() => api.get(`/tickets/${id}/requests?${readerOf(people.Nadia)}`));
          expect(answer.status).toBeGreaterThanOrEqual(400);
          expect(answer.body).not.toContain('requests":[');
        },
      );
    });

    const newAgent = (over: object): Promise<Agent> =>
      desk.addAgent({ firstName: 'New', lastName: 'Agent', email: `${randomUUID()}@k.example`, apiKey: 'k', ...over });
    const networkRole = [{ roleId: 1, scope: 'specified_groups' as const, groups: [GROUPS.network] }];

    describe('Somebody who comes for the first time', () => {
      it('is told that it is being checked, whether or not there is such a request, and then what is so', async () => {
        const place = await aTicket({ groupId: GROUPS.network });
        const agent = asPanelAgent(await newAgent({ roles: networkRole }));
        const slow = {
          on: { method: 'GET' },
          when: 'always',
          fault: { kind: 'slow', delayMs: 300, bytesPerSecond: null },
        } as const;
        await desk.faults([slow]);
        const answers = [
          await api.get(`/tickets/${place.ticket.id}/requests?${readerOf(agent)}`),
          await api.get(`/requests/${place.request.id}?${readerOf(agent)}`),
          await api.get(`/requests/${'0'.repeat(26)}?${readerOf(agent)}`),
          await api.post(`/requests/${place.request.id}/commands`, { agent, ...A_COMMENT, commandId: randomUUID() }),
          await api.post(`/requests/${'0'.repeat(26)}/commands`, { agent, ...A_COMMENT, commandId: randomUUID() }),
          await api.post('/requests', aRequest(agent, place.ticket)),
        ];
        for (const answer of answers) expect(toldProblem(answer)).toEqual(CHECKING);
        await desk.faults([]);
        await seesAll(agent, place);
      });
    });

    describe('A scope that changes', () => {
      it('is noticed by the next call after five minutes, and ends what is being watched', async () => {
        const place = await aTicket({ groupId: GROUPS.network });
        const agent = await newAgent({ roles: networkRole });
        expect(await seen(asPanelAgent(agent), place)).toBe(true);
        const stream = await watched(asPanelAgent(agent), place);
        await stream.waitFor(({ name }) => name === 'request');
        await desk.editAgent(agent.id, { roles: [{ roleId: 1, scope: 'assigned_items', groups: [] }] });
        late += 6 * MINUTE_MS;
        await eventually('the narrower scope to be known', async () => !(await seen(asPanelAgent(agent), place)));
        const heard = stream.events.length;
        await give(world.panel(people.Mara), place.request.id, { type: 'add-comment', text: 'Not for him.' });
        await stream.ended;
        expect(stream.events.slice(heard).map(({ name }) => name)).toEqual(['ended']);
        await seesNothing(asPanelAgent(agent), place);
      });

      it('to a wider one is noticed alike', async () => {
        const place = await aTicket({ groupId: GROUPS.warehouse });
        const agent = await newAgent({ roles: networkRole });
        expect(await seen(asPanelAgent(agent), place)).toBe(false);
        await desk.editAgent(agent.id, { groupIds: [GROUPS.warehouse], roles: [{ ...networkRole[0], ...MEMBER }] });
        late += 6 * MINUTE_MS;
        await eventually('the wider scope to be known', () => seen(asPanelAgent(agent), place));
      });

      it('to none, because he left, ends everything', async () => {
        const place = await aTicket({ groupId: GROUPS.network });
        const agent = await newAgent({ roles: networkRole });
        expect(await seen(asPanelAgent(agent), place)).toBe(true);
        await desk.editAgent(agent.id, { active: false });
        late += 6 * MINUTE_MS;
        await eventually('his leaving to be known', async () => !(await seen(asPanelAgent(agent), place)));
        await seesNothing(asPanelAgent(agent), place);
      });
    });

    describe('A ticket that moves to another group', () => {
      it('is no longer seen by the one and seen by the other as soon as somebody hints at it', async () => {
        const place = await aTicket({ groupId: GROUPS.serviceDesk });
        expect([await seen(people.Jun, place), await seen(people.Nadia, place)]).toEqual([true, false]);
        await desk.edit(Number(place.ticket.id), { groupId: GROUPS.network });
        await desk.fireWebhook({
          url: `${world.url}/webhooks/freshservice/${world.data.installationId}`,
          headers: { 'x-session-requests-secret': world.data.secrets.webhookHeader },
          body: JSON.stringify({ ticket_id: Number(place.ticket.id) }),
        });
        await eventually('the move to be known', async () => !(await seen(people.Jun, place)));
        await seesNothing(people.Jun, place);
        await seesAll(people.Nadia, place);
      });

      it('is noticed without a hint once what is known of it is old', async () => {
        const place = await aTicket({ groupId: GROUPS.serviceDesk });
        expect(await seen(people.Jun, place)).toBe(true);
        await desk.edit(Number(place.ticket.id), { groupId: GROUPS.network });
        late += 16 * MINUTE_MS;
        expect(await seen(people.Jun, place)).toBe(false);
      });
    });

    describe('While the help desk is down', () => {
      it('what is known counts for a day, who is not known is told at once, and nobody waits', async () => {
        const place = await aTicket({ groupId: GROUPS.network });
        expect([await seen(people.Nadia, place), await seen(people.Jun, place)]).toEqual([true, false]);
        await desk.faults([{ fault: { kind: 'error', status: 503, body: 'html', done: false } }]);
        late += 23 * 60 * MINUTE_MS;
        expect([await seen(people.Nadia, place), await seen(people.Jun, place)]).toEqual([true, false]);
        await seesNothing(asPanelAgent(await newAgent({ roles: networkRole })), place);
        late += 2 * 60 * MINUTE_MS;
        expect([await seen(people.Nadia, place), await seen(people.Mara, place)]).toEqual([false, false]);
        await desk.faults([]);
        late += MINUTE_MS;
        await eventually('the help desk to be asked again', () => seen(people.Nadia, place));
      });

      it('an answer that takes 16 seconds delays nobody: neither who is known nor who is not', async () => {
        const place = await aTicket({ groupId: GROUPS.network });
        expect(await seen(people.Nadia, place)).toBe(true);
        await desk.faults([
          { on: { method: 'GET' }, when: 'always', fault: { kind: 'slow', delayMs: 16_000, bytesPerSecond: null } },
        ]);
        late += 7 * MINUTE_MS;
        const agent = asPanelAgent(await newAgent({ roles: networkRole }));
        const slowest = await slowestOf([
          () => api.get(`/tickets/${place.ticket.id}/requests?${readerOf(people.Nadia)}`),
          () => api.get(`/requests/${place.request.id}?${readerOf(people.Mara)}`),
          () => api.get(`/tickets/${place.ticket.id}/requests?${readerOf(agent)}`),
          () => api.post('/requests', aRequest(agent, place.ticket)),
          () => api.post('/requests', aRequest(people.Nadia, place.ticket)),
        ]);
        expect(slowest.statuses).toEqual([200, 200, 409, 409, 201]);
        expect(slowest.ms).toBeLessThan(500);
      });
    });

    it('A hundred calls on one ticket ask the help desk once for the agent and once for the ticket', async () => {
      const agent = asPanelAgent(await newAgent({ roles: networkRole }));
      const place = await aTicket({ groupId: GROUPS.network });
      await eventually('the first look', async () =>
        (await ticketsSeen()).some(({ ticket_id: ticketId }) => ticketId === place.ticket.id),
      );
      await desk.forgetCalls();
      await Promise.all(Array.from({ length: 100 }, () => seen(agent, place)));
      const calls = (await desk.calls()).map(({ path }) => path).filter((path) => !path.includes('conversations'));
      expect(calls.filter((path) => path.includes(`/agents/${agent.id}`))).toHaveLength(1);
      expect(calls.filter((path) => path.endsWith(`/tickets/${place.ticket.id}`))).toEqual([]);
    });
  },
);

const aRequest = (agent: PanelAgent, ticket: object | null): JsonBody => {
  const over = { schedule: undefined, expiresAt: undefined, assignee: { kind: 'unassigned' } };
  return aCreation({ agent, ticket, ...over });
};
const A_COMMENT = { type: 'add-comment', text: 'x', expectedVersion: null };
const MEMBER = { roleId: 1, scope: 'member_groups' as const, groups: [] };

const readerOf = ({ id, name, email }: PanelAgent): string =>
  new URLSearchParams({ agent: id, agentName: name, ...(email === null ? {} : { agentEmail: email }) }).toString();

function asPanelAgent(agent: Agent | undefined): PanelAgent {
  if (agent === undefined) throw new Error('the help desk does not have this agent');
  return { id: String(agent.id), name: `${agent.firstName} ${agent.lastName}`, email: agent.email };
}

async function slowestOf(calls: readonly (() => Promise<HttpAnswer>)[]) {
  const statuses: number[] = [];
  let ms = 0;
  for (const call of calls) {
    const began = performance.now();
    statuses.push((await call()).status);
    ms = Math.max(ms, performance.now() - began);
  }
  return { statuses, ms };
}
