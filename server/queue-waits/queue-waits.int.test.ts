import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { createPostgresDatabase, postgresIsThere } from '../../test/setup/postgres-database.ts';
import { sqliteFolder } from '../../test/setup/sqlite-folder.ts';
import type { Database } from '../storage/database.ts';
import { openDatabase } from '../storage/open-database.ts';
import { openSqliteDatabase, type SqliteDatabase } from '../storage/sqlite/database.ts';
import { createQueueWaits, medianOf } from './queue-waits.ts';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 24, 12);

/** One after the other, a minute each. */
async function waited(database: Database, queueId: string, waits: readonly number[], since = NOON): Promise<void> {
  await database.write((db) =>
    db
      .insertInto('queue_wait')
      .values(
        waits.map((wait_ms, index) => ({
          request_id: `${queueId}-${String(since)}-${String(index)}`,
          granted_at: since + index * MINUTE,
          queue_id: queueId,
          launched_at: since + index * MINUTE + wait_ms,
          wait_ms,
        })),
      )
      .execute(),
  );
}

describe('the median of waits', () => {
  it('is the middle one, or lies between the two in the middle', () => {
    expect(medianOf([5, 1, 4, 2, 3])).toBe(3);
    expect(medianOf([9, 1, 4, 2, 3, 100])).toBe(3.5);
  });

  it('is not told of fewer than five', () => {
    expect(medianOf([1, 2, 3, 4])).toBeNull();
  });
});

const ENGINES = ['sqlite', ...(postgresIsThere() ? ['postgres'] : [])] as const;

describe.each(ENGINES)('the waiting time of a queue on %s', (engine) => {
  const folder = sqliteFolder();
  const clock = { at: NOON, now: () => clock.at };
  let database: Database;
  let drop = async (): Promise<void> => {};

  beforeAll(async () => {
    const postgres = engine === 'postgres' ? await createPostgresDatabase() : null;
    drop = async () => postgres?.drop();
    database = await openDatabase({ databaseUrl: postgres?.url ?? null, dataDir: folder.path });
  });
  afterAll(async () => {
    await database.close();
    await drop();
    folder.remove();
  });

  it('is the median of the last twenty alone, of this queue alone', async () => {
    await waited(database, 'first-line', Array<number>(30).fill(60 * MINUTE), NOON - 86_400_000);
    await waited(database, 'first-line', [...Array<number>(11).fill(2 * MINUTE), ...Array<number>(9).fill(8 * MINUTE)]);
    await waited(database, 'second-line', Array<number>(20).fill(90 * MINUTE));
    expect(await createQueueWaits(database, clock).ofQueue('first-line')).toBe(2 * MINUTE);
  });

  it('is not known of a queue without five, and of a request without a queue', async () => {
    await waited(database, 'new-line', [1, 2, 3, 4]);
    const waits = createQueueWaits(database, clock);
    expect(await waits.ofQueue('new-line')).toBeNull();
    expect(await waits.typical({ assignee: { kind: 'unassigned' } })).toBeNull();
  });

  it('is looked up once a minute', async () => {
    await waited(database, 'busy-line', Array<number>(5).fill(3 * MINUTE));
    const waits = createQueueWaits(database, clock);
    expect(await waits.ofQueue('busy-line')).toBe(3 * MINUTE);
    await waited(database, 'busy-line', Array<number>(20).fill(MINUTE), NOON + 86_400_000);
    clock.at += MINUTE - 1;
    expect(await waits.ofQueue('busy-line')).toBe(3 * MINUTE);
    clock.at += 1;
    expect(await waits.ofQueue('busy-line')).toBe(MINUTE);
  });
});

describe('the query for it', () => {
  const folder = sqliteFolder();
  let database: SqliteDatabase;
  beforeAll(async () => {
    database = await openSqliteDatabase(join(folder.path, 'plans.db'));
  });
  afterAll(async () => {
    await database.close();
    folder.remove();
  });

  it('reads from an index that holds all it needs, and sorts nothing', async () => {
    await createQueueWaits(database, { now: () => NOON }).ofQueue('first-line');
    const { read } = database.connections;
    const statements = read.statements().filter((sql) => sql.includes('queue_wait') && sql.startsWith('select'));
    expect(statements).toHaveLength(1);
    const plan = statements.flatMap((sql) =>
      (read.all(`explain query plan ${sql}`, []) as readonly { readonly detail: string }[]).map(({ detail }) => detail),
    );
    expect(plan).toEqual(['SEARCH queue_wait USING COVERING INDEX queue_wait_latest (queue_id=?)']);
  });
});
