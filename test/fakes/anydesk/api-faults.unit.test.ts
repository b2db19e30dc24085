import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ApiCaller } from './api-caller.ts';
import { controlDesk, type DeskControl } from './control-client.ts';
import { type RunningDesk, startDesk } from './start-desk.ts';

let desk: RunningDesk;
let control: DeskControl;
let api: ApiCaller;
let sid: number;

beforeEach(async () => {
  desk = await startDesk();
  control = controlDesk(desk.url);
  api = new ApiCaller(desk.api, Date.now);
  const session = { from: { cid: 742_615_308 }, to: { cid: 518_274_963 }, startedAt: Date.now() };
  sid = (await control.addSession(session)).sid;
});
afterEach(() => desk.close());

describe('with a fault switched on, the API', () => {
  it('answers 503 as often as asked, then works again', async () => {
    await control.setFaults({ answer: 'server-error', times: 2 });
    const statuses = [await api.get('/auth'), await api.get('/auth'), await api.get('/auth')].map(
      ({ status }) => status,
    );
    expect(statuses).toEqual([503, 503, 200]);
  });

  it('answers 401 to a right signature, until told otherwise', async () => {
    await control.setFaults({ answer: 'unauthorized' });
    expect((await api.get('/auth')).json).toMatchObject({ result: 'error', code: 'invalid_token' });
    expect((await api.get('/auth')).status).toBe(401);
    await control.setFaults({ answer: 'normal' });
    expect((await api.get('/auth')).status).toBe(200);
  });

  it('sends JSON that cannot be read', async () => {
    await control.setFaults({ answer: 'malformed' });
    await expect(api.get('/sessions')).rejects.toThrow('JSON');
  });

  it('does the work and loses the answer', async () => {
    await control.setFaults({ answer: 'lost', times: 1 });
    await expect(api.call('PATCH', `/sessions/${sid}`, { comment: 'done' })).rejects.toThrow('fetch failed');
    expect((await api.get(`/sessions/${sid}`)).json['comment']).toBe('done');
  });

  it('does not do the work behind a 503', async () => {
    await control.setFaults({ answer: 'server-error', times: 1 });
    await api.call('PATCH', `/sessions/${sid}`, { comment: 'done' });
    expect((await api.get(`/sessions/${sid}`)).json['comment']).toBeNull();
  });

  it('is slow', async () => {
    await control.setFaults({ delayMs: 300, times: 1 });
    const before = performance.now();
    await api.get('/auth');
    expect(performance.now() - before).toBeGreaterThanOrEqual(290);
  });

  it.each([
    ['string', 'null', 'string', null],
    ['number', 'zero', 'number', 0],
  ] as const)(
    'shows the sid as %s and the end of a running session as %s',
    async (sidAs, runningEndTimeAs, type, end) => {
      await control.setFaults({ sidAs, runningEndTimeAs });
      const { json } = await api.get(`/sessions/${sid}`);
      expect([typeof json['sid'], json['end-time']]).toEqual([type, end]);
    },
  );
});

describe('what the API was asked', () => {
  it('is kept with the status, until reset', async () => {
    await api.get('/sessions?limit=1');
    await api.get('/nothing');
    expect(await control.requests()).toEqual([
      { method: 'GET', resource: '/sessions?limit=1', status: 200 },
      { method: 'GET', resource: '/nothing', status: 404 },
    ]);
    await control.reset();
    expect(await control.requests()).toEqual([]);
  });
});
