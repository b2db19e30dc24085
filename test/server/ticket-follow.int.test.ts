import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PanelView } from '../../server/panel-api/panel-view.ts';
import { eventually } from '../support/eventually.ts';
import { httpCall } from '../support/http-call.ts';
import { joinClient } from '../support/join-client.ts';
import { dumpDatabase } from './database-dump.ts';
import { givenRequest, type Step } from './given-request.ts';
import type { WatchAnswer } from '../support/panel-client.ts';
import { type ServerWorld, serverWorld } from './server-world.ts';

type Followed = { readonly ticketId: number; readonly request: PanelView };

let world: ServerWorld;
let agents: { readonly mara: number; readonly jun: number };
/** Tickets that have been looked at once, each with a request that has the ticket's agent. */
let given: Readonly<Record<'open' | 'waiting' | 'ready' | 'connected' | 'moved' | 'hinted' | 'swamped', Followed>>;
beforeAll(async () => {
  world = await serverWorld();
  const list = await world.desk.control.agents();
  const idOf = (name: string): number => list.find(({ firstName }) => firstName === name)?.id ?? 0;
  agents = { mara: idOf('Mara'), jun: idOf('Jun') };
  await world.desk.control.addHook({
    url: `${world.url}/webhooks/freshservice/${world.data.installationId}`,
    headers: { 'x-session-requests-secret': world.data.secrets.webhookHeader },
    kind: 'automator',
  });
  const [open, waiting, ready, connected, moved, hinted, swamped] = await Promise.all([
    ticketWithRequest('Open'),
    ticketWithRequest('Waiting'),
    ticketWithRequest('Ready'),
    ticketWithRequest('Connected'),
    ticketWithRequest('Open'),
    ticketWithRequest('Open'),
    ticketWithRequest('Open'),
  ]);
  given = { open, waiting, ready, connected, moved, hinted, swamped };
  await worked();
});
afterAll(() => world.close());

const MARA_OF_THE_DESK = () => ({
  id: String(agents.mara),
  name: 'Mara Lindqvist',
  email: 'mara.lindqvist@kestrel.example',
});
const RESOLVED = 4;
const OPEN = 2;

/** A ticket of its own with a request on it. */
async function ticketWithRequest(step: Step): Promise<Followed> {
  const page = await world.desk.control.addTicket({
    subject: 'Followed',
    requesterId: await aRequester(),
    responderId: agents.mara,
  });
  const { id } = page.ticket;
  const assignee = { kind: 'agent', agent: MARA_OF_THE_DESK() };
  const ticket = { id: String(id), number: `INC-${id}`, subject: 'Followed' };
  const request = await givenRequest(world.panel(MARA_OF_THE_DESK()), step, { ticket, assignee });
  await eventually('the first look at the ticket', () => isRemembered(id));
  return { ticketId: id, request };
}

async function isRemembered(ticketId: number): Promise<boolean> {
  const { read } = world.foundation.store.database;
  const seen = await read.selectFrom('ticket_seen').select('seen').where('ticket_id', '=', String(ticketId)).execute();
  return seen.length > 0;
}

async function aRequester(): Promise<number> {
  const [first] = await world.desk.control.requesters();
  return first?.id ?? 0;
}

const read = (id: string) => world.panel(MARA_OF_THE_DESK()).read(id);
/** How often the ticket was fetched. */
const looksAt = async (ticketId: number): Promise<number> =>
  (await world.desk.control.calls()).filter(
    ({ path, method }) => method === 'GET' && path.includes(`/tickets/${ticketId}`) && !path.includes('conversations'),
  ).length;
const hintsLeft = async (): Promise<number> =>
  (await world.foundation.store.database.read.selectFrom('ticket_hint').selectAll().execute()).length;
const worked = () => eventually('all hints to be worked on', async () => (await hintsLeft()) === 0);

