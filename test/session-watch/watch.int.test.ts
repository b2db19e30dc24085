import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createSessionRecords } from '../../server/composition/session-records.ts';
import type { RemoteAccount } from '../../server/session-watch/remote-accounts.ts';
import { pollAccount } from '../../server/session-watch/poll-account.ts';
import { freePort } from '../support/free-port.ts';
import { ANNAS_DEVICE, MAYS_DEVICE, watchWorld, type WatchWorld } from './watch-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let world: WatchWorld;
beforeEach(async () => {
  world = await watchWorld();
});
afterEach(() => world.close());

const accountNow = async (): Promise<RemoteAccount> => {
  const account = await world.foundation.people.remoteAccounts.find(world.accountId);
  if (account === null) throw new Error('the account is gone');
  return account;
};
const statusOf = async (id: string): Promise<string> => (await world.request(id)).status;

describe('after an agent launched', () => {
  it('a session of his device with the end user’s becomes that of the request, start and end by AnyDesk’s record', async () => {
    const { id } = await world.launched();
    const sid = await world.session();
    await world.poll();
    expect(await world.request(id)).toMatchObject({
      status: 'Connected',
      session: { source: 'remote-tool', externalId: `${world.accountId}/${sid}`, agent: { name: 'Anna Ng' } },
    });
    await world.later(7 * MINUTE);
    await world.desk.end('agent');
    await world.poll();
    const after = await world.request(id);
    expect(after).toMatchObject({ status: 'Ready', sessions: { count: 1, estimated: false } });
    expect(Math.abs(after.sessions.totalMs - 7 * MINUTE)).toBeLessThan(2000);
    expect((await world.log(id)).slice(-2)).toEqual(['session-started (remote-tool)', 'session-ended (remote-tool)']);
  });

  it('looking again, however often, tells nothing twice', async () => {
    const { id } = await world.launched();
    await world.session();
    for (let look = 0; look < 3; look += 1) await world.poll();
    await world.desk.end('agent');
    for (let look = 0; look < 3; look += 1) await world.poll();
    expect((await world.log(id)).filter((event) => event.startsWith('session-'))).toHaveLength(2);
  });

  it('a session that began and ended between two looks is told with both times', async () => {
    const { id } = await world.launched();
    await world.later(10 * MINUTE);
    await world.session(ANNAS_DEVICE, MAYS_DEVICE, 4 * MINUTE, 8 * MINUTE);
    await world.poll();
    expect(await world.request(id)).toMatchObject({ status: 'Ready', sessions: { count: 1, totalMs: 4 * MINUTE } });
  });

  it('a reconnect without another press is a second session of the same request', async () => {
    const { id } = await world.launched();
    await world.session();
    await world.poll();
    await world.desk.end('agent');
    await world.poll();
    await world.later(MINUTE);
    await world.session();
    await world.poll();
    expect(await statusOf(id)).toBe('Connected');
    await world.desk.end('recipient');
    await world.poll();
    expect(await world.request(id)).toMatchObject({ status: 'Ready', sessions: { count: 2 } });
  });

  it('of two sessions at once, the request is connected until the last one ends', async () => {
    const second = 742_615_310;
    await world.foundation.people.agentDevices.set(world.anna, world.anna.id, [String(ANNAS_DEVICE), String(second)]);
    const { id } = await world.launched();
    await world.session(ANNAS_DEVICE);
    await world.session(second);
    await world.poll();
    await world.desk.end('agent', ANNAS_DEVICE);
    await world.poll();
    expect(await statusOf(id)).toBe('Connected');
    await world.desk.end('agent', second);
    await world.poll();
    expect(await world.request(id)).toMatchObject({ status: 'Ready', sessions: { count: 1 } });
  });

  it('an agent who says first that it began is believed, and AnyDesk’s record tells the end', async () => {
    const { id } = await world.launched();
    await world.give(id, 'start-session', { source: 'agent', startedAt: world.now(), address: null, externalId: null });
    await world.session();
    await world.poll();
    await world.later(3 * MINUTE);
    await world.desk.end('agent');
    await world.poll();
    expect((await world.log(id)).slice(-2)).toEqual(
      ['session-started (remote-tool)', 'session-ended (remote-tool)'].map((text, index) =>
        index === 0 ? 'session-started (agent)' : text,
      ),
    );
  });

  it('a session that ended before the agent said that one began says nothing about that one', async () => {
    const { id } = await world.launched();
    await world.later(20 * MINUTE);
    await world.session(ANNAS_DEVICE, MAYS_DEVICE, 2 * MINUTE, 10 * MINUTE);
    await world.give(id, 'start-session', { source: 'agent', startedAt: world.now(), address: null, externalId: null });
    await world.poll();
    expect(await statusOf(id)).toBe('Connected');
  });

  it('goes on after a restart where it was, with nothing kept in memory', async () => {
    const { id } = await world.launched();
    await world.session();
    await world.poll();
    world.deps.told.clear();
    await world.later(5 * HOUR);
    await world.desk.end('agent');
    await world.poll();
    expect(await world.request(id)).toMatchObject({ status: 'Ready', sessions: { count: 1 } });
  });

  it('a permission that lapsed while nobody could look does not hide a session that runs', async () => {
    const { id } = await world.launched();
    await world.session();
    await world.later(40 * MINUTE);
    await world.give(id, 'lapse-access');
    expect(await statusOf(id)).toBe('Waiting');
    await world.poll();
    expect(await world.request(id)).toMatchObject({ status: 'Connected', session: { source: 'remote-tool' } });
  });
});

