import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PanelView } from '../../server/panel-api/panel-view.ts';
import { eventually } from '../support/eventually.ts';
import type { PanelClient } from '../support/panel-client.ts';
import { apiCaller, problem, toldProblem } from './api-caller.ts';
import { dumpDatabase } from './database-dump.ts';
import { carriedOut, give, givenRequest } from './given-request.ts';
import { MARA, type ServerWorld, serverWorld } from './server-world.ts';
import { aCreation } from './valid-bodies.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let world: ServerWorld;
let panel: PanelClient;
beforeAll(async () => {
  world = await serverWorld({ settings: { language: 'zh-TW' } });
  panel = world.panel();
});
afterAll(() => world.close());

const aTicket = () => ({
  id: `${Date.now()}${Math.trunc(performance.now() * 1000) % 1000}`,
  number: 'INC-7',
  subject: 'Seven',
});
const leastOf = (ticket: unknown, email = 'may@kestrel.example') => ({
  commandId: randomUUID(),
  ticket,
  recipient: { name: 'May', email },
  channels: ['link'],
});

describe('Making a request', () => {
  it('with every field keeps them all, and adds number, phrase and the two addresses', async () => {
    const asked = aCreation({ ticket: aTicket() });
    const answer = carriedOut(await panel.create(asked));
    expect([answer.status, answer.created, answer.replayed, answer.version]).toEqual([201, true, false, 1]);
    const { recipient, language, channels, comment, schedule, expiresAt, ticket } = asked;
    const phone = '+31655500142';
    const kept = {
      ticket,
      recipient: { ...(recipient as object), phone },
      language,
      channels,
      comment,
      schedule,
      expiresAt,
    };
    expect(answer.request).toMatchObject(kept);
    expect(answer.request.assignee).toMatchObject({
      kind: 'agent',
      agent: { name: 'Mara Lindqvist', email: MARA.email },
    });
    expect(answer.request).toMatchObject({ status: 'Open', createdBy: { name: 'Mara Lindqvist', verified: false } });
    expect(answer.request.number).toMatch(/^RS-\d{6,}$/);
    expect(answer.request.phrase).toMatch(/^[a-z]+ [a-z]+$/);
    expect(answer.request.joinUrl).toContain(`${world.url}/join/${answer.request.id}`);
    expect(answer.request.connectUrl).toBe(`${world.url}/connect/${answer.request.id}`);
    expect(await panel.read(answer.request.id)).toEqual(answer.request);
  });

  it("with the fewest fields takes the account's language, nobody as assignee, and a day to expire", async () => {
    const { request } = carriedOut(await panel.create(leastOf(aTicket())));
    expect(request).toMatchObject({ language: 'zh-TW', assignee: { kind: 'unassigned' }, schedule: null, comment: '' });
    expect(request.expiresAt - request.createdAt).toBe(DAY_MS);
  });

  it('for later expires a day after its start', async () => {
    const startAt = Date.now() + 3 * DAY_MS;
    const body = { ...leastOf(aTicket()), schedule: { startAt, timeZone: 'America/St_Johns' } };
    expect(carriedOut(await panel.create(body)).request.expiresAt).toBe(startAt + DAY_MS);
  });

  it('a second press opens the first request, also when it is written in other letters', async () => {
    const ticket = aTicket();
    const first = carriedOut(await panel.create(leastOf(ticket)));
    const second = carriedOut(await panel.create(leastOf(ticket, 'MAY@kestrel.example')));
    expect([second.status, second.created, second.request.id]).toEqual([200, false, first.request.id]);
    expect((await panel.log(first.request.id)).map(({ type }) => type)).toEqual(['request-created']);
  });

  it('ten presses at the same moment make one request', async () => {
    const ticket = aTicket();
    const answers = await Promise.all(Array.from({ length: 10 }, () => panel.create(leastOf(ticket))));
    const made = answers.map(carriedOut);
    expect(new Set(made.map(({ request }) => request.id)).size).toBe(1);
    expect(made.filter(({ created }) => created)).toHaveLength(1);
  });

  it('for another device or person makes a second one', async () => {
    const ticket = aTicket();
    const first = carriedOut(await panel.create(leastOf(ticket)));
    const second = carriedOut(await panel.create({ ...leastOf(ticket), another: true }));
    expect(second.created).toBe(true);
    expect(second.request.id).not.toBe(first.request.id);
  });

  it('on the same ticket for somebody else, or on another ticket, makes a request of its own', async () => {
    const ticket = aTicket();
    const ids = [
      await panel.create(leastOf(ticket)),
      await panel.create(leastOf(ticket, 'jun@kestrel.example')),
      await panel.create(leastOf({ ...ticket, id: `${ticket.id}9` })),
    ].map((answer) => carriedOut(answer).request.id);
    expect(new Set(ids).size).toBe(3);
  });

  it('without a ticket is possible, and one is attached later, once', async () => {
    const { request } = carriedOut(await panel.create(leastOf(null)));
    expect(request.ticket).toBeNull();
    const ticket = aTicket();
    expect(await give(panel, request.id, { type: 'attach-ticket', ticket })).toMatchObject({ ticket });
    const again = await panel.command(request.id, {
      commandId: randomUUID(),
      type: 'attach-ticket',
      ticket: aTicket(),
    });
    expect(again).toMatchObject({ ok: false, status: 409 });
  });
});

