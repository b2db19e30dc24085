import { openStore } from '../../server/storage/open-store.ts';
import type { Store } from '../../server/storage/store.ts';
import { createPostgresDatabase, postgresIsThere } from './postgres-database.ts';
import { sqliteFolder } from './sqlite-folder.ts';

export type StoreEngine = 'sqlite' | 'postgres';

/** What a store's behaviour is tried on: both, unless the machine has no PostgreSQL, which the run has then said already. */
export const STORE_ENGINES: readonly StoreEngine[] = postgresIsThere() ? ['sqlite', 'postgres'] : ['sqlite'];

export type OpenedEngine = { readonly store: Store; end(): Promise<void> };

/** An empty store of this kind. */
export async function openEngine(engine: StoreEngine): Promise<OpenedEngine> {
  if (engine === 'postgres') {
    const database = await createPostgresDatabase();
    const store = await openStore({ databaseUrl: database.url, dataDir: '' });
    return { store, end: () => store.close().then(() => database.drop()) };
  }
  const folder = sqliteFolder();
  const store = await openStore({ databaseUrl: null, dataDir: folder.path });
  return { store, end: () => store.close().then(() => folder.remove()) };
}
