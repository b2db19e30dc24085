import { type Expression, type RawBuilder, sql, type SqlBool } from 'kysely';
import { needlesOf, type Subject } from './subject.ts';

/**
 * Whether a text column may speak of the person. Only narrows: what it finds is read and compared exactly. An address with letters
 * beyond ASCII is not narrowed by, because the two databases fold those letters differently.
 */
export function mayMention(subject: Subject, column: RawBuilder<unknown> | Expression<unknown>): RawBuilder<SqlBool> {
  const needles = needlesOf(subject);
  if (!needles.every((needle) => /^[\x20-\x7e]*$/.test(needle))) return sql<SqlBool>`1 = 1`;
  const tests = needles.map((needle) => sql<SqlBool>`lower(${column}) like ${`%${literally(needle)}%`} escape '!'`);
  return sql<SqlBool>`(${sql.join(tests, sql` or `)})`;
}

/** Nothing in an address is a wildcard, but i is any letter: where a database speaks Turkish, I folds to another one. */
function literally(needle: string): string {
  const escaped = needle.toLowerCase().replaceAll(/[!%_]/g, (character) => `!${character}`);
  return escaped.replaceAll('i', '_');
}