describe('A command id', () => {
  it('sent twice makes one request and gives the first answer again, whatever became of the request since', async () => {
    const body = aCreation({ ticket: aTicket() });
    const first = carriedOut(await panel.create(body));
    await give(panel, first.request.id, { type: 'add-comment', text: 'Between.' });
    const again = carriedOut(await panel.create(body));
    expect(again).toMatchObject({ status: 200, replayed: true, created: true, version: 1 });
    expect(again.request).toMatchObject({ id: first.request.id, version: 2 });
  });

  it('sent ten times at once makes one comment', async () => {
    const { id } = await givenRequest(panel, 'Open');
    const body = { commandId: randomUUID(), type: 'add-comment', text: 'Once.' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => panel.command(id, body)));
    expect(answers.filter((answer) => !carriedOut(answer).replayed)).toHaveLength(1);
    expect((await panel.log(id)).map(({ type }) => type)).toEqual(['request-created', 'commented']);
  });

  it('sent with another body, or for another request, is refused and changes nothing', async () => {
    const [one, other] = [await givenRequest(panel, 'Open'), await givenRequest(panel, 'Open')];
    const body = { commandId: randomUUID(), type: 'add-comment', text: 'First.' };
    carriedOut(await panel.command(one.id, body));
    const before = await dumpDatabase(world.foundation.store.database);
    const refused = { ok: false, status: 422, problem: { type: 'urn:session-requests:problem:same-id-other-body' } };
    expect(await panel.command(one.id, { ...body, text: 'Second.' })).toMatchObject(refused);
    expect(await panel.command(other.id, body)).toMatchObject(refused);
    expect(await panel.create({ ...leastOf(aTicket()), commandId: body.commandId })).toMatchObject(refused);
    expect(await dumpDatabase(world.foundation.store.database)).toEqual(before);
  });

  it('of a refused command gives the same refusal again, even when it would be possible now', async () => {
    const { id } = await givenRequest(panel, 'Open');
    const early = { commandId: randomUUID(), type: 'reopen-request' };
    expect(await panel.command(id, early)).toMatchObject({ ok: false, status: 409 });
    await give(panel, id, { type: 'close-request' });
    expect(await panel.command(id, early)).toMatchObject({ ok: false, status: 409 });
    expect(await give(panel, id, { type: 'reopen-request' })).toMatchObject({ status: 'Open' });
  });
});

