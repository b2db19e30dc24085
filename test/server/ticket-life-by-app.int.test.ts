import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PanelView } from '../../server/panel-api/panel-view.ts';
import { GROUPS } from '../fakes/freshservice/seed.ts';
import { eventually } from '../support/eventually.ts';
import { joinClient } from '../support/join-client.ts';
import { type AppInDesk, appInDesk } from './app-in-desk.ts';
import { give, givenRequest, type Step } from './given-request.ts';
import { type ServerWorld, serverWorld } from './server-world.ts';

const OPEN = 2;
const PENDING = 3;
const RESOLVED = 4;
const CLOSED = 5;
const MARA = { name: 'Mara Lindqvist', email: 'mara.lindqvist@kestrel.example' };
const JUN = { name: 'Jun Watanabe', email: 'jun.watanabe@kestrel.example' };

let world: ServerWorld;
let app: AppInDesk;
const ids = new Map<string, string>();
beforeAll(async () => {
  world = await serverWorld({ settings: { ticketStatusOn: { Connected: String(RESOLVED), Closed: String(CLOSED) } } });
  app = await appInDesk(world.desk, world.url, world.data.secrets.api);
  for (const { email, id } of await world.desk.control.agents()) ids.set(email, String(id));
  expect(await app.run('onAppInstallHandler')).toBeNull();
});
afterAll(async () => {
  await app.close();
  await world.close();
});

type Followed = { readonly ticketId: number; readonly request: PanelView };

const agentOf = (one: typeof MARA) => ({ id: ids.get(one.email) ?? '', ...one });
const read = (id: string): Promise<PanelView> => world.panel(agentOf(MARA)).read(id);
const until = (what: string, id: string, isSo: (view: PanelView) => boolean): Promise<PanelView> =>
  eventually(what, async () => {
    const view = await read(id);
    return isSo(view) && view;
  });
const hintsLeft = async (): Promise<number> =>
  (await world.foundation.store.database.read.selectFrom('ticket_hint').selectAll().execute()).length;
/** Entries on the way to tickets; mails do not count, as there is no mail server here. */
const entriesLeft = async (requestIds: readonly string[]): Promise<number> => {
  const { read: rows } = world.foundation.store.database;
  const left = rows.selectFrom('delivery').select('id').where('kind', '=', 'timeline-entry');
  const ofThese = left.where('request_id', 'in', requestIds);
  return (await ofThese.where('state', 'in', ['pending', 'attempting']).execute()).length;
};
/** Every hint that was given so far has been followed. */
const worked = () => eventually('all hints to be worked on', async () => (await hintsLeft()) === 0);

/** A ticket of Mara's, looked at once, with a request of Mara's that has come to this step. */
async function ticketWith(step: Step, over: { readonly responder?: typeof MARA } = {}): Promise<Followed> {
  const [requester] = await world.desk.control.requesters();
  const { ticket } = await world.desk.control.addTicket({
    subject: 'Followed',
    requesterId: requester?.id ?? 0,
    responderId: Number(agentOf(over.responder ?? MARA).id),
  });
  const request = await requestOn(ticket.id, step);
  await eventually('the first look at the ticket', async () => {
    const { read: db } = world.foundation.store.database;
    const seen = await db.selectFrom('ticket_seen').select('seen').where('ticket_id', '=', String(ticket.id)).execute();
    return seen.length > 0;
  });
  return { ticketId: ticket.id, request };
}

const requestOn = (ticketId: number, step: Step): Promise<PanelView> =>
  givenRequest(world.panel(agentOf(MARA)), step, {
    ticket: { id: String(ticketId), number: `INC-${ticketId}`, subject: 'Followed' },
    assignee: { kind: 'agent', agent: agentOf(MARA) },
  });

const statusOf = async (ticketId: number): Promise<number> => (await world.desk.control.ticket(ticketId)).ticket.status;

describe('When the ticket is closed in Freshservice', () => {
  it.each(['Open', 'Waiting'] as const)('a request that is %s closes in ten minutes, with undo', async (step) => {
    const { ticketId, request } = await ticketWith(step);
    await world.desk.control.edit(ticketId, { status: CLOSED });
    const told = await until('the request to hear of it', request.id, (view) => view.ticketClosed !== null);
    expect(Math.abs((told.ticketClosed?.closesAt ?? 0) - Date.now() - 600_000)).toBeLessThan(15_000);
    const kept = await give(world.panel(agentOf(MARA)), request.id, { type: 'keep-open' });
    expect([kept.status, kept.ticketClosed]).toEqual([step, null]);
  });

  it('a request that is Ready asks the agent and closes by itself at no time', async () => {
    const { ticketId, request } = await ticketWith('Ready');
    await world.desk.control.edit(ticketId, { status: CLOSED });
    const asked = await until('the agent to be asked', request.id, (view) => view.ticketClosed !== null);
    expect([asked.status, asked.ticketClosed]).toEqual(['Ready', { closesAt: null }]);
  });

  it('a running session stays', async () => {
    const { ticketId, request } = await ticketWith('Connected');
    await eventually('our own status to be written', async () => (await statusOf(ticketId)) === RESOLVED);
    await world.desk.control.edit(ticketId, { status: CLOSED });
    await worked();
    expect(await read(request.id)).toMatchObject({ status: 'Connected', ticketClosed: null });
  });
});

it('When the ticket is reopened, what was about to close goes on', async () => {
  const { ticketId, request } = await ticketWith('Open');
  await world.desk.control.edit(ticketId, { status: CLOSED });
  await until('the request to hear of it', request.id, (view) => view.ticketClosed !== null);
  await world.desk.control.edit(ticketId, { status: OPEN });
  const on = await until('the request to go on', request.id, (view) => view.ticketClosed === null);
  expect(on.status).toBe('Open');
});

