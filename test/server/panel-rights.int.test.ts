import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Agent } from '../fakes/freshservice/control-client.ts';
import { GROUPS } from '../fakes/freshservice/seed.ts';
import { type AppWorld, appWorld } from '../oauth/app-world.ts';
import { eventually } from '../support/eventually.ts';
import { httpCall } from '../support/http-call.ts';
import { type PanelAgent, type PanelClient, panelClient, type PanelState } from '../support/panel-client.ts';
import { problem, toldProblem } from './api-caller.ts';
import { give, givenRequest } from './given-request.ts';

const SUBJECT = 'Payroll of the board';
const NETWORK_ROLE = [{ roleId: 1, scope: 'specified_groups' as const, groups: [GROUPS.network] }];
const SLOW = { when: 'always', fault: { kind: 'slow', delayMs: 400, bytesPerSecond: null } } as const;

let app: AppWorld;
let mara: PanelClient;
beforeAll(async () => {
  app = await appWorld('sqlite');
  const [first] = (await app.world.desk.control.agents()).filter(({ firstName }) => firstName === 'Mara');
  mara = app.world.panel(asPanelAgent(first));
});
afterAll(() => app.close());

function asPanelAgent(agent: Agent | undefined): PanelAgent {
  if (agent === undefined) throw new Error('the desk has no such agent');
  return { id: String(agent.id), name: `${agent.firstName} ${agent.lastName}`, email: agent.email };
}

const newAgent = async (): Promise<PanelAgent> => {
  const email = `${randomUUID()}@kestrel.example`;
  const { control } = app.world.desk;
  return asPanelAgent(
    await control.addAgent({ firstName: 'New', lastName: 'Agent', email, apiKey: email, roles: NETWORK_ROLE }),
  );
};

async function aRequestIn(groupId: number) {
  const { control } = app.world.desk;
  const [requester] = await control.requesters();
  const { ticket, number } = await control.addTicket({ subject: SUBJECT, requesterId: requester?.id ?? 0, groupId });
  const at = { id: String(ticket.id), number, subject: SUBJECT };
  await known(mara, at.id);
  return { ticket: at, request: await givenRequest(mara, 'Open', { ticket: at }) };
}

const known = (by: PanelClient, ticketId: string): Promise<PanelState> =>
  eventually('the access to be known', async () => {
    const state = await by.panelState(ticketId);
    return state.access !== 'checking' && state;
  });

describe('A panel of an agent who may not see its ticket', () => {
  it('is told so and nothing else: no number, no subject, no contact, no request, nothing to wait for', async () => {
    const { ticket } = await aRequestIn(GROUPS.warehouse);
    const state = await known(app.world.panel(await newAgent()), ticket.id);
    expect(state).toMatchObject({
      access: 'refused',
      ticket: { id: ticket.id, number: '', subject: '', state: 'unknown' },
      contacts: [],
      requests: [],
      next: null,
      askAgain: null,
    });
    expect(JSON.stringify(state)).not.toContain(SUBJECT);
  });

  it('looks the same on a ticket that does not exist', async () => {
    const { ticket } = await aRequestIn(GROUPS.warehouse);
    const panel = app.world.panel(await newAgent());
    const [hidden, absent] = [await known(panel, ticket.id), await known(panel, '424242')];
    const sameOf = (state: PanelState, id: string) =>
      JSON.stringify({ ...state, at: 0, position: '' }).replaceAll(id, 'ID');
    expect(sameOf(hidden, ticket.id)).toBe(sameOf(absent, '424242'));
  });

  it('watches it in vain, and beside it what he may see', async () => {
    const [hidden, shown] = [await aRequestIn(GROUPS.warehouse), await aRequestIn(GROUPS.network)];
    const panel = app.world.panel(await newAgent());
    const ids = [hidden.ticket.id, shown.ticket.id];
    for (const id of ids) await known(panel, id);
    const { tickets } = await panel.watch(ids);
    expect([tickets[ids[0] ?? '']?.access, tickets[ids[1] ?? '']?.access]).toEqual(['refused', 'granted']);
    expect(tickets[ids[0] ?? '']).toMatchObject({ contacts: [], requests: [], ticket: { number: '', subject: '' } });
  });
});

