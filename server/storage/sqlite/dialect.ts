import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { SqliteConnection } from './connection.ts';

/** Kysely over one `node:sqlite` connection. `mayUse` is asked before every query and throws when the connection is not free to use. */
export function sqliteDialect(connection: SqliteConnection, mayUse: () => void = () => undefined): Dialect {
  return {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () => sqliteDriver(connection, mayUse),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** Kysely believes that SQLite cannot change tables inside a transaction and would leave half-made ones behind. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

function sqliteDriver(connection: SqliteConnection, mayUse: () => void): Driver {
  const kyselyConnection: DatabaseConnection = {
    executeQuery: async (query) => {
      mayUse();
      return execute(connection, query);
    },
    streamQuery: () => {
      throw new Error('Streaming is not offered: read pages instead.');
    },
  };
  const run = async (sql: string): Promise<void> => {
    connection.run(sql, []);
  };
  return {
    init: async () => undefined,
    acquireConnection: async () => kyselyConnection,
    beginTransaction: () => run('begin immediate'),
    commitTransaction: () => run('commit'),
    rollbackTransaction: () => run('rollback'),
    releaseConnection: async () => undefined,
    destroy: async () => undefined,
  };
}

function execute<Row>(connection: SqliteConnection, query: CompiledQuery): QueryResult<Row> {
  if (connection.returnsRows(query.sql)) {
    return { rows: connection.all(query.sql, query.parameters) as Row[] };
  }
  return { rows: [], numAffectedRows: BigInt(connection.run(query.sql, query.parameters)) };
}
