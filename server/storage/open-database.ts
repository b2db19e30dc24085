import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from './database.ts';
import { openSqliteDatabase } from './sqlite/database.ts';

export type DatabasePlace = {
  /** `postgres://…`; null keeps everything in one SQLite file in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
};

const FILE_NAME = 'session-requests.db';

/** Opens the database with its tables up to date. Throws `StorageFault`, such as `database-in-use`. */
export async function openDatabase(place: DatabasePlace): Promise<Database> {
  if (place.databaseUrl !== null) {
    const { openPostgresDatabase } = await import('./postgres/database.ts');
    return openPostgresDatabase(place.databaseUrl);
  }
  mkdirSync(place.dataDir, { recursive: true, mode: 0o700 });
  return openSqliteDatabase(join(place.dataDir, FILE_NAME));
}
