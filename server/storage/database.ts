import type { Compilable, Kysely } from 'kysely';
import type { Engine } from './engine.ts';
import type { Session } from './session.ts';
import type { Tables } from './tables.ts';

/** The open database, for every store of the server. */
export type Database = {
  readonly engine: Engine;
  /** Committed data only. On SQLite its connection cannot write. */
  readonly read: Kysely<Tables>;
  /** The same as `read`, for prepared queries. */
  readonly readSession: Session;
  /**
   * For queries that look at very many rows: on SQLite they run beside the event loop, which they would hold up. What comes back still
   * has to be taken in, so ask for a few thousand rows at a time.
   */
  readAside<Row>(query: Compilable<Row>): Promise<readonly Row[]>;
  /**
   * Runs `work` in a transaction of its own; the promise settles after the commit is durable. `work` may await nothing but its database:
   * on SQLite other works share the commit and wait. A throw rolls this work back and nothing else. On PostgreSQL it runs again when another
   * transaction got in the way, so it must have no effect of its own outside the database.
   */
  write<Result>(work: (db: Kysely<Tables>) => Promise<Result>): Promise<Result>;
  /** The same as `write`, with prepared queries and with what the engine keeps for one unit. */
  writeSession<Result>(work: (unit: UnitSession) => Promise<Result>): Promise<Result>;
  /** One cheap query; throws when the database does not answer or must not be used any more. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

/** The session of one unit of work. `audit` is null where audit rows are sealed later. */
export type UnitSession = Session & { readonly chainHead: ChainHead | null };

/** The newest link of the audit chain as this unit sees it; set it when rows were appended. */
export type ChainHead = { current(): ChainLink; advance(link: ChainLink): void };

export type ChainLink = { readonly seq: number; readonly hash: string };
