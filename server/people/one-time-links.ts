import type { Kysely } from 'kysely';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { LinkPurpose } from '../storage/people-tables.ts';
import type { Tables } from '../storage/tables.ts';
import { digest, newToken } from '../secrets/secret-token.ts';

const LINK_LIFE_MS = 24 * 60 * 60 * 1000;

export type LivingLink = { readonly tokenHash: string; readonly personId: string | null };

/** Makes a link's token. A new one replaces those of the same purpose and person. */
export async function makeLink(
  db: Kysely<Tables>,
  purpose: LinkPurpose,
  personId: string | null,
  now: EpochMs,
): Promise<string> {
  const token = newToken();
  const older = db.deleteFrom('one_time_link').where('purpose', '=', purpose);
  await (personId === null ? older : older.where('person_id', '=', personId)).execute();
  await db
    .insertInto('one_time_link')
    .values({
      token_hash: digest(token),
      purpose,
      person_id: personId,
      created_at: now,
      expires_at: now + LINK_LIFE_MS,
      used_at: null,
    })
    .execute();
  return token;
}

/** The link that can still be used; null for used, run out, replaced and invented ones alike. */
export async function findLink(
  db: Kysely<Tables>,
  purpose: LinkPurpose,
  token: string,
  now: EpochMs,
): Promise<LivingLink | null> {
  const row = await db
    .selectFrom('one_time_link')
    .select(['token_hash', 'person_id'])
    .where('token_hash', '=', digest(token))
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row === undefined ? null : { tokenHash: row.token_hash, personId: row.person_id };
}

/** Uses the link up. False: somebody else did so meanwhile. */
export async function useLink(db: Kysely<Tables>, link: LivingLink, now: EpochMs): Promise<boolean> {
  const result = await db
    .updateTable('one_time_link')
    .set({ used_at: now })
    .where('token_hash', '=', link.tokenHash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
