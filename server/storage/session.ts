import { CompiledQuery, type Kysely } from 'kysely';
import type { Engine } from './engine.ts';
import type { Prepared } from './prepared.ts';
import type { Tables } from './tables.ts';

/** One connection's view of the database: prepared queries for the hot path, `db` for everything else. */
export type Session = {
  readonly engine: Engine;
  readonly db: Kysely<Tables>;
  all<Input, Row>(query: Prepared<Input, Row>, values: Input): Promise<readonly Row[]>;
  /** The first row; null when there is none. */
  first<Input, Row>(query: Prepared<Input, Row>, values: Input): Promise<Row | null>;
  /** Number of rows changed. Not for queries with RETURNING. */
  run<Input, Row>(query: Prepared<Input, Row>, values: Input): Promise<number>;
};

/** A session that goes through Kysely's own executor. */
export function kyselySession(engine: Engine, db: Kysely<Tables>): Session {
  const execute = async <Input, Row>(query: Prepared<Input, Row>, values: Input) => {
    const text = query.compile(engine, db);
    return db.executeQuery<Row>(CompiledQuery.raw(text.sql, [...text.parameters(values)]));
  };
  return {
    engine,
    db,
    all: async (query, values) => (await execute(query, values)).rows,
    first: async (query, values) => (await execute(query, values)).rows[0] ?? null,
    run: async (query, values) => Number((await execute(query, values)).numAffectedRows ?? 0n),
  };
}