describe('while AnyDesk misbehaves', () => {
  it.each([
    ['refuses', { answer: 'unauthorized' }],
    ['fails', { answer: 'server-error' }],
    ['breaks off', { answer: 'lost' }],
    ['sends half an answer', { answer: 'malformed' }],
    ['is replaced by a sign-in page', { answer: 'foreign-page' }],
  ] as const)(
    'nothing is concluded of a running session when it %s, and the trouble is shown',
    async (_how, faults) => {
      const { id } = await world.launched();
      await world.session();
      await world.poll();
      await world.desk.end('agent');
      await world.desk.setFaults(faults);
      expect((await world.poll()).kind).toBe('failed');
      expect(await statusOf(id)).toBe('Connected');
      expect((await accountNow()).trouble?.because).toMatch(/AnyDesk/);
      await world.desk.setFaults({ answer: 'normal' });
      await world.poll();
      expect(await statusOf(id)).toBe('Ready');
      expect((await accountNow()).trouble).toBeNull();
    },
  );

  it('nothing is concluded while it is too slow, and the end is told when it answers in time again', async () => {
    const { id } = await world.launched();
    await world.session();
    await world.poll();
    await world.desk.end('agent');
    await world.desk.setFaults({ delayMs: 3000 });
    const { people, clock } = world.foundation;
    const impatient = createSessionRecords(people.remoteAccounts, { clock, allowLoopback: true, timeoutMs: 300 });
    const end = await pollAccount({ ...world.deps, records: impatient }, await accountNow());
    expect(end).toMatchObject({ kind: 'failed', because: expect.stringContaining('did not answer within') });
    expect(await statusOf(id)).toBe('Connected');
    expect((await accountNow()).trouble?.because).toContain('did not answer within');
    await world.desk.setFaults({ delayMs: 0 });
    await world.poll();
    expect(await statusOf(id)).toBe('Ready');
  });

  it('nothing is concluded while its port is blocked: the trouble names the port, and the state is said to be perhaps old', async () => {
    const { id } = await world.launched();
    await world.session();
    await world.poll();
    await world.desk.end('agent');
    const { remoteAccounts } = world.foundation.people;
    const account = await accountNow();
    const closed = `http://127.0.0.1:${await freePort()}`;
    await remoteAccounts.change(world.anna, account.id, { ...account, address: closed }, null);
    expect(await world.poll()).toMatchObject({ kind: 'failed', because: expect.stringContaining('8081') });
    await world.later(MINUTE);
    expect((await world.poll()).kind).toBe('failed');
    expect(await statusOf(id)).toBe('Connected');
    const signs = await world.foundation.signs.of([await world.request(id)]);
    expect(signs.get(id)?.silentSince).toBeLessThanOrEqual(world.now() - 30_000);
    await remoteAccounts.change(world.anna, account.id, account, null);
    await world.poll();
    expect(await world.request(id)).toMatchObject({ status: 'Ready', sessions: { count: 1 } });
  });

  it('ids as numbers, ends as 0, lists out of order and rows that are no sessions change nothing', async () => {
    await world.desk.setFaults({ sidAs: 'number', runningEndTimeAs: 'zero', listOrder: 'mixed', badRows: true });
    const { id } = await world.launched();
    const [first] = [await world.session(), await world.session(742_615_309, 999_999_999)];
    await world.poll();
    expect(await world.request(id)).toMatchObject({ session: { externalId: `${world.accountId}/${first}` } });
    await world.desk.end('agent');
    await world.poll();
    expect(await world.request(id)).toMatchObject({ status: 'Ready', sessions: { count: 1 } });
    expect((await accountNow()).trouble?.because).toContain('2 records');
  });

  it('a running session that its book has lost is not taken to be over', async () => {
    const { id } = await world.launched();
    await world.session();
    await world.poll();
    await world.desk.reset();
    await world.poll();
    expect(await statusOf(id)).toBe('Connected');
    expect((await accountNow()).trouble?.because).toContain('end is not known');
  });

  it('a clock that is an hour wrong moves no time and hides no session', async () => {
    await world.desk.advanceClock(HOUR);
    const { id } = await world.launched();
    const startedAt = world.now() + HOUR;
    const parties = { from: { cid: ANNAS_DEVICE }, to: { cid: MAYS_DEVICE } };
    await world.desk.addSession({ ...parties, startedAt, endedAt: null });
    await world.poll();
    const request = await world.request(id);
    const told = request.status === 'Connected' ? request.session.startedAt : 0;
    expect(Math.abs(told - (startedAt - HOUR))).toBeLessThan(2500);
  });
});

describe('what an agent wrote on the session in AnyDesk', () => {
  it('comes into the request’s log once, and without our own line', async () => {
    const { id, number } = await world.launched();
    await world.session();
    await world.poll();
    await world.delivery('session-comment', ({ state }) => state === 'done');
    await world.desk.end('agent');
    const [session] = (await world.desk.state()).sessions;
    expect(session?.comment).toBe(`Session Requests ${number}, ticket INC-42`);
    // In AnyDesk's own window, after the session.
    const book = await world.deps.records.of(world.accountId);
    await book?.comment(String(session?.sid), `Replaced the toner.\n${session?.comment ?? ''}`);
    await world.poll();
    world.deps.told.clear();
    await world.poll();
    const events = await world.foundation.store.requests.events(id, 0);
    expect(events.map(({ event }) => (event.type === 'commented' ? event.text : null)).filter(Boolean)).toEqual([
      'Replaced the toner.',
    ]);
  });
});
