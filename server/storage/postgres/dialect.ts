import { type Dialect, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import { Pool, type PoolClient, types } from 'pg';
import { checkBindable } from '../bindable.ts';

const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 30_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000;

/** A pool whose BIGINT and count(*) come back as numbers: ours stay far below 2^53. */
export function openPostgresPool(databaseUrl: string): Pool {
  const pool = new Pool({
    connectionString: databaseUrl,
    application_name: 'session-requests',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    types: {
      getTypeParser: (oid, format) => (oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format)),
    },
  });
  // An idle connection that breaks is dropped by the pool; without a listener its error would end the process.
  pool.on('error', () => undefined);
  return pool;
}

/** Kysely over the pool, refusing the same parameters as the SQLite side does. */
export function postgresDialect(pool: Pool): Dialect {
  const checked = new WeakMap<PoolClient, PostgresPoolClient>();
  const checkedPool: PostgresPool = {
    connect: async () => {
      const client = await pool.connect();
      const known = checked.get(client) ?? checkedClient(client);
      checked.set(client, known);
      return known;
    },
    end: () => pool.end(),
    options: pool.options,
  };
  return new PostgresDialect({ pool: checkedPool });
}

function checkedClient(client: PoolClient): PostgresPoolClient {
  const query = async (sql: unknown, parameters: readonly unknown[] = []): Promise<unknown> => {
    if (typeof sql !== 'string') throw new Error('Streaming is not offered: read pages instead.');
    checkBindable(parameters);
    return client.query(sql, [...parameters]);
  };
  return {
    query: query as PostgresPoolClient['query'],
    release: (destroy?: boolean) => client.release(destroy),
  };
}
