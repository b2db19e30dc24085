import { type ColumnBuilderCallback, type CreateTableBuilder, type Expression, type RawBuilder, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../engine.ts';

/** One change of the tables, the same in effect on each engine. */
export type MigrationFor = (engine: Engine) => Migration;

/** Type of a whole-number primary key: on SQLite only `integer` makes it the row's own place in the file. */
export function wholeKey(engine: Engine): 'integer' | 'bigint' {
  return engine === 'sqlite' ? 'integer' : 'bigint';
}

/** A primary key that counts upwards and never gives a number twice, even after rows were removed. */
export function counting(engine: Engine): ColumnBuilderCallback {
  return (column) =>
    engine === 'sqlite' ? column.primaryKey().autoIncrement() : column.primaryKey().generatedAlwaysAsIdentity();
}

/** Text compared byte by byte on both engines, whatever the database's language is: needed where ranges of text are searched. */
export function byteOrderedText(engine: Engine): RawBuilder<unknown> | Expression<unknown> {
  return engine === 'sqlite' ? sql`text` : sql`text collate "C"`;
}

/** On SQLite, keeps the rows inside the primary key instead of twice. Only for keys that are not a single whole number. */
export function insideItsKey<Table extends string, Column extends string>(
  engine: Engine,
): (table: CreateTableBuilder<Table, Column>) => CreateTableBuilder<Table, Column> {
  return (table) => (engine === 'sqlite' ? table.modifyEnd(sql`without rowid`) : table);
}
