import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { BY_ANNA } from '../../../test/builders/people.ts';
import { fresh, saveNew } from '../../../test/contracts/store-world.ts';
import { sqliteFolder } from '../../../test/setup/sqlite-folder.ts';
import { storeOn } from '../open-store.ts';
import type { Store } from '../store.ts';
import { openSqliteDatabase, type SqliteDatabase } from './database.ts';

describe('works that share a commit on SQLite', () => {
  let folder: ReturnType<typeof sqliteFolder>;
  let path: string;
  let database: SqliteDatabase;
  let store: Store;

  beforeEach(async () => {
    folder = sqliteFolder();
    path = `${folder.path}/group.db`;
    database = await openSqliteDatabase(path);
    store = storeOn(database);
  });
  afterEach(async () => {
    await store.close();
    folder.remove();
  });

  /** A change with its audit row, so that the chain of hashes is at stake too. */
  async function add(): Promise<string> {
    const id = fresh('request');
    await store.unitOfWork.run(async (stores) => {
      await saveNew(stores, { id });
      await stores.audit.append([entryOf(id)]);
    });
    return id;
  }

  it('are all refused when the commit fails, and the next ones go on as if nothing had been', async () => {
    const before = await add();
    const [first, orphan, last] = await Promise.allSettled([add(), leaveOrphan(database), add()]);
    expect([first, orphan, last].map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    const after = await add();
    expect(await idsStored()).toEqual([before, after]);
    expect(await store.audit.verifyChain()).toEqual({ rows: 2, firstBroken: null });
  });

  it('are all refused when SQLite itself has ended their transaction, and nothing is written outside of one', async () => {
    const before = await add();
    const outcomes = await Promise.allSettled([
      add(),
      database.write(async (db) => {
        await sql`rollback`.execute(db);
      }),
      add(),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(await idsStored()).toEqual([before]);
    await add();
    expect((await store.audit.verifyChain()).firstBroken).toBeNull();
  });

  it('that find the disk full are refused, and accepted again when there is room', async () => {
    const before = await add();
    database.connections.write.get('pragma max_page_count = 1', []);
    const big = database.write((db) =>
      db
        .insertInto('lease')
        .values({ name: 'big', owner: 'x'.repeat(9_000_000), until: 1 })
        .execute(),
    );
    await expect(big).rejects.toMatchObject({ code: 'ERR_SQLITE_ERROR', errstr: 'database or disk is full' });
    database.connections.write.get('pragma max_page_count = 1000000', []);
    const after = await add();
    expect(await idsStored()).toEqual([before, after]);
    expect(await store.audit.verifyChain()).toEqual({ rows: 2, firstBroken: null });
  });

  it('keep the order in which they came, more than fit into one commit', async () => {
    const ids = await Promise.all(Array.from({ length: 150 }, () => add()));
    expect(await idsStored()).toEqual(ids);
  });

  it('wait for a foreign lock without stopping the process', async () => {
    const foreign = new DatabaseSync(path);
    foreign.exec('begin immediate');
    const adding = add();
    let turns = 0;
    const counting = setInterval(() => {
      turns += 1;
    }, 5);
    await new Promise((resolve) => {
      setTimeout(resolve, 400);
    });
    clearInterval(counting);
    foreign.exec('rollback');
    foreign.close();
    expect(await idsStored()).toEqual([]);
    expect(turns).toBeGreaterThan(4);
    expect(await idsStored().then(() => adding)).toMatch(/^request-/);
  });

  it('cannot be joined by a query that comes after its work has ended', async () => {
    let late: (() => Promise<unknown>) | undefined;
    await database.write(async (db) => {
      late = () => db.insertInto('lease').values({ name: 'late', owner: 'nobody', until: 1 }).execute();
    });
    await expect(late?.()).rejects.toMatchObject({ code: 'write-outside-work' });
  });

  it('are refused once the database is closed, those before are not lost', async () => {
    const adding = add();
    await store.close();
    const id = await adding;
    await expect(add()).rejects.toMatchObject({ code: 'database-closed' });
    const again = await openSqliteDatabase(path);
    expect(await storeOn(again).requests.find(id)).not.toBeNull();
    await again.close();
  });

  it('are not seen by readers before their commit, which cannot write themselves', async () => {
    const insert = database.read.insertInto('lease').values({ name: 'n', owner: 'o', until: 1 });
    await expect(insert.execute()).rejects.toMatchObject({ errstr: 'attempt to write a readonly database' });
  });

  async function idsStored(): Promise<string[]> {
    const rows = await database.read.selectFrom('request').select('id').orderBy('serial').execute();
    return rows.map(({ id }) => id);
  }
});

function entryOf(requestId: string) {
  return { at: 1, actor: BY_ANNA, action: 'tried', installationId: null, requestId, detail: '{}' };
}

/** Writes an event of no request, which SQLite is told to notice only at the commit. */
function leaveOrphan(database: SqliteDatabase): Promise<void> {
  return database.write(async (db) => {
    await sql`pragma defer_foreign_keys = on`.execute(db);
    await db.insertInto('presence').values({ request_id: 'request-unknown', seen_at: 1 }).execute();
  });
}
