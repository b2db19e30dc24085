import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ApiCaller } from './api-caller.ts';
import { controlDesk, type DeskControl } from './control-client.ts';
import { type RunningDesk, startDesk } from './start-desk.ts';

const NOW = 1_795_000_000_000;
const [AGENT, OTHER_AGENT, RECIPIENT] = [742_615_308, 742_615_309, 518_274_963];

let desk: RunningDesk;
let control: DeskControl;
let api: ApiCaller;

beforeEach(async () => {
  desk = await startDesk({ now: () => NOW });
  control = controlDesk(desk.url);
  api = new ApiCaller(desk.api, () => NOW);
});
afterEach(() => desk.close());

/** Five sessions an hour apart: the agent's to the recipient, and every second one by the other agent. */
async function addFiveSessions(): Promise<readonly number[]> {
  const sids: number[] = [];
  for (const hour of [1, 2, 3, 4, 5]) {
    const startedAt = NOW - 10 * 3_600_000 + hour * 3_600_000;
    const from = { cid: hour % 2 === 0 ? OTHER_AGENT : AGENT };
    const session = { from, to: { cid: RECIPIENT }, startedAt, endedAt: startedAt + (6 - hour) * 60_000 };
    sids.push((await control.addSession(session)).sid);
  }
  return sids;
}

function listed(reply: { json: Readonly<Record<string, unknown>> }, key: string): readonly unknown[] {
  return (reply.json['list'] as Readonly<Record<string, unknown>>[]).map((row) => row[key]);
}

async function sortedBy(key: string): Promise<readonly unknown[]> {
  return listed(await api.get(`/sessions?sort=${key}&order=asc`), 'sid');
}

describe('the API as a whole', () => {
  it('tells who is signed in', async () => {
    expect(await api.get('/auth')).toEqual({
      status: 200,
      json: { result: 'success', 'license-id': '1438129266231705' },
    });
  });

  it('answers a wrong password with 401 and the echoes that help to find the mistake, but never the token or password', async () => {
    const wrong = new ApiCaller(desk.api, () => NOW, { ...api.licence, apiPassword: 'WRONG' });
    const reply = await wrong.get('/sessions?limit=1');
    expect(reply).toEqual({
      status: 401,
      json: {
        result: 'error',
        code: 'invalid_token',
        error: 'The token does not fit the request',
        method: 'GET',
        resource: '/sessions?limit=1',
        'request-time': NOW / 1000,
        'content-hash': '2jmj7l5rSw0yVb/vlWAYkK/YBwk=',
        'license-id': '1438129266231705',
      },
    });
  });

  it('refuses a clock that is far off', async () => {
    const late = new ApiCaller(desk.api, () => NOW - 301_000);
    expect((await late.get('/auth')).status).toBe(401);
  });

  it('refuses a body that is not announced as JSON', async () => {
    const reply = await api.call('PATCH', '/sessions/1', { comment: 'x' }, { 'content-type': 'text/plain' });
    expect([reply.status, reply.json['code']]).toEqual([400, 'invalid_content_type']);
  });

  it.each([['/session'], ['/sessions/abc'], ['/clients/1/x'], ['/auth/']])('knows no %s', async (resource) => {
    expect((await api.get(resource)).status).toBe(404);
  });

  it('counts machines and sessions in /sysinfo, which holds secrets in clear like the real one', async () => {
    await control.addSession({ from: { cid: AGENT }, to: { cid: RECIPIENT }, startedAt: NOW });
    const { json } = await api.get('/sysinfo');
    expect(json).toMatchObject({
      'api-ver': '1.1',
      clients: { total: 1, online: 1 },
      sessions: { total: 1, active: 1 },
    });
    expect(json['license']).toMatchObject({ 'api-password': 'UYETICGU2CT3KES' });
  });
});

describe('the list of sessions', () => {
  it('gives everything, newest first, when nothing is asked', async () => {
    const sids = await addFiveSessions();
    const reply = await api.get('/sessions');
    expect(reply.json).toMatchObject({ count: 5, selected: 5, offset: 0, limit: -1, cid: -1, direction: 'inout' });
    expect(listed(reply, 'sid')).toEqual(sids.map(String).toReversed());
  });

  it('pages by offset and limit until offset and selected reach count', async () => {
    const sids = await addFiveSessions();
    const first = await api.get('/sessions?limit=2&order=asc');
    const last = await api.get('/sessions?limit=2&order=asc&offset=4');
    expect(first.json).toMatchObject({ count: 5, selected: 2, offset: 0, limit: 2 });
    expect(listed(first, 'sid')).toEqual(sids.slice(0, 2).map(String));
    expect(last.json).toMatchObject({ count: 5, selected: 1, offset: 4 });
    expect(listed(last, 'sid')).toEqual(sids.slice(4).map(String));
  });

  it.each([
    [`cid=${AGENT}`, 3],
    [`cid=${AGENT}&direction=out`, 3],
    [`cid=${AGENT}&direction=in`, 0],
    [`cid=${RECIPIENT}&direction=in`, 5],
    [`cid=${RECIPIENT}&direction=out`, 0],
    ['cid=-1', 5],
    ['cid=999999999', 0],
    [`from=${(NOW - 7 * 3_600_000) / 1000}`, 3],
    [`to=${(NOW - 8 * 3_600_000) / 1000}`, 2],
    [`from=${(NOW - 8 * 3_600_000) / 1000}&to=${(NOW - 7 * 3_600_000) / 1000}&cid=${AGENT}`, 1],
  ])('filtered by %s has %d', async (query, count) => {
    await addFiveSessions();
    expect((await api.get(`/sessions?${query}`)).json['count']).toBe(count);
  });

  it('sorts by each documented key', async () => {
    const [a, b, c, d, e] = (await addFiveSessions()).map(String);
    expect(await sortedBy('duration')).toEqual([e, d, c, b, a]);
    expect(await sortedBy('end-time')).toEqual([a, b, c, d, e]);
    expect(await sortedBy('from.cid')).toEqual([a, c, e, b, d]);
  });

  it.each([
    ['limit=-2'],
    ['offset=-1'],
    ['limit=ten'],
    ['direction=up'],
    ['order=new'],
    ['sort=colour'],
    ['from=soon'],
  ])('refuses %s', async (query) => {
    const reply = await api.get(`/sessions?${query}`);
    expect([reply.status, reply.json['code']]).toEqual([400, 'invalid_parameter']);
  });
});

