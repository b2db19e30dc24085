import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { sqliteFolder } from '../../../test/setup/sqlite-folder.ts';
import { openStore } from '../open-store.ts';
import type { Store } from '../store.ts';

const STALE_MS = 15_000;

describe('a SQLite file', () => {
  let folder: ReturnType<typeof sqliteFolder>;
  const opened: Store[] = [];

  beforeEach(() => {
    folder = sqliteFolder();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    for (const store of opened.splice(0)) await store.close();
    folder.remove();
  });

  async function open(): Promise<Store> {
    const store = await openStore({ databaseUrl: null, dataDir: folder.path });
    opened.push(store);
    return store;
  }

  it('is refused to a second server while the first lives', async () => {
    const first = await open();
    await expect(open()).rejects.toMatchObject({
      code: 'database-in-use',
      message: expect.stringContaining(String(process.pid)),
    });
    await first.ping();
    await first.leases.hold('still', 'mine', 1, 1);
  });

  it('is free as soon as its server has stopped', async () => {
    await (await open()).close();
    await (await open()).ping();
  });

  it('is kept however long its server is idle, and refused again after that', async () => {
    const first = await open();
    passTime(STALE_MS * 10);
    await first.leases.hold('after', 'a nap', 1, 1);
    await expect(open()).rejects.toMatchObject({ code: 'database-in-use' });
  });

  it('is taken over from a server on this machine whose process is gone', async () => {
    await (await open()).close();
    pretendOwner({ pid: spawnSync('true').pid, host: hostname(), silentMs: 0 });
    await (await open()).ping();
  });

  it('is taken over when the process id now belongs to this very process, as in a restarted container', async () => {
    await (await open()).close();
    pretendOwner({ pid: process.pid, host: hostname(), silentMs: 0 });
    await (await open()).ping();
  });

  it.each([
    ['on another machine', 1, 'elsewhere'],
    ['whose process id somebody else has now', process.ppid, hostname()],
  ])('is taken over from a server %s only after 15 s of silence', async (_, pid, host) => {
    await (await open()).close();
    pretendOwner({ pid, host, silentMs: STALE_MS - 2_000 });
    await expect(open()).rejects.toMatchObject({ code: 'database-in-use' });
    pretendOwner({ pid, host, silentMs: STALE_MS });
    await (await open()).ping();
  });

  it('is not written any more by a server that slept while another took over', async () => {
    const sleeper = await open();
    pretendOwner({ pid: 1, host: 'elsewhere', silentMs: 0 });
    passTime(STALE_MS * 2);
    await expect(sleeper.leases.hold('too', 'late', 1, 1)).rejects.toMatchObject({ code: 'database-taken-over' });
    await expect(sleeper.ping()).rejects.toMatchObject({ code: 'database-taken-over' });
    await expect(sleeper.leases.hold('too', 'late', 1, 1)).rejects.toMatchObject({ code: 'database-taken-over' });
    expect(await sleeper.database.read.selectFrom('lease').select('name').execute()).toEqual([]);
    await sleeper.close();
    expect(ownerHosts()).toEqual(['elsewhere']);
  });

  it('is given up at the next heartbeat by a server that finds another in its place', async () => {
    const heartbeat = catchHeartbeat();
    const first = await open();
    pretendOwner({ pid: 1, host: 'elsewhere', silentMs: 0 });
    await first.leases.hold('not yet', 'noticed', 1, 1);
    heartbeat();
    await expect(first.leases.hold('too', 'late', 1, 1)).rejects.toMatchObject({ code: 'database-taken-over' });
    await expect(first.ping()).rejects.toMatchObject({ code: 'database-taken-over' });
  });

  it('has a sign of life of its server every 5 s', async () => {
    const heartbeat = catchHeartbeat();
    const first = await open();
    const opened = lastBeat();
    passTime(5_000);
    heartbeat();
    await first.leases.hold('after', 'the beat', 1, 1);
    expect(lastBeat() - opened).toBeGreaterThanOrEqual(5_000);
  });

  it('of an older program is brought up to date only by its owner', async () => {
    await open();
    const raw = rawFile();
    raw.exec('drop table lease; delete from kysely_migration');
    raw.close();
    await expect(open()).rejects.toMatchObject({ code: 'database-in-use' });
    const unchanged = rawFile();
    expect(unchanged.prepare('select count(*) as migrations from kysely_migration').get()).toEqual({ migrations: 0 });
    unchanged.close();
  });

  function rawFile(): DatabaseSync {
    return new DatabaseSync(`${folder.path}/session-requests.db`);
  }

  function pretendOwner({ pid, host, silentMs }: { pid: number; host: string; silentMs: number }): void {
    const raw = rawFile();
    raw.exec('delete from owner');
    const insert = raw.prepare('insert into owner (id, token, pid, host, beat_at) values (1, ?, ?, ?, ?)');
    insert.run('pretended', pid, host, Date.now() - silentMs);
    raw.close();
  }

  function lastBeat(): number {
    const raw = rawFile();
    const beatAt = Number(raw.prepare('select beat_at from owner').get()?.['beat_at']);
    raw.close();
    return beatAt;
  }

  function ownerHosts(): unknown[] {
    const raw = rawFile();
    const hosts = raw
      .prepare('select host from owner')
      .all()
      .map((row) => row['host']);
    raw.close();
    return hosts;
  }
});

/** Moves the clock on, as if the process had been asleep: no timer has fired meanwhile. */
function passTime(ms: number): void {
  const later = Date.now() + ms;
  jest.spyOn(Date, 'now').mockReturnValue(later);
}

/** Makes the heartbeat of the next server a call of the test. */
function catchHeartbeat(): () => void {
  const set = jest.spyOn(globalThis, 'setInterval');
  return () => {
    const [beat] = set.mock.calls.flatMap(([callback, ms]) => (ms === 5_000 ? [callback] : []));
    if (beat === undefined) throw new Error('no timer of 5 s was set');
    beat();
  };
}
