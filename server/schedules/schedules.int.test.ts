import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pino from 'pino';
import {
  createPostgresDatabase,
  postgresIsThere,
  type PostgresTestDatabase,
} from '../../test/setup/postgres-database.ts';
import { sqliteFolder } from '../../test/setup/sqlite-folder.ts';
import { eventually } from '../../test/support/eventually.ts';
import { openStore } from '../storage/open-store.ts';
import type { LeaseStore, Store } from '../storage/store.ts';
import { type Job, type Schedules, startSchedules } from './schedules.ts';

const EVERY_SECOND = '* * * * * *';
const ENGINES = postgresIsThere() ? (['sqlite', 'postgres'] as const) : (['sqlite'] as const);

const started: Schedules[] = [];
const faults: unknown[] = [];
const log = pino({ level: 'error' }, { write: (line: string) => void faults.push(JSON.parse(line)) });
let now = Date.now();
afterEach(async () => {
  await Promise.all(started.splice(0).map((schedules) => schedules.stop()));
  faults.length = 0;
});

function start(leases: LeaseStore | null, owner: string, ...jobs: Job[]): Schedules {
  const schedules = startSchedules(jobs, { leases, owner, clock: { now: () => now }, log });
  started.push(schedules);
  return schedules;
}

/** A job that notes who ran it. */
function counted(name: string, leaseMs: number | null = 60_000) {
  const runs: string[] = [];
  const by = (owner: string): Job => ({ name, cron: EVERY_SECOND, leaseMs, run: async () => runs.push(owner) });
  return { runs, by };
}

describe.each(ENGINES)('Work that comes back by the clock, shared by processes on %s', (engine) => {
  const folder = sqliteFolder();
  let database: PostgresTestDatabase | null = null;
  let store: Store;
  beforeAll(async () => {
    if (engine === 'postgres') database = await createPostgresDatabase();
    store = await openStore({ databaseUrl: database?.url ?? null, dataDir: folder.path });
  });
  afterAll(async () => {
    await store.close();
    await database?.drop();
    folder.remove();
  });

  it('is done by one of two, again and again by the same, and by the other once that has stopped', async () => {
    const { runs, by } = counted('one-of-two');
    const [one, two] = [start(store.leases, 'one', by('one')), start(store.leases, 'two', by('two'))];
    await eventually('two runs', async () => runs.length >= 2);
    const [first = ''] = runs;
    expect(new Set(runs).size).toBe(1);
    await (first === 'one' ? one : two).stop();
    const other = first === 'one' ? 'two' : 'one';
    await eventually('the other to take over', async () => runs.at(-1) === other);
  });

  it('is done by the other when one has died with the work in its hands, and not before its time is over', async () => {
    const { runs, by } = counted('after-a-death', 30_000);
    const everybodys = counted('everybodys', null);
    expect(await store.leases.hold('job:after-a-death', 'dead', now, 30_000)).toBe(true);
    start(store.leases, 'alive', by('alive'), everybodys.by('alive'));
    start(store.leases, 'too', by('alive'), everybodys.by('too'));
    // What every process does itself shows that the clock has ticked for both.
    await eventually('a tick', async () => new Set(everybodys.runs).size === 2);
    expect(runs).toEqual([]);
    now += 30_001;
    await eventually('the living to take over', async () => runs.length > 0);
  });
});

describe('Work that comes back by the clock, in one process', () => {
  it('never runs beside itself, and stopping waits until it has ended', async () => {
    const ticks = counted('ticks');
    let begun = 0;
    let end: () => void = () => undefined;
    const run = (): Promise<void> => {
      begun += 1;
      return new Promise((resolve) => {
        end = resolve;
      });
    };
    const schedules = start(null, 'one', { name: 'long', cron: EVERY_SECOND, leaseMs: 60_000, run }, ticks.by('one'));
    await eventually('two ticks', async () => ticks.runs.length >= 2);
    expect(begun).toBe(1);
    let isStopped = false;
    const stopping = (async () => {
      await schedules.stop();
      isStopped = true;
    })();
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
    expect(isStopped).toBe(false);
    end();
    await stopping;
  });

  it('that fails is told to the log, comes again, and stops no other', async () => {
    const { runs, by } = counted('healthy');
    let failed = 0;
    const run = (): Promise<never> => {
      failed += 1;
      return Promise.reject(new Error('no luck'));
    };
    start(null, 'one', { name: 'unlucky', cron: EVERY_SECOND, leaseMs: 1000, run }, by('one'));
    await eventually('both twice', async () => failed >= 2 && runs.length >= 2);
    const told = { job: 'unlucky', err: expect.objectContaining({ message: 'no luck' }) };
    expect(faults).toContainEqual(expect.objectContaining(told));
  });
});