describe('one session', () => {
  it('has both ends, times in seconds and its comment', async () => {
    const from = { cid: AGENT, alias: 'desk@ad' };
    const { sid } = await control.addSession({ from, to: { cid: RECIPIENT }, startedAt: NOW - 90_000, endedAt: NOW });
    const read = await api.get(`/sessions/${sid}`);
    expect(read.json).toEqual({
      sid: String(sid),
      from,
      to: { cid: RECIPIENT, alias: null },
      active: false,
      'start-time': NOW / 1000 - 90,
      'end-time': NOW / 1000,
      duration: 90,
      comment: null,
      src_user_ref: null,
      dst_user_ref: null,
    });
  });

  it('takes a comment, and loses it again', async () => {
    const { sid } = await control.addSession({ from: { cid: AGENT }, to: { cid: RECIPIENT }, startedAt: NOW });
    expect((await api.call('PATCH', `/sessions/${sid}`, { comment: 'RS-000123 · INC-42 “ünïcode”' })).status).toBe(200);
    expect((await api.get(`/sessions/${sid}`)).json['comment']).toBe('RS-000123 · INC-42 “ünïcode”');
    await api.call('PATCH', `/sessions/${sid}`, { comment: null });
    expect((await api.get(`/sessions/${sid}`)).json['comment']).toBeNull();
  });

  it('is closed once; then it is not found, and neither is one that never was', async () => {
    const { sid } = await control.addSession({ from: { cid: AGENT }, to: { cid: RECIPIENT }, startedAt: NOW });
    const close = (id: number) => api.call('POST', `/sessions/${id}/action`, { action: 'close' });
    expect((await close(sid)).status).toBe(200);
    expect((await api.get(`/sessions/${sid}`)).json).toMatchObject({ active: false, 'end-time': NOW / 1000 });
    expect([(await close(sid)).status, (await close(1)).status]).toEqual([404, 404]);
  });

  it('stays as it is after any other action or body', async () => {
    const { sid } = await control.addSession({ from: { cid: AGENT }, to: { cid: RECIPIENT }, startedAt: NOW });
    expect((await api.call('POST', `/sessions/${sid}/action`, { action: 'open' })).status).toBe(400);
    expect((await api.call('PATCH', `/sessions/${sid}`, { note: 'x' })).status).toBe(400);
    expect((await api.get(`/sessions/${sid}`)).json).toMatchObject({ active: true, comment: null });
  });
});

describe('clients', () => {
  beforeEach(async () => {
    const common = { role: 'agent', registered: true } as const;
    await control.addDevice({ ...common, cid: OTHER_AGENT, name: 'Second agent', alias: 'second@ad', online: false });
  });

  it('are the licence’s own machines, an end user’s is not among them', async () => {
    expect(listed(await api.get('/clients?order=asc'), 'cid')).toEqual([AGENT, OTHER_AGENT]);
    expect((await api.get(`/clients/${RECIPIENT}`)).status).toBe(404);
  });

  it('are filtered by the bare online flag and by text', async () => {
    const online = await api.get('/clients?online');
    expect([listed(online, 'cid'), online.json['online']]).toEqual([[AGENT], true]);
    expect(listed(await api.get('/clients?filter=%40ad'), 'cid')).toEqual([OTHER_AGENT]);
  });

  it('show since when they are online, and their last five sessions', async () => {
    await addFiveSessions();
    await addFiveSessions();
    await control.advanceClock(60_000);
    const later = new ApiCaller(desk.api, () => NOW + 60_000);
    const { json } = await later.get(`/clients/${AGENT}`);
    expect(json).toMatchObject({ cid: AGENT, alias: null, online: true, 'online-time': 60 });
    expect(json['last-sessions']).toHaveLength(5);
    expect((await later.get(`/clients/${OTHER_AGENT}`)).json).toMatchObject({ online: false, 'online-time': -1 });
  });

  it('take a comment and an alias, but no bad alias and no other’s', async () => {
    const patch = async (body: unknown) => (await api.call('PATCH', `/clients/${AGENT}`, body)).status;
    expect(await patch({ comment: 'front desk' })).toBe(200);
    expect(await patch({ alias: 'first@ad' })).toBe(200);
    expect(await patch({ alias: 'Second@AD' })).toBe(409);
    expect(await patch({ alias: 'no namespace' })).toBe(400);
    expect(await patch({ colour: 'red' })).toBe(400);
    expect((await api.get(`/clients/${AGENT}`)).json).toMatchObject({ alias: 'first@ad', comment: 'front desk' });
  });
});
