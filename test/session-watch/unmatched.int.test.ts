import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { attachSession, dismissSession } from '../../server/session-watch/attach-session.ts';
import { createAuditedWrite } from '../../server/storage/audited-write.ts';
import { ANNAS_DEVICE, BENS_DEVICE, MAYS_DEVICE, watchWorld, type WatchWorld } from './watch-world.ts';

const MINUTE = 60_000;
const STRANGER = 333_222_111;
const SERVER = 444_555_666;

let world: WatchWorld;
beforeEach(async () => {
  world = await watchWorld();
});
afterEach(() => world.close());

const left = async () => (await world.unmatched()).map(({ because, suggested }) => [because, suggested]);
const attaching = () => ({
  ...world.deps,
  audited: createAuditedWrite(world.foundation.store.database, world.core.clock),
});
const attach = (sessionId: string, requestId: string) =>
  attachSession(
    attaching(),
    world.anna,
    { accountId: world.accountId, sessionId },
    requestId,
    () => 'A session, by hand.',
  );

describe('a session is left to a person', () => {
  it('when the calling device is another agent’s', async () => {
    const { id } = await world.launched();
    await world.session(BENS_DEVICE);
    await world.poll();
    expect(await left()).toEqual([['unknown-device', [id]]]);
    expect((await world.request(id)).status).toBe('Ready');
  });

  it('when nobody knows the calling device', async () => {
    const { id } = await world.launched();
    await world.session(STRANGER);
    await world.poll();
    expect(await left()).toEqual([['unknown-device', [id]]]);
  });

  it('when two requests wait for the same agent and device', async () => {
    const one = await world.launched();
    const two = await world.launched();
    await world.session();
    await world.poll();
    expect((await left())[0]?.[0]).toBe('several-requests');
    expect([(await world.request(one.id)).status, (await world.request(two.id)).status]).toEqual(['Ready', 'Ready']);
  });

  it('when it began before Connect was pressed', async () => {
    const { id } = await world.ready();
    await world.session(ANNAS_DEVICE, MAYS_DEVICE, null, MINUTE);
    await world.launch(id);
    await world.poll();
    expect(await left()).toEqual([['before-launch', [id]]]);
  });

  it('when the permission was taken back before it began', async () => {
    const { id } = await world.launched();
    await world.later(MINUTE);
    await world.give(id, 'withdraw-consent');
    await world.later(MINUTE);
    await world.session();
    await world.poll();
    expect(await left()).toEqual([['request-not-ready', [id]]]);
    expect((await world.request(id)).status).toBe('Waiting');
  });

  it('when the request was over before anybody could look', async () => {
    const { id } = await world.launched();
    await world.session(ANNAS_DEVICE, MAYS_DEVICE, MINUTE);
    await world.later(3 * MINUTE);
    await world.give(id, 'close-request');
    await world.poll();
    expect(await left()).toEqual([['request-not-ready', [id]]]);
  });

  it('when an agent called a device that no request names', async () => {
    await world.session(ANNAS_DEVICE, SERVER);
    await world.poll();
    expect(await left()).toEqual([['no-request', []]]);
  });
});

describe('a session is nobody’s business here', () => {
  it('when it is neither of an agent’s device nor with a device of a request', async () => {
    await world.launched();
    await world.session(STRANGER, SERVER);
    await world.poll();
    expect(await left()).toEqual([]);
    const rows = await world.foundation.store.database.read.selectFrom('remote_session').selectAll().execute();
    expect(rows).toEqual([]);
  });
});