describe('When the ticket is merged into another', () => {
  it.each(['Open', 'Ready'] as const)('a request that is %s moves there, noted on both', async (step) => {
    const { ticketId, request } = await ticketWith(step);
    const into = await ticketWith('Closed');
    await world.desk.control.merge(ticketId, into.ticketId);
    const moved = await until('the request to move', request.id, (view) => view.ticket?.id === String(into.ticketId));
    expect([moved.status, moved.ticketClosed]).toEqual([step, null]);
    for (const [id, sentence] of [
      [ticketId, `merged into INC-${into.ticketId}`],
      [into.ticketId, `came here from INC-${ticketId}`],
    ] as const) {
      await eventually(`ticket ${id} to tell of it`, async () =>
        (await world.desk.control.timeline(id)).some(
          ({ bodyText }) => bodyText.includes('Ref RS-') && bodyText.includes(sentence),
        ),
      );
    }
  });
});

it.each(['delete', 'spam'] as const)('When the ticket is marked "%s", the link dies with a kind page', async (mark) => {
  const { ticketId, request } = await ticketWith('Waiting');
  await world.desk.control.mark(ticketId, mark);
  const gone = await until('the request to close', request.id, (view) => view.status === 'Closed');
  expect(gone).toMatchObject({ progress: { reason: 'ticket-deleted' }, joinUrl: null });
  const page = await joinClient(request.joinUrl ?? '').look();
  expect([page.status < 500, page.actions.includes('join'), page.actions.includes('allow')]).toEqual([
    true,
    false,
    false,
  ]);
});

describe('When the ticket goes to another agent', () => {
  const assigneeOf = (view: PanelView): string => (view.assignee.kind === 'agent' ? view.assignee.agent.name : '');
  const toJun = (ticketId: number) => world.desk.control.edit(ticketId, { responderId: Number(agentOf(JUN).id) });

  it('a request that had the same agent follows', async () => {
    const { ticketId, request } = await ticketWith('Waiting');
    await toJun(ticketId);
    await until('the request to follow', request.id, (view) => assigneeOf(view) === JUN.name);
  });

  it('one that somebody else was chosen for stays', async () => {
    const hana = (await world.desk.control.agents()).find(({ email }) => email !== MARA.email && email !== JUN.email);
    const { ticketId, request } = await ticketWith('Waiting', {
      responder: { name: hana?.firstName ?? '', email: hana?.email ?? '' },
    });
    await toJun(ticketId);
    await worked();
    expect(assigneeOf(await read(request.id))).toBe(MARA.name);
  });

  it('one with a running session stays', async () => {
    const { ticketId, request } = await ticketWith('Connected');
    await toJun(ticketId);
    await worked();
    expect(assigneeOf(await read(request.id))).toBe(MARA.name);
  });
});

describe('What we write into the ticket ourselves', () => {
  it('closes no request, although it closes the ticket, and comes to rest', async () => {
    const { ticketId, request } = await ticketWith('Connected');
    const other = await requestOn(ticketId, 'Open');
    await eventually('our status to be written', async () => (await statusOf(ticketId)) === RESOLVED);
    await worked();
    expect(await read(request.id)).toMatchObject({ status: 'Connected', ticketClosed: null });
    expect(await read(other.id)).toMatchObject({ status: 'Open', ticketClosed: null });
    const entries = async () => (await world.desk.control.timeline(ticketId)).length;
    await eventually('our entries to be written', async () => (await entriesLeft([request.id, other.id])) === 0);
    const before = await entries();
    // The same change told again and again, as a help desk may.
    for (let n = 0; n < 5; n += 1) {
      await app.run('onTicketUpdateHandler', {
        data: { ticket: { id: ticketId }, changes: { status: [OPEN, RESOLVED] } },
      });
    }
    await worked();
    expect(await entries()).toBe(before);
  });

  it('is not told to us by the app: an entry of ours makes no call', async () => {
    const calls = app.calls.length;
    const conversation = { ticket_id: 1042, source: 2, body_text: 'Ref RS-000123-07-K7QX See INC-1043.' };
    await app.run('onConversationCreateHandler', { data: { conversation } });
    expect(app.calls).toHaveLength(calls);
  });

  it('leaves a ticket open on which another request goes on, and closes it with the last', async () => {
    const { ticketId, request } = await ticketWith('Waiting');
    const other = await requestOn(ticketId, 'Waiting');
    const close = (id: string) => give(world.panel(agentOf(MARA)), id, { type: 'close-request', outcome: 'solved' });
    const toldOfEnding = async (times: number): Promise<boolean> =>
      (await world.desk.control.timeline(ticketId)).filter(({ bodyText }) => bodyText.includes(': Closed')).length >=
      times;
    await close(request.id);
    await eventually('the ticket to tell of the first', () => toldOfEnding(1));
    await worked();
    expect([await statusOf(ticketId), (await read(other.id)).ticketClosed]).toEqual([OPEN, null]);
    await close(other.id);
    await eventually('the ticket to be closed', async () => (await statusOf(ticketId)) === CLOSED);
  });
});

describe('A change that no request follows', () => {
  it('of priority or group changes nothing', async () => {
    const { ticketId, request } = await ticketWith('Waiting');
    await world.desk.control.edit(ticketId, { priority: 4 });
    await world.desk.control.edit(ticketId, { status: PENDING });
    await world.desk.control.edit(ticketId, { groupId: GROUPS.warehouse });
    await worked();
    expect(await read(request.id)).toMatchObject({ status: 'Waiting', version: request.version, ticketClosed: null });
  });
});
