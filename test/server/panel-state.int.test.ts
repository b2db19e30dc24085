import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anInstallation } from '../builders/an-installation.ts';
import { INTEGRATION_KEY } from '../fakes/freshservice/seed.ts';
import { eventually } from '../support/eventually.ts';
import type { PanelAgent, PanelClient, PanelState } from '../support/panel-client.ts';
import { namedFields, problem, toldProblem } from './api-caller.ts';
import { give, givenRequest } from './given-request.ts';
import { MARA, type ServerWorld, serverWorld, VERA } from './server-world.ts';

let world: ServerWorld;
let panel: PanelClient;
beforeAll(async () => {
  world = await serverWorld();
  panel = world.panel();
});
afterAll(() => world.close());

/** A ticket of the help desk on which nobody has looked yet. */
async function aTicket() {
  const { control } = world.desk;
  const [requester] = await control.requesters();
  const { ticket, number } = await control.addTicket({ subject: 'Printer on fire', requesterId: requester?.id ?? 0 });
  return { id: String(ticket.id), number, subject: 'Printer on fire' };
}

/** The state once it is known what the agent may see, and what the help desk knows of the ticket. */
const known = (ticketId: string, by = panel): Promise<PanelState> =>
  eventually('the ticket to be known', async () => {
    const state = await by.panelState(ticketId);
    return state.access !== 'checking' && state.contacts.length > 0 && state;
  });

async function anotherInstallation(): Promise<PanelClient> {
  const { people } = world.foundation;
  const { id: _id, ...installation } = anInstallation({ name: `Other ${randomUUID()}` });
  const account = { address: world.desk.url, plan: 'pro', apiKey: INTEGRATION_KEY };
  const id = await people.installations.add(world.admin, { ...installation, ...account });
  return world.panel(MARA, (await people.installSecrets.make(world.admin, id, 'api')) ?? '');
}

describe('A panel that is opened on a ticket', () => {
  it('is told everything it shows, without a word to the help desk on the way', async () => {
    const ticket = await aTicket();
    const state = await known(ticket.id);
    expect(state).toEqual({
      protocol: 1,
      minPanel: 1,
      viewVersion: 1,
      installation: {
        name: 'Acme service desk',
        company: 'Acme',
        environment: 'production',
        language: 'en',
        languages: null,
        timeZone: 'Asia/Taipei',
      },
      me: {
        id: world.data.people[0]?.id,
        name: MARA.name,
        email: MARA.email,
        proof: 'asserted',
        mayCommand: true,
      },
      access: 'granted',
      ticket: { ...ticket, state: 'open' },
      contacts: [expect.objectContaining({ role: 'requester', email: expect.stringContaining('@') })],
      queues: [],
      channels: ['email', 'ticket', 'link'],
      requests: [],
      next: null,
      position: expect.stringMatching(/^p1\./),
      at: expect.any(Number),
      askAgain: null,
    });
  });

  it('gets the requests of the ticket, newest first, and is asked to watch while one is active', async () => {
    const ticket = await aTicket();
    const first = await givenRequest(panel, 'Closed', { ticket });
    const second = await givenRequest(panel, 'Open', { ticket });
    const { requests, askAgain } = await known(ticket.id);
    expect(requests.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(requests[0]).toEqual(await panel.read(second.id));
    expect(askAgain?.afterMs).toBeGreaterThanOrEqual(0);
    await give(panel, second.id, { type: 'close-request' });
    expect((await panel.panelState(ticket.id)).askAgain).toBeNull();
  });

  it('gets twenty of them, and where the next page begins', async () => {
    const ticket = await aTicket();
    const made = [];
    for (let n = 0; n < 21; n += 1) made.push((await givenRequest(panel, 'Open', { ticket })).id);
    const { requests, next } = await known(ticket.id);
    expect(requests.map(({ id }) => id)).toEqual(made.toReversed().slice(0, 20));
    const page = JSON.parse((await panel.ofTicket(ticket.id, { cursor: next ?? '' })).body) as PanelState;
    expect(page.requests.map(({ id }) => id)).toEqual(made.slice(0, 1));
  });

  it('gets the queues that its installation may use, by name', async () => {
    const { queues } = world.foundation.people;
    const { installationId } = world.data;
    const names = ['b', 'a'].map((name) => `${name} ${randomUUID()}`);
    for (const name of names) await queues.add(world.admin, { name, installationId, memberIds: [] });
    await queues.add(world.admin, { name: 'Not for us', installationId: 'elsewhere', memberIds: [] });
    const state = await panel.panelState((await aTicket()).id);
    expect(state.queues.map(({ name }) => name)).toEqual(names.toReversed());
  });

  it('of somebody who may only look says so, and gives him no link', async () => {
    const ticket = await aTicket();
    await givenRequest(panel, 'Open', { ticket });
    const viewer = world.panel(await asAgentOfTheDesk(VERA));
    const { me, requests } = await known(ticket.id, viewer);
    expect([me.mayCommand, requests[0]?.joinUrl, requests[0]?.actions]).toEqual([false, null, []]);
  });

  it('of another installation on a ticket with the same id is told nothing of it', async () => {
    const ticket = await aTicket();
    await givenRequest(panel, 'Ready', { ticket });
    const other = await anotherInstallation();
    const { requests, askAgain, next } = await known(ticket.id, other);
    expect([requests, askAgain, next]).toEqual([[], null, null]);
  });

  it.each(['a%20b', '1%0a2', 'x'.repeat(101), '%27;--', '1,2', '%F0%9F%98%80'])(
    'with the made-up id %s is told what an id is',
    async (id) => {
      const answer = await panel.ask(`/tickets/${id}`);
      expect([toldProblem(answer), namedFields(answer)]).toEqual([problem(422, 'invalid-input'), ['ticketId']]);
    },
  );

  it('that is older than this server serves is told to be updated, on every call of a panel', async () => {
    const older = { protocol: '0' };
    const answers = [
      await panel.ask('/tickets/1', older),
      await panel.ask('/watch', { ...older, tickets: '1' }),
      await panel.ask('/requests', older),
    ];
    for (const answer of answers) expect(toldProblem(answer)).toEqual(problem(409, 'panel-too-old'));
    expect(answers[0]?.body).toContain('install the current version');
  });

  it('that is newer is served, and reads in the answer what this server speaks', async () => {
    const { protocol } = await panel.panelState('1', { protocol: '7' });
    expect(protocol).toBe(1);
  });

  it.each(['-1', '1.5', 'one', '99999'])('that names the version %j is told what a version is', async (protocol) => {
    const answer = await panel.ask('/tickets/1', { protocol });
    expect([toldProblem(answer), namedFields(answer)]).toEqual([problem(422, 'invalid-input'), ['protocol']]);
  });
});

/** The help desk must know an agent, or it lets him see nothing. */
async function asAgentOfTheDesk(agent: PanelAgent): Promise<PanelAgent> {
  const found = (await world.desk.control.agents()).find(({ email }) => email === agent.email);
  return found === undefined ? agent : { ...agent, id: String(found.id) };
}
