import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { createPostgresDatabase } from '../../setup/postgres-database.ts';
import {
  ATTEMPTING,
  END_LEASES,
  endBackOffs,
  endLooks,
  type StoreSide,
  UNFINISHED,
  UNFINISHED_ONES,
} from './store-side.ts';

const CHECK_INDEXES = `
  select bt_index_check(index.oid::regclass, true)
  from pg_class index
  join pg_am method on method.oid = index.relam and method.amname = 'btree'
  join pg_namespace space on space.oid = index.relnamespace and space.nspname = 'public'
  where index.relkind = 'i'`;

/** What the killed server had sent last may still be at work: its backends finish it before they notice that nobody listens. */
const OTHERS = `
  select count(*) as count from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`;
const LOOK_MS = 10;

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
  const untilAlone = async (): Promise<void> => {
    while ((await count(OTHERS)) > 0) await wait(LOOK_MS);
  };
  return {
    name: 'postgres',
    databaseUrl: database.url,
    interrupted: () => count(ATTEMPTING),
    unfinished: () => count(UNFINISHED),
    unfinishedOnes: async () => (await client.query<{ line: string }>(UNFINISHED_ONES)).rows.map(({ line }) => line),
    endHolds: async (settleMs) => {
      await untilAlone();
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
