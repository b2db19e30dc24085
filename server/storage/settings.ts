import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { Tables } from './tables.ts';

/** The stored value of a setting as `schema` reads it; null when it was never set or reads no more. */
export async function readSetting<Schema extends z.ZodType>(
  db: Kysely<Tables>,
  key: string,
  schema: Schema,
): Promise<z.output<Schema> | null> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
  if (row === undefined) return null;
  const parsed = schema.safeParse(JSON.parse(row.value));
  return parsed.success ? parsed.data : null;
}

export async function writeSetting(db: Kysely<Tables>, key: string, value: unknown): Promise<void> {
  const text = JSON.stringify(value);
  await db
    .insertInto('setting')
    .values({ key, value: text })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: text }))
    .execute();
}

export async function removeSetting(db: Kysely<Tables>, key: string): Promise<void> {
  await db.deleteFrom('setting').where('key', '=', key).execute();
}
