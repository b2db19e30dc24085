import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  ATTEMPTING,
  END_LEASES,
  endBackOffs,
  endLooks,
  type StoreSide,
  UNFINISHED,
  UNFINISHED_ONES,
} from './store-side.ts';

/** The embedded store's file in `dataDir`. */
export function sqliteSide(dataDir: string): StoreSide {
  const path = join(dataDir, 'session-requests.db');
  const withFile = <Result>(readOnly: boolean, use: (database: DatabaseSync) => Result): Result => {
    const database = new DatabaseSync(path, { readOnly, timeout: 5000 });
    try {
      return use(database);
    } finally {
      database.close();
    }
  };
  const count = async (sql: string): Promise<number> =>
    withFile(true, (database) => Number(database.prepare(sql).get()?.['count']));
  return {
    name: 'sqlite',
    databaseUrl: null,
    interrupted: () => count(ATTEMPTING),
    unfinished: () => count(UNFINISHED),
    unfinishedOnes: async () =>
      withFile(true, (database) =>
        database
          .prepare(UNFINISHED_ONES)
          .all()
          .map((row) => String(row['line'])),
      ),
    endHolds: async (settleMs) =>
      withFile(false, (database) => {
        database.exec(END_LEASES);
        database.exec(endLooks(settleMs));
      }),
    endBackOffs: async () => withFile(false, (database) => database.exec(endBackOffs(Date.now()))),
    integrity: async () =>
      withFile(true, (database) => {
        const rows = database
          .prepare('pragma integrity_check')
          .all()
          .map((row) => String(row['integrity_check']));
        const foreign = database.prepare('pragma foreign_key_check').all();
        const wrong = rows.filter((row) => row !== 'ok');
        return foreign.length === 0 ? wrong : [...wrong, `${foreign.length} rows point to nothing`];
      }),
    close: async () => undefined,
  };
}
