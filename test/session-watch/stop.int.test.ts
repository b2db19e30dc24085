import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BY_ANNA, BY_RECIPIENT } from '../builders/people.ts';
import { watchWorld, type WatchWorld } from './watch-world.ts';

const SECOND = 1000;

let world: WatchWorld;
beforeEach(async () => {
  world = await watchWorld();
});
afterEach(() => world.close());

const connected = async (): Promise<string> => {
  const { id } = await world.launched();
  await world.session();
  await world.poll();
  return id;
};

const endedBy = async (): Promise<readonly (string | null)[]> =>
  (await world.desk.state()).sessions.map((session) => session.endedBy);

const closed = () => world.delivery('session-close', ({ state }) => state === 'done' || state === 'parked');

describe('a running session is really ended', () => {
  it.each([
    ['when the end user stops it', 'withdraw-consent', { actor: BY_RECIPIENT }, 'Waiting'],
    ['when the end user says that it is not his request', 'report-request', { actor: BY_RECIPIENT }, 'Closed'],
    ['when an agent closes the request', 'close-request', { actor: BY_ANNA }, 'Closed'],
    ['when an agent says that it is over', 'end-session', { actor: BY_ANNA, endedBy: 'agent' }, 'Ready'],
  ] as const)('%s', async (_when, type, over, status) => {
    const id = await connected();
    await world.give(id, type, { ...over, ...(type === 'end-session' ? { endedAt: world.now() } : {}) });
    expect((await closed()).state).toBe('done');
    expect(await endedBy()).toEqual(['api']);
    await world.poll();
    expect((await world.request(id)).status).toBe(status);
    expect((await world.log(id)).filter((event) => event === 'session-started (remote-tool)')).toHaveLength(1);
  });

  it('once more, when the answer to it was lost', async () => {
    const id = await connected();
    await world.desk.setFaults({ answer: 'lost', times: 1 });
    await world.give(id, 'withdraw-consent');
    expect((await closed()).state).toBe('done');
    expect(await endedBy()).toEqual(['api']);
  });

  it('later, when AnyDesk could not do it at once', async () => {
    const id = await connected();
    await world.delivery('session-comment', ({ state }) => state === 'done');
    await world.desk.setFaults({ answer: 'server-error', times: 2 });
    await world.give(id, 'withdraw-consent');
    await world.delivery('session-close', ({ state, attempts }) => attempts > 0 && state !== 'attempting');
    await world.later(60 * SECOND);
    world.core.changes.announce({ requestId: id, installationId: '', ticketId: null });
    expect((await closed()).state).toBe('done');
    expect(await endedBy()).toEqual(['api']);
  });

  it('although nobody had seen it yet when the end user took the permission back', async () => {
    const { id } = await world.launched();
    await world.session();
    await world.later(2 * SECOND);
    await world.give(id, 'withdraw-consent');
    await world.poll();
    expect((await world.request(id)).status).toBe('Waiting');
    await world.later(15 * SECOND);
    await world.poll();
    expect((await closed()).state).toBe('done');
    expect(await endedBy()).toEqual(['api']);
    expect(await world.log(id)).not.toContain('session-started (remote-tool)');
  });

  it('although only the agent had told of it', async () => {
    const { id } = await world.launched();
    await world.give(id, 'start-session', { source: 'agent', startedAt: world.now(), address: null, externalId: null });
    await world.session();
    await world.poll();
    await world.later(2 * SECOND);
    await world.give(id, 'withdraw-consent');
    await world.later(15 * SECOND);
    await world.poll();
    expect((await closed()).state).toBe('done');
    expect(await endedBy()).toEqual(['api']);
  });
});

describe('a session is not ended', () => {
  it('twice: one that is over already is left alone', async () => {
    const id = await connected();
    await world.desk.end('recipient');
    await world.give(id, 'withdraw-consent');
    const delivery = await closed();
    expect(delivery).toMatchObject({ state: 'done', reason: 'The session was over already.' });
    expect(await endedBy()).toEqual(['recipient']);
  });

  it('when the licence does not permit it, and a person is told why', async () => {
    const id = await connected();
    await world.delivery('session-comment', ({ state }) => state === 'done');
    await world.desk.setFaults({ answer: 'forbidden' });
    await world.give(id, 'withdraw-consent');
    expect(await closed()).toMatchObject({ state: 'parked', reason: 'The AnyDesk licence does not permit this.' });
    expect((await world.request(id)).status).toBe('Waiting');
  });

  it('because a request expires, or because its record tells the end', async () => {
    await connected();
    await world.desk.end('agent');
    await world.poll();
    expect(await world.deliveries('session-close')).toEqual([]);
  });

  it('that began after the end user allowed anew', async () => {
    const id = await connected();
    await world.give(id, 'withdraw-consent');
    await closed();
    await world.give(id, 'allow-access', { address: String(518_274_963) });
    await world.launch(id);
    await world.later(20 * SECOND);
    await world.session();
    await world.poll();
    await world.later(20 * SECOND);
    await world.poll();
    expect((await world.request(id)).status).toBe('Connected');
    expect(await endedBy()).toEqual(['api', null]);
  });
});