describe('A panel of an agent whose rights are not known yet', () => {
  it('waits, and is told everything as soon as they are', async () => {
    const { ticket, request } = await aRequestIn(GROUPS.network);
    const panel = app.world.panel(await newAgent());
    await app.world.desk.control.faults([SLOW]);
    const opened = await panel.panelState(ticket.id);
    const watching = panel.watch([ticket.id], { after: opened.position });
    await app.world.desk.control.faults([]);
    expect([opened.access, opened.requests, opened.contacts, opened.ticket.number]).toEqual(['checking', [], [], '']);
    expect(opened.askAgain).not.toBeNull();
    const { tickets } = await watching;
    expect(tickets[ticket.id]).toMatchObject({ access: 'granted', requests: [{ id: request.id }] });
  });

  it('is told as soon when the answer is no', async () => {
    const { ticket } = await aRequestIn(GROUPS.warehouse);
    const panel = app.world.panel(await newAgent());
    await app.world.desk.control.faults([SLOW]);
    const { position } = await panel.panelState(ticket.id);
    const watching = panel.watch([ticket.id], { after: position });
    await app.world.desk.control.faults([]);
    const { tickets, askAgain } = await watching;
    expect([tickets[ticket.id]?.access, askAgain]).toEqual(['refused', null]);
  });
});

describe("A held call whose ticket moves out of the agent's sight", () => {
  it('tells that, and nothing of the change', async () => {
    const { ticket, request } = await aRequestIn(GROUPS.network);
    const panel = app.world.panel(await newAgent());
    const { position } = await known(panel, ticket.id);
    const watching = panel.watch([ticket.id], { after: position });
    const { control } = app.world.desk;
    await control.edit(Number(ticket.id), { groupId: GROUPS.warehouse });
    await control.fireWebhook({
      url: `${app.world.url}/webhooks/freshservice/${app.world.data.installationId}`,
      headers: { 'x-session-requests-secret': app.world.data.secrets.webhookHeader },
      body: JSON.stringify({ ticket_id: Number(ticket.id) }),
    });
    const { tickets, askAgain } = await watching;
    expect(tickets[ticket.id]).toMatchObject({ access: 'refused', requests: [], contacts: [] });
    expect(askAgain).toBeNull();
    await give(mara, request.id, { type: 'add-comment', text: 'Not for him.' });
  });
});

describe('A panel with the token of its agent', () => {
  /** Names somebody else in the query, as a forger would. */
  const forged = (token: string): PanelClient =>
    panelClient(app.world.url, token, { id: '1', name: 'Somebody Else', email: 'else@kestrel.example' });

  it('is that of the person who signed in, whoever is named', async () => {
    const { ticket } = await aRequestIn(GROUPS.network);
    const { me } = await known(forged((await app.tokens('Mara')).access), ticket.id);
    const person = app.world.data.people[0];
    expect([me.id, me.name, me.proof, me.mayCommand]).toEqual([person?.id, 'Mara Lindqvist', 'signed-in', true]);
  });

  it('needs to name nobody', async () => {
    const { access } = await app.tokens('Mara');
    const headers = { authorization: `Bearer ${access}` };
    const { status } = await httpCall(`${app.world.url}/api/v1/panel/requests`, { headers });
    expect(status).toBe(200);
  });

  it('assigns to its own agent by the id that it was told', async () => {
    const { ticket, request } = await aRequestIn(GROUPS.network);
    const panel = forged((await app.tokens('Mara')).access);
    const { me } = await known(panel, ticket.id);
    const agent = { id: me.id, name: me.name, email: null };
    const view = await give(panel, request.id, { type: 'assign', assignee: { kind: 'agent', agent } });
    expect(view.assignee).toMatchObject({ kind: 'agent', agent: { id: me.id } });
  });

  it('of a viewer may not command', async () => {
    const { ticket } = await aRequestIn(GROUPS.serviceDesk);
    const { me } = await known(forged((await app.tokens('Vera')).access), ticket.id);
    expect(me.mayCommand).toBe(false);
  });

  it('ends with the token, also while a call is held', async () => {
    const { ticket, request } = await aRequestIn(GROUPS.network);
    const { access, refresh } = await app.tokens('Mara');
    const panel = forged(access);
    const { position } = await known(panel, ticket.id);
    const watching = panel.watch([ticket.id], { after: position }).catch((error: unknown) => String(error));
    const client = { client_id: app.clientId, client_secret: app.secret };
    await app.call('/oauth/revoke', { token: refresh, ...client });
    await give(mara, request.id, { type: 'add-comment', text: 'Not for them.' });
    expect(await watching).toContain('401');
    for (const path of [`/tickets/${ticket.id}`, '/requests']) {
      expect(toldProblem(await panel.ask(path))).toEqual(problem(401, 'credentials-missing'));
    }
  });
});
