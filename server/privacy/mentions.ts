import { type Expression, type RawBuilder, sql, type SqlBool } from 'kysely';
import { needlesOf, type Subject } from './subject.ts';

/** Whether a text column may speak of the person. Only narrows: what it finds is read and compared exactly. */
export function mayMention(subject: Subject, column: RawBuilder<unknown> | Expression<unknown>): RawBuilder<SqlBool> {
  const needles = needlesOf(subject);
  const tests = needles.map((needle) => sql<SqlBool>`lower(${column}) like ${`%${literally(needle)}%`} escape '!'`);
  return sql<SqlBool>`(${sql.join(tests, sql` or `)})`;
}

/**
 * Nothing in an address is a wildcard, but i is any letter: where a database speaks Turkish, I folds to another one. Letters beyond ASCII
 * are whatever stands there, because the two databases fold them differently.
 */
function literally(needle: string): string {
  const escaped = needle.replaceAll(/[!%_]/g, (character) => `!${character}`);
  const folded = escaped.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
  return folded.replaceAll('i', '_').replaceAll(/[^\x20-\x7e]+/g, '%');
}