describe('When the ticket is closed in the help desk', () => {
  it('an open request closes in ten minutes, unless the ticket is opened again', async () => {
    const { ticketId, request } = given.open;
    await world.desk.control.edit(ticketId, { status: RESOLVED });
    const closing = await eventually('the request to hear of it', async () => (await read(request.id)).ticketClosed);
    expect(Math.abs((closing.closesAt ?? 0) - Date.now() - 600_000)).toBeLessThan(15_000);
    await world.desk.control.edit(ticketId, { status: OPEN });
    await eventually('the request to stay', async () => (await read(request.id)).ticketClosed === null);
    expect((await read(request.id)).status).toBe('Open');
  });

  it('a request that is Ready asks the agent, and a session goes on', async () => {
    const { ready, connected } = given;
    for (const { ticketId } of [ready, connected]) await world.desk.control.edit(ticketId, { status: RESOLVED });
    const asked = await eventually('the agent to be asked', async () => (await read(ready.request.id)).ticketClosed);
    expect(asked).toEqual({ closesAt: null });
    expect((await read(ready.request.id)).actions.map(({ command }) => command)).toContain('keep-open');
    await worked();
    expect(await read(connected.request.id)).toMatchObject({ status: 'Connected' });
  });
});

it('When the ticket is deleted the request closes, and its link leads to a kind page', async () => {
  const { ticketId, request } = given.waiting;
  const watching = untilOver(String(ticketId));
  await world.desk.control.mark(ticketId, 'delete');
  const closed = await eventually('the request to close', async () => {
    const now = await read(request.id);
    return now.status === 'Closed' && now;
  });
  expect(closed).toMatchObject({ progress: { reason: 'ticket-deleted' }, joinUrl: null });
  // The panel watches no longer after this news, so the reason has to come with it.
  expect(await watching).toMatchObject({ ticket: { state: 'deleted' }, requests: [{ status: 'Closed' }] });
  const page = await joinClient(request.joinUrl ?? '').look();
  expect([page.status < 500, page.actions.includes('allow'), page.actions.includes('join')]).toEqual([
    true,
    false,
    false,
  ]);
});

/** What a panel is told of a ticket in the news that end its watching. */
async function untilOver(ticketId: string) {
  const panel = world.panel();
  let { position, askAgain } = await panel.panelState(ticketId);
  let told: WatchAnswer['tickets'][string] | null = null;
  while (askAgain !== null) {
    const news = await panel.watch([ticketId], { after: position, panel: 'p1' });
    ({ position, askAgain } = news);
    told = news.tickets[ticketId] ?? told;
  }
  return told;
}

it('When the ticket goes from its agent to a colleague, the request that had the same agent goes with it', async () => {
  const { ticketId, request } = given.moved;
  await world.desk.control.edit(ticketId, { responderId: agents.jun });
  const moved = await eventually('the request to follow', async () => {
    const { assignee } = await read(request.id);
    return assignee.kind === 'agent' && assignee.agent.name === 'Jun Watanabe' && assignee;
  });
  expect(moved).toMatchObject({ agent: { name: 'Jun Watanabe' } });
});

describe('A hint', () => {
  const hint = (ticketId: number, more: object = {}) =>
    httpCall(`${world.url}/webhooks/freshservice/${world.data.installationId}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-session-requests-secret': world.data.secrets.webhookHeader },
      body: JSON.stringify({ ticket_id: ticketId, ...more }),
    });

  it('is not believed: the ticket is fetched, and what the hint says of it counts for nothing', async () => {
    const { ticketId, request } = given.hinted;
    const looked = await looksAt(ticketId);
    await hint(ticketId, {
      status: 'Closed',
      deleted: true,
      data: { ticket: { id: ticketId, status: 5, responder_id: agents.jun } },
    });
    await worked();
    expect(await looksAt(ticketId)).toBe(looked + 1);
    expect(await read(request.id)).toMatchObject({ status: 'Open', ticketClosed: null, version: request.version });
  });

  it('fifty times over is few looks at the ticket and changes nothing', async () => {
    const { ticketId } = given.swamped;
    const looked = await looksAt(ticketId);
    const before = await dumpDatabase(world.foundation.store.database);
    const answers = await Promise.all(Array.from({ length: 50 }, () => hint(ticketId)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    await worked();
    expect((await looksAt(ticketId)) - looked).toBeLessThanOrEqual(10);
    expect(await dumpDatabase(world.foundation.store.database)).toEqual(before);
  });

  it('about a ticket without requests costs the help desk no call', async () => {
    await hint(1046);
    await worked();
    expect(await looksAt(1046)).toBe(0);
  });
});