describe('Times that cannot be', () => {
  const at = (ms: number): number => Date.now() + ms;
  const schedule = (startAt: number) => ({ startAt, timeZone: 'Asia/Taipei' });
  const impossible: readonly (readonly [string, () => object, string])[] = [
    ['a start in the past', () => ({ schedule: schedule(at(-2 * HOUR_MS)), expiresAt: null }), 'start-in-the-past'],
    ['an expiry in the past', () => ({ schedule: null, expiresAt: at(-1) }), 'expiry-in-the-past'],
    ['an expiry in 1970', () => ({ schedule: null, expiresAt: 0 }), 'expiry-in-the-past'],
    [
      'an expiry before the start',
      () => ({ schedule: schedule(at(HOUR_MS)), expiresAt: at(60_000) }),
      'expiry-before-start',
    ],
    ['an expiry too far away', () => ({ schedule: null, expiresAt: at(15 * DAY_MS) }), 'expiry-too-late'],
  ];
  it.each(impossible)('%s is refused for a new request and for one that is moved', async (_name, times, type) => {
    const { id, version } = await givenRequest(panel, 'Open');
    const before = await dumpDatabase(world.foundation.store.database, { withCommands: false });
    const api = apiCaller(world.url, world.data.secrets.api);
    const agent = MARA;
    expect(toldProblem(await api.post('/requests', aCreation({ ...times(), agent })))).toEqual(problem(422, type));
    const { schedule: start, expiresAt } = times() as { schedule: object | null; expiresAt: number };
    const command = start === null ? { type: 'extend', expiresAt } : { type: 'reschedule', schedule: start, expiresAt };
    const body = { commandId: randomUUID(), agent, expectedVersion: version, ...command };
    expect(toldProblem(await api.post(`/requests/${id}/commands`, body))).toEqual(problem(422, type));
    expect(await dumpDatabase(world.foundation.store.database, { withCommands: false })).toEqual(before);
  });

  it('the refusal of an expiry too far away names the latest', async () => {
    const answer = await panel.create({ ...leastOf(aTicket()), expiresAt: at(15 * DAY_MS) });
    const latest = (answer as unknown as { problem: { latest: number } }).problem.latest;
    expect(Math.abs(latest - at(14 * DAY_MS))).toBeLessThan(5000);
  });
});

describe('The list of a ticket', () => {
  it('comes newest first, by pages, each request once and none of another ticket', async () => {
    const ticket = aTicket();
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      made.unshift(carriedOut(await panel.create(leastOf(ticket, `n${n}@kestrel.example`))).request.id);
    }
    await panel.create(leastOf({ ...ticket, id: `${ticket.id}0` }));
    const pages: string[][] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: Record<string, string> = { limit: '2', ...(cursor === '' ? {} : { cursor }) };
      const { status, body } = await panel.ofTicket(ticket.id, query);
      expect(status).toBe(200);
      const page = JSON.parse(body) as { requests: PanelView[]; next: string | null };
      pages.push(page.requests.map(({ id }) => id));
      cursor = page.next;
    }
    expect(pages).toEqual([made.slice(0, 2), made.slice(2, 4), made.slice(4)]);
  });

  it('of a ticket without requests is empty', async () => {
    const { status, body } = await panel.ofTicket('nothing-here');
    expect([status, JSON.parse(body)]).toEqual([200, { requests: [], next: null }]);
  });
});

describe('Markup in every text', () => {
  it('comes back as the very text it was, and reaches ticket and mail as text', async () => {
    const nasty = '<img src=x onerror=alert(1)>{{7*7}}&amp;';
    const ticket = { ...aTicket(), id: '1044', number: `N${nasty.slice(0, 30)}`, subject: nasty };
    const recipient = { name: nasty, email: 'nasty@kestrel.example', phone: null };
    const body = { ...leastOf(ticket), recipient, comment: nasty, channels: ['email', 'ticket'] };
    const { request } = carriedOut(await panel.create(body));
    expect(request).toMatchObject({ ticket, recipient, comment: nasty });
    const commented = await give(panel, request.id, { type: 'close-request', note: nasty });
    expect(commented.progress).toMatchObject({ note: nasty });
    const entries = await eventually('reply and note on the ticket', async () => {
      const bodies = (await world.desk.control.timeline(1044)).map((entry) => entry.body);
      return bodies.length >= 2 && bodies;
    });
    const [mail] = await world.sink.control.waitFor(1, { to: recipient.email });
    expect(mail?.text).toContain('<img src=x');
    for (const shown of [...entries, mail?.html ?? '']) {
      expect(shown).toContain('&lt;img');
      expect(shown).not.toContain('<img');
    }
  });
});
