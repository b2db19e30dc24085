import { Client } from 'pg';
import { createPostgresDatabase } from '../../setup/postgres-database.ts';
import { ATTEMPTING, END_LEASES, endBackOffs, endLooks, type StoreSide, UNFINISHED } from './store-side.ts';

const CHECK_INDEXES = `
  select bt_index_check(index.oid::regclass, true)
  from pg_class index
  join pg_am method on method.oid = index.relam and method.amname = 'btree'
  join pg_namespace space on space.oid = index.relnamespace and space.nspname = 'public'
  where index.relkind = 'i'`;

/** A new database in the PostgreSQL that the run has started. */
export async function postgresSide(): Promise<StoreSide> {
  const database = await createPostgresDatabase();
  const client = new Client({ connectionString: database.url });
  client.on('error', () => undefined);
  await client.connect();
  const count = async (sql: string): Promise<number> => {
    const { rows } = await client.query<{ count: string }>(sql);
    return Number(rows[0]?.count);
  };
  return {
    name: 'postgres',
    databaseUrl: database.url,
    interrupted: () => count(ATTEMPTING),
    unfinished: () => count(UNFINISHED),
    endHolds: async (settleMs) => {
      await client.query(END_LEASES);
      await client.query(endLooks(settleMs));
    },
    endBackOffs: async () => void (await client.query(endBackOffs(Date.now()))),
    integrity: async () => {
      try {
        await client.query('create extension if not exists amcheck');
        await client.query(CHECK_INDEXES);
        return [];
      } catch (error) {
        return [Error.isError(error) ? error.message : String(error)];
      }
    },
    close: async () => {
      await client.end();
      await database.drop();
    },
  };
}
