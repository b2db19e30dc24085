import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type AsideReader, createAsideReader } from './aside-reader.ts';
import { openSqliteConnection, type SqliteConnection } from './connection.ts';

/** Takes some hundred milliseconds. */
const LONG = `with recursive number (n) as (select 1 union all select n + 1 from number where n < 1500000)
  select count(*) as numbers from number`;

let folder: string;
let write: SqliteConnection;
let aside: AsideReader;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aside-'));
  const path = join(folder, 'some.db');
  write = openSqliteConnection(path, 'write');
  write.run('create table note (id integer primary key, text text)', []);
  write.run("insert into note (text) values ('one'), ('two')", []);
  aside = createAsideReader(path, 50);
});

afterEach(async () => {
  await aside.close();
  write.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('Reading beside the event loop', () => {
  it('gives the rows that were committed by then', async () => {
    expect(await aside.all('select text from note where id = ?', [2])).toEqual([{ text: 'two' }]);
    write.run("insert into note (text) values ('three')", []);
    expect(await aside.all('select count(*) as notes from note', [])).toEqual([{ notes: 3 }]);
  });

  it('lets everything else go on while a long query runs', async () => {
    let turns = 0;
    const ticking = setInterval(() => {
      turns += 1;
    }, 5);
    expect(await aside.all(LONG, [])).toEqual([{ numbers: 1_500_000 }]);
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(2);
  });

  it('cannot write', async () => {
    await expect(aside.all('delete from note', [])).rejects.toMatchObject({ code: 'read-failed' });
    expect(await aside.all('select count(*) as notes from note', [])).toEqual([{ notes: 2 }]);
  });

  it('tells of a query that fails, and answers the next', async () => {
    await expect(aside.all('select nonsense', [])).rejects.toMatchObject({ code: 'read-failed' });
    expect(await aside.all('select 1 as one', [])).toEqual([{ one: 1 }]);
  });

  it('begins anew after its thread has ended for want of questions', async () => {
    expect(await aside.all('select 1 as one', [])).toEqual([{ one: 1 }]);
    await new Promise((resolve) => {
      setTimeout(resolve, 300);
    });
    expect(await aside.all('select 2 as two', [])).toEqual([{ two: 2 }]);
  });

  it('leaves nobody waiting when it is closed', async () => {
    const answer = aside.all(LONG, []);
    await Promise.all([expect(answer).rejects.toMatchObject({ code: 'read-failed' }), aside.close()]);
    await expect(aside.all('select 1', [])).rejects.toMatchObject({ code: 'database-closed' });
  });
});
