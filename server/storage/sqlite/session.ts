import type { Kysely } from 'kysely';
import type { Session } from '../session.ts';
import type { Tables } from '../tables.ts';
import type { SqliteConnection } from './connection.ts';

/** A session that runs prepared queries straight on the connection: each is one synchronous call. */
export function sqliteSession(connection: SqliteConnection, db: Kysely<Tables>): Session {
  return {
    engine: 'sqlite',
    db,
    all: async (query, values) => {
      const text = query.compile('sqlite', db);
      return connection.all(text.sql, text.parameters(values)) as RowsOf<typeof query>;
    },
    first: async (query, values) => {
      const text = query.compile('sqlite', db);
      return (connection.get(text.sql, text.parameters(values)) ?? null) as RowsOf<typeof query>[number] | null;
    },
    run: async (query, values) => {
      const text = query.compile('sqlite', db);
      return connection.run(text.sql, text.parameters(values));
    },
  };
}

type RowsOf<Query> = Query extends { readonly row?: infer Row } ? readonly Exclude<Row, undefined>[] : never;
