import { Kysely, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';
import type { Database } from '../database.ts';
import { migrate } from '../migrate.ts';
import { kyselySession } from '../session.ts';
import type { Tables } from '../tables.ts';
import { openPostgresPool, postgresDialect } from './dialect.ts';
import { retryConflicts } from './retry-conflicts.ts';

/** Connects and brings the tables up to date; several processes may do so at once. */
export async function openPostgresDatabase(databaseUrl: string): Promise<Database> {
  const pool = openPostgresPool(databaseUrl);
  const db = new Kysely<Tables>({ dialect: postgresDialect(pool) });
  try {
    // Kysely's own look at the tables binds booleans, which our dialect refuses.
    await migrate('postgres', new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }));
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return assemble(db, pool);
}

function assemble(db: Kysely<Tables>, pool: Pool): Database {
  let closing: Promise<void> | null = null;
  return {
    engine: 'postgres',
    read: db,
    readSession: kyselySession('postgres', db),
    readAside: async (query) => (await db.executeQuery(query.compile())).rows,
    write: (work) => retryConflicts(() => db.transaction().execute((transaction) => work(transaction))),
    writeSession: (work) =>
      retryConflicts(() =>
        db.transaction().execute((transaction) => work({ ...kyselySession('postgres', transaction), chainHead: null })),
      ),
    ping: async () => {
      await pool.query('select 1');
    },
    close: () => {
      closing ??= db.destroy();
      return closing;
    },
  };
}
