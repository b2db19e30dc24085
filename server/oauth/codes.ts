import type { Kysely } from 'kysely';
import type { EpochMs } from '../../core/session-request/values.ts';
import { digest, newToken } from '../secrets/secret-token.ts';
import type { Tables } from '../storage/tables.ts';
import type { OAuthCodeTable } from './oauth-tables.ts';

const CODE_LIFE_MS = 60 * 1000;
/** A code that comes a second time is recognised for so long. */
const KEEP_MS = 24 * 60 * 60 * 1000;

export type NewCode = {
  readonly installationId: string;
  readonly personId: string;
  readonly redirect: string;
  readonly challenge: string | null;
};

/** A code that is good once, for a minute. In whichever transaction `db` is, as everything here. */
export async function makeCode(db: Kysely<Tables>, code: NewCode, now: EpochMs): Promise<string> {
  const old = db.deleteFrom('oauth_code').where('created_at', '<', now - KEEP_MS);
  await old.execute();
  const text = `sra_${newToken()}`;
  await db
    .insertInto('oauth_code')
    .values({
      code_hash: digest(text),
      installation_id: code.installationId,
      person_id: code.personId,
      redirect: code.redirect,
      challenge: code.challenge,
      created_at: now,
      expires_at: now + CODE_LIFE_MS,
      used_at: null,
      grant_id: null,
    })
    .execute();
  return text;
}

export async function findCode(db: Kysely<Tables>, text: string): Promise<OAuthCodeTable | null> {
  const query = db.selectFrom('oauth_code').selectAll().where('code_hash', '=', digest(text));
  return (await query.executeTakeFirst()) ?? null;
}

/** Uses the code up for this grant. False: somebody else did so meanwhile. */
export async function useCode(
  db: Kysely<Tables>,
  code: OAuthCodeTable,
  grantId: string | null,
  now: EpochMs,
): Promise<boolean> {
  const used = await db
    .updateTable('oauth_code')
    .set({ used_at: now, grant_id: grantId })
    .where('code_hash', '=', code.code_hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return used.numUpdatedRows === 1n;
}
