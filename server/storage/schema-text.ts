import { Kysely } from 'kysely';
import { migrate } from './migrate.ts';
import { openSqliteConnection } from './sqlite/connection.ts';
import { sqliteDialect } from './sqlite/dialect.ts';
import { takeOwnership } from './sqlite/owner.ts';
import type { Tables } from './tables.ts';

/** The tables as SQL, as SQLite has them after every migration. PostgreSQL's differ in spelling, and number requests by a sequence. */
export async function schemaText(): Promise<string> {
  const connection = openSqliteConnection(':memory:', 'write');
  try {
    const ownership = await takeOwnership(connection);
    await migrate('sqlite', new Kysely<Tables>({ dialect: sqliteDialect(connection) }));
    ownership.release();
    const rows = connection.all(EVERYTHING, []) as readonly { readonly sql: string }[];
    return `${HEADER}\n${rows.map(({ sql }) => `${onLines(sql)};\n`).join('\n')}`;
  } finally {
    connection.close();
  }
}

const HEADER = '-- Generated from server/storage/migrations. Not read by the server.\n';

/** Each table followed by its indexes. What Kysely and SQLite keep for themselves is left out. */
const EVERYTHING = `select sql from sqlite_schema
  where sql is not null and name not like 'sqlite_%' and tbl_name not like 'kysely_%'
  order by tbl_name, type desc, name`;

/** One column a line. */
function onLines(sql: string): string {
  const plain = sql.replaceAll('"', '').replaceAll(/\s+/g, ' ');
  if (!plain.toLowerCase().startsWith('create table')) return plain;
  const open = plain.indexOf('(');
  const close = plain.lastIndexOf(')');
  const columns = splitOutside(plain.slice(open + 1, close));
  return `${plain.slice(0, open).trimEnd()} (\n${columns.map((column) => `  ${column}`).join(',\n')}\n)${plain.slice(close + 1)}`;
}

/** Splits at the commas that stand outside brackets. */
function splitOutside(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === ',' && depth === 0) {
      parts.push(part.trim());
      part = '';
    } else part += character;
  }
  return [...parts, part.trim()];
}
