import { type Kysely, sql } from 'kysely';
import type { Tables } from '../storage/tables.ts';
import type { PersonRecord } from './person-record.ts';

/** An admin who never chose a password cannot sign in, so he does not count. */
export async function isLastAdmin(db: Kysely<Tables>, person: PersonRecord): Promise<boolean> {
  if (person.role !== 'admin' || person.disabledAt !== null || !person.hasPassword) return false;
  const other = await db
    .selectFrom('person')
    .select('id')
    .where('role', '=', 'admin')
    .where('disabled_at', 'is', null)
    .where('password_hash', 'is not', null)
    .where('id', '!=', person.id)
    .limit(1)
    .executeTakeFirst();
  return other === undefined;
}

/**
 * Two admins who remove each other at the same moment would both see the other still there, and two who invite the same person would both
 * see nobody: they must wait in line.
 */
export async function lockPeople(db: Kysely<Tables>): Promise<void> {
  await db
    .insertInto('setting')
    .values({ key: 'admins-lock', value: '0' })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: sql`'0'` }))
    .execute();
}
