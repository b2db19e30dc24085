import type { Kysely } from 'kysely';
import type { EpochMs } from '../../core/session-request/values.ts';
import { digest, newId, newToken } from '../people/secret-token.ts';
import type { Tables } from '../storage/tables.ts';
import type { OAuthGrantTable } from './oauth-tables.ts';

export const ACCESS_LIFE_MS = 30 * 60 * 1000;
export const REFRESH_LIFE_MS = 30 * 24 * 60 * 60 * 1000;

/** What the platform keeps for one browser of one agent. */
export type TokenPair = { readonly accessToken: string; readonly refreshToken: string };

/**
 * A refresh token names its grant, so that one that was replaced long ago is still recognised as such without keeping every one of them.
 */
const REFRESH = /^srr_([0-9a-z]{26})[0-9a-z]{32}$/;

/** The grant that a refresh token says it belongs to; null when it is no refresh token. */
export function grantIdIn(refreshToken: string): string | null {
  return REFRESH.exec(refreshToken)?.[1] ?? null;
}

/** A new grant with its first pair. In whichever transaction `db` is, as everything here. */
export async function openGrant(
  db: Kysely<Tables>,
  place: { readonly grantId: string; readonly installationId: string; readonly personId: string },
  now: EpochMs,
): Promise<TokenPair> {
  await db.deleteFrom('oauth_grant').where('expires_at', '<=', now).execute();
  const { grantId, installationId, personId } = place;
  const refreshToken = newRefreshToken(grantId);
  await db
    .insertInto('oauth_grant')
    .values({
      id: grantId,
      installation_id: installationId,
      person_id: personId,
      refresh_hash: digest(refreshToken),
      created_at: now,
      used_at: now,
      expires_at: now + REFRESH_LIFE_MS,
      revoked_at: null,
    })
    .execute();
  return { accessToken: await addAccessToken(db, grantId, now), refreshToken };
}

/** The next pair; null when the refresh token was replaced meanwhile. */
export async function renewGrant(db: Kysely<Tables>, grant: OAuthGrantTable, now: EpochMs): Promise<TokenPair | null> {
  const refreshToken = newRefreshToken(grant.id);
  const renewed = await db
    .updateTable('oauth_grant')
    .set({ refresh_hash: digest(refreshToken), used_at: now, expires_at: now + REFRESH_LIFE_MS })
    .where('id', '=', grant.id)
    .where('refresh_hash', '=', grant.refresh_hash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (renewed.numUpdatedRows !== 1n) return null;
  return { accessToken: await addAccessToken(db, grant.id, now), refreshToken };
}

export async function findGrant(db: Kysely<Tables>, id: string): Promise<OAuthGrantTable | null> {
  return (await db.selectFrom('oauth_grant').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** False: it has ended already. */
export async function endGrant(db: Kysely<Tables>, id: string, now: EpochMs): Promise<boolean> {
  const end = db.updateTable('oauth_grant').set({ revoked_at: now }).where('id', '=', id);
  return (await end.where('revoked_at', 'is', null).executeTakeFirst()).numUpdatedRows === 1n;
}

export const newGrantId = newId;

const newRefreshToken = (grantId: string): string => `srr_${grantId}${newToken()}`;

/** The one before stays good until it ends: calls that are on their way carry it. */
async function addAccessToken(db: Kysely<Tables>, grantId: string, now: EpochMs): Promise<string> {
  const accessToken = `sro_${newToken()}`;
  await db.deleteFrom('oauth_access_token').where('grant_id', '=', grantId).where('expires_at', '<=', now).execute();
  await db
    .insertInto('oauth_access_token')
    .values({ token_hash: digest(accessToken), grant_id: grantId, expires_at: now + ACCESS_LIFE_MS })
    .execute();
  return accessToken;
}