describe('what an agent does by hand', () => {
  it('entering the device makes the session certain at the next look', async () => {
    const { id } = await world.launched();
    await world.session(STRANGER);
    await world.poll();
    const { agentDevices } = world.foundation.people;
    await agentDevices.set(world.anna, world.anna.id, [String(ANNAS_DEVICE), String(STRANGER)]);
    await world.poll();
    expect(await left()).toEqual([]);
    expect((await world.request(id)).status).toBe('Connected');
  });

  it('attaching a running session makes the request Connected, and its end is told by AnyDesk', async () => {
    const { id } = await world.launched();
    const sid = await world.session(STRANGER);
    await world.poll();
    expect(await attach(sid, id)).toEqual({ ok: true, how: 'recorded' });
    expect(await world.request(id)).toMatchObject({ status: 'Connected', session: { source: 'remote-tool' } });
    await world.desk.end('recipient');
    await world.poll();
    expect(await world.request(id)).toMatchObject({ status: 'Ready', sessions: { count: 1 } });
    const audit = await world.foundation.store.database.read.selectFrom('audit').selectAll().execute();
    expect(audit.filter(({ action }) => action === 'session.settled')).toHaveLength(1);
  });

  it('attaching a session that is over to a request that is Ready counts it', async () => {
    const { id } = await world.launched();
    const sid = await world.session(STRANGER, MAYS_DEVICE, 4 * MINUTE);
    await world.later(5 * MINUTE);
    await world.poll();
    expect(await attach(sid, id)).toEqual({ ok: true, how: 'recorded' });
    expect(await world.request(id)).toMatchObject({ status: 'Ready', sessions: { count: 1, totalMs: 4 * MINUTE } });
  });

  it.each([
    ['that is closed', 'close-request', 'Closed'],
    ['whose permission was taken back', 'withdraw-consent', 'Waiting'],
  ] as const)(
    'attaching one to a request %s only stands in its log: nobody becomes Ready by it',
    async (_what, type, status) => {
      const { id } = await world.launched();
      const sid = await world.session(STRANGER, MAYS_DEVICE, MINUTE);
      await world.later(3 * MINUTE);
      await world.poll();
      await world.give(id, type);
      expect(await attach(sid, id)).toEqual({ ok: true, how: 'noted' });
      expect(await world.request(id)).toMatchObject({ status, sessions: { count: 0 } });
      expect((await world.log(id)).at(-1)).toBe('commented');
      await world.poll();
      expect((await world.request(id)).status).toBe(status);
    },
  );

  it('attaching a running session that the end user has stopped does not bring it back', async () => {
    const { id } = await world.launched();
    const sid = await world.session(STRANGER);
    await world.poll();
    await world.give(id, 'withdraw-consent');
    expect(await attach(sid, id)).toEqual({ ok: true, how: 'noted' });
    expect((await world.request(id)).status).toBe('Waiting');
  });

  it('the same session can be attached once only', async () => {
    const { id } = await world.launched();
    const sid = await world.session(STRANGER);
    await world.poll();
    const answers = [await attach(sid, id), await attach(sid, id)];
    expect(answers.map(({ ok }) => ok)).toEqual([true, false]);
  });

  it('a session with another device than the request’s is only noted', async () => {
    const { id } = await world.launched();
    const sid = await world.session(ANNAS_DEVICE, SERVER);
    await world.poll();
    expect(await attach(sid, id)).toEqual({ ok: true, how: 'noted' });
    expect((await world.request(id)).status).toBe('Ready');
  });

  it('a viewer attaches and dismisses nothing', async () => {
    const { id } = await world.launched();
    const sid = await world.session(STRANGER);
    await world.poll();
    const viewer = { ...world.anna, role: 'viewer' } as const;
    const name = { accountId: world.accountId, sessionId: sid };
    expect(await attachSession(attaching(), viewer, name, id, () => '')).toEqual({
      ok: false,
      reason: 'not-permitted',
    });
    expect(await dismissSession(attaching(), viewer, name)).toBe(false);
    expect(await left()).toHaveLength(1);
  });

  it('a dismissed session never comes back', async () => {
    await world.session(ANNAS_DEVICE, SERVER);
    await world.poll();
    const [session] = await world.unmatched();
    if (session === undefined) throw new Error('there is none');
    expect(await dismissSession(attaching(), world.anna, session)).toBe(true);
    await world.poll();
    expect(await left()).toEqual([]);
  });
});

describe('an agent’s devices', () => {
  it('belong to one person', async () => {
    const { agentDevices } = world.foundation.people;
    const before = await agentDevices.of(world.anna.id);
    expect(await agentDevices.set(world.anna, world.anna.id, ['900900900', String(BENS_DEVICE)])).toEqual({
      ok: false,
      taken: String(BENS_DEVICE),
    });
    expect(await agentDevices.of(world.anna.id)).toEqual(before);
  });

  it('no longer count when he is disabled', async () => {
    await world.foundation.store.database.write((db) =>
      db.updateTable('person').set({ disabled_at: 1 }).where('id', '=', world.anna.id).execute(),
    );
    const { id } = await world.launched();
    await world.session();
    await world.poll();
    expect((await world.request(id)).status).toBe('Ready');
  });
});
