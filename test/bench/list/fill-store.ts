import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { Insertable } from 'kysely';
import { placeKey } from '../../../core/use-cases/store-change.ts';
import { isActive } from '../../../core/session-request/states.ts';
import { rowOf } from '../../../server/storage/request-row.ts';
import { searchText, termsOf } from '../../../server/storage/search-terms.ts';
import type { Tables } from '../../../server/storage/tables.ts';
import { type MadeUp, type MadeUpPlace, madeUpRequest } from './made-up-requests.ts';

const IN_ONE_TRANSACTION = 20_000;

/**
 * Fills an empty store (its tables are there, no server runs) with so many requests, as the store itself would write them: rows, words
 * to search for, log, one finished delivery each. Indexes are made anew at the end, which is what makes a million take minutes.
 */
export function fillStore(dataDir: string, rows: number, place: MadeUpPlace): void {
  const database = new DatabaseSync(join(dataDir, 'session-requests.db'));
  try {
    database.exec('pragma synchronous = off; pragma cache_size = -400000; pragma foreign_keys = off');
    const indexes = secondaryIndexes(database);
    for (const { name } of indexes) database.exec(`drop index "${name}"`);
    const write = writer(database);
    const now = Date.now();
    for (let first = 1; first <= rows; first += IN_ONE_TRANSACTION) {
      database.exec('begin');
      const last = Math.min(rows, first + IN_ONE_TRANSACTION - 1);
      for (let serial = first; serial <= last; serial += 1) store(write, madeUpRequest(serial, place, now), now);
      database.exec('commit');
    }
    database.prepare("update counter set value = ? where name = 'request_number'").run(rows);
    for (const { sql } of indexes) database.exec(sql);
    database.exec('pragma wal_checkpoint(truncate)');
  } finally {
    database.close();
  }
}

type Writer = <Name extends keyof Tables>(table: Name, row: Insertable<Tables[Name]>) => void;

function store(write: Writer, { request, events }: MadeUp, now: number): void {
  const activeKey =
    isActive(request) && request.ticket !== null ? placeKey(request.ticket.id, request.recipient) : null;
  const dueAt = isActive(request) ? request.expiresAt : null;
  const row = rowOf({ request, events, expectedVersion: 0, activeKey, dueAt });
  write('request', row);
  for (const term of termsOf(searchText(request))) write('term', { serial: row.serial, term });
  for (const [index, each] of events.entries()) {
    const data = JSON.stringify(each);
    write('event', { request_id: request.id, seq: index + 1, type: each.type, at: each.at, stored_at: each.at, data });
  }
  write('delivery', {
    id: `d${request.id}`,
    kind: 'timeline-entry',
    installation_id: request.installationId,
    request_id: request.id,
    channel: `help-desk:${request.installationId}`,
    lane: `ticket:${request.installationId}:${request.ticket?.id ?? ''}`,
    state: 'done',
    attempts: 1,
    not_before: request.createdAt,
    attempt_id: null,
    attempting_since: null,
    payload: JSON.stringify({ marker: `${request.number}-01-K7QX`, events: events.slice(0, 1) }),
    merge_key: null,
    remote_id: String(row.serial),
    reason: null,
    created_at: request.createdAt,
    updated_at: now,
    done_at: request.createdAt,
  });
}

/** One statement for each set of columns, kept. */
function writer(database: DatabaseSync): Writer {
  const statements = new Map<string, StatementSync>();
  return (table, row) => {
    const known = statements.get(table);
    const statement = known ?? database.prepare(insertSql(table, Object.keys(row)));
    if (known === undefined) statements.set(table, statement);
    statement.run(...(Object.values(row) satisfies SQLInputValue[]));
  };
}

function insertSql(table: string, columns: readonly string[]): string {
  return `insert into "${table}" (${columns.map((column) => `"${column}"`).join(', ')}) values (${columns.map(() => '?').join(', ')})`;
}

function secondaryIndexes(database: DatabaseSync): readonly { readonly name: string; readonly sql: string }[] {
  const filled = ['request', 'term', 'event', 'delivery'].map((table) => `'${table}'`).join(', ');
  const query = `select name, sql from sqlite_master where type = 'index' and sql is not null and tbl_name in (${filled})`;
  return database.prepare(query).all() as { name: string; sql: string }[];
}
