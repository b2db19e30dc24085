import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createSessionWatch, type SessionWatch } from '../../server/session-watch/session-watch.ts';
import { WATCH_PACE } from '../../server/session-watch/watch-pace.ts';
import { systemTimers } from '../../server/deliveries/dispatch/timers.ts';
import { leaseStore } from '../../server/storage/lease-store.ts';
import { eventually } from '../support/eventually.ts';
import { watchWorld, type WatchWorld } from './watch-world.ts';

const QUICK = { soonMs: 20, launchedMs: 60, busyMs: 60, quietMs: 100_000 };

let world: WatchWorld;
let running: SessionWatch[] = [];
const faults: unknown[] = [];

beforeEach(async () => {
  world = await watchWorld();
});
afterEach(async () => {
  await Promise.all(running.map((watch) => watch.stop()));
  running = [];
  await world.close();
  expect(faults).toEqual([]);
});

const start = (owner: string | null = null, pace = QUICK): SessionWatch => {
  const { foundation, deps } = world;
  const watch = createSessionWatch({
    ...deps,
    told: new Set(),
    timers: systemTimers,
    pace,
    mayHaveSession: async () => {
      const query = foundation.store.database.read.selectFrom('request').select('id');
      return (await query.where('status', 'in', ['Ready', 'Connected']).execute()).map(({ id }) => id);
    },
    onChange: (listener) => foundation.live.subscribe(listener),
    leases: owner === null ? null : leaseStore(foundation.store.database),
    owner: owner ?? '',
    report: (error) => faults.push(error),
  });
  watch.start();
  running.push(watch);
  return watch;
};
const looks = async (): Promise<number> =>
  (await world.desk.requests()).filter(({ resource }) => resource.startsWith('/sessions?')).length;
const becomes = (id: string, status: string) =>
  eventually(`the request to be ${status}`, async () => (await world.request(id)).status === status);

describe('a running server', () => {
  it('looks by itself after a launch: Connected and Ready follow the session', async () => {
    start();
    await eventually('the first look', async () => (await looks()) > 0);
    const { id } = await world.launched();
    await world.session();
    await becomes(id, 'Connected');
    await world.desk.end('recipient');
    await becomes(id, 'Ready');
  });

  it('hardly looks while nothing is expected', async () => {
    start();
    await eventually('the first look', async () => (await looks()) > 0);
    await world.give((await world.ready()).id, 'add-comment');
    expect(await looks()).toBe(1);
  });

  it('takes up after a start what was launched while no server ran', async () => {
    const { id } = await world.launched();
    await world.foundation.store.database.write((db) => db.deleteFrom('session_watch').execute());
    await world.session();
    start();
    await becomes(id, 'Connected');
  });

  it('takes up an account that is added while it runs, and lets a removed one be', async () => {
    const { remoteAccounts } = world.foundation.people;
    const account = await remoteAccounts.find(world.accountId);
    const password = await remoteAccounts.password(world.accountId);
    if (account === null || password === null) throw new Error('the account is gone');
    await remoteAccounts.remove(world.anna, account.id);
    start();
    const { id } = await world.launched();
    await world.session();
    expect(await looks()).toBe(0);
    await remoteAccounts.add(world.anna, account, password);
    await becomes(id, 'Connected');
  });

  it('shares the looking with no second process, and hands it over when it stops', async () => {
    const first = start('first');
    await eventually('the first look', async () => (await looks()) > 0);
    start('second', { ...QUICK, busyMs: 40 });
    const { id } = await world.launched();
    await world.session();
    await becomes(id, 'Connected');
    expect((await world.log(id)).filter((event) => event.startsWith('session-started'))).toHaveLength(1);
    await first.stop();
    await world.desk.end('agent');
    await becomes(id, 'Ready');
  });

  it('is in no hurry by its usual settings', () => {
    expect(Math.min(WATCH_PACE.launchedMs, WATCH_PACE.busyMs)).toBeGreaterThanOrEqual(15_000);
  });
});
