import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { checkBindable } from '../bindable.ts';
import { StorageFault } from '../fault.ts';

/** One open connection with its statement cache. Everything is synchronous. */
export type SqliteConnection = {
  /** Rows of a query, or of a write with RETURNING. */
  all(sql: string, parameters: readonly unknown[]): readonly unknown[];
  /** First row only; undefined when there is none. */
  get(sql: string, parameters: readonly unknown[]): unknown;
  /** Number of rows changed. */
  run(sql: string, parameters: readonly unknown[]): number;
  returnsRows(sql: string): boolean;
  inTransaction(): boolean;
  /** Every statement text in the cache, for tests that look at query plans. */
  statements(): readonly string[];
  close(): void;
};

/** Longest wait for a foreign lock: it blocks the whole process, so longer waits are made asynchronously. */
const LOCK_WAIT_MS = 50;
const CACHED_STATEMENTS = 500;
/** 8 MB. Pages that many changes touch are brought into the file half as often as with SQLite's own 1,000, and no stop grows long. */
const WAL_PAGES = 2000;

/** Opens the file. The first connection must be a writing one: it turns on WAL. */
export function openSqliteConnection(path: string, mode: 'write' | 'read'): SqliteConnection {
  const database = new DatabaseSync(path, { timeout: LOCK_WAIT_MS, readOnly: mode === 'read' });
  try {
    checkVersion(database);
    if (mode === 'write')
      database.exec(
        `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864; PRAGMA wal_autocheckpoint = ${WAL_PAGES}`,
      );
    database.exec(
      `PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = ${mode === 'write' ? -8192 : -4096}`,
    );
  } catch (error) {
    database.close();
    throw error;
  }
  return connectionOver(database);
}

type Prepared = { readonly statement: StatementSync; readonly returnsRows: boolean };

function connectionOver(database: DatabaseSync): SqliteConnection {
  const cache = new Map<string, Prepared>();
  function prepared(sql: string): Prepared {
    const known = cache.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    const fresh = { statement, returnsRows: statement.columns().length > 0 };
    cache.set(sql, fresh);
    const oldest = cache.size > CACHED_STATEMENTS ? cache.keys().next().value : undefined;
    if (oldest !== undefined) cache.delete(oldest);
    return fresh;
  }
  return {
    all: (sql, parameters) => prepared(sql).statement.all(...bind(parameters)),
    get: (sql, parameters) => prepared(sql).statement.get(...bind(parameters)),
    run: (sql, parameters) => Number(prepared(sql).statement.run(...bind(parameters)).changes),
    returnsRows: (sql) => prepared(sql).returnsRows,
    inTransaction: () => database.isTransaction,
    statements: () => [...cache.keys()],
    close: () => {
      cache.clear();
      database.close();
    },
  };
}

function bind(parameters: readonly unknown[]): SQLInputValue[] {
  checkBindable(parameters);
  return parameters as SQLInputValue[];
}

/** Before 3.51.3 a WAL checkpoint could meet a write at the wrong moment and damage the file. */
const OLDEST = [3, 51, 3] as const;

function checkVersion(database: DatabaseSync): void {
  const row = database.prepare('select sqlite_version() as version').get();
  const version = String(row?.['version']);
  if (isOlder(version)) {
    const needed = OLDEST.join('.');
    throw new StorageFault('database-too-old', `SQLite ${needed} or newer is needed; this Node.js brings ${version}.`);
  }
}

/** True when `version` lies before the oldest SQLite that is trusted with the data. */
export function isOlder(version: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, needed] of OLDEST.entries()) {
    const part = parts[index] ?? 0;
    if (part !== needed) return !(part > needed);
  }
  return false;
}
