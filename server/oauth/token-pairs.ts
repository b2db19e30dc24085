import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { EpochMs } from '../../core/session-request/values.ts';
import { digest, newId, newToken } from '../secrets/secret-token.ts';
import { base32 } from '../secrets/base32.ts';
import type { Tables } from '../storage/tables.ts';
import type { OAuthGrantTable } from './oauth-tables.ts';

export const ACCESS_LIFE_MS = 30 * 60 * 1000;
const REFRESH_LIFE_MS = 30 * 24 * 60 * 60 * 1000;
/** Two pages of one browser renew at the same moment, or an answer is lost: within this time the same token gets the same next one again. */
const RENEW_AGAIN_MS = 30 * 1000;

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
  const refreshToken = refreshTokenOf(grantId, newToken());
  await db
    .insertInto('oauth_grant')
    .values({
      id: grantId,
      installation_id: installationId,
      person_id: personId,
      refresh_hash: digest(refreshToken),
      previous_hash: null,
      renew_salt: null,
      renewed_at: null,
      created_at: now,
      used_at: now,
      expires_at: now + REFRESH_LIFE_MS,
      revoked_at: null,
    })
    .execute();
  return { accessToken: await addAccessToken(db, grantId, now), refreshToken };
}

/** The next pair for a refresh token of the grant; null when it was used up before. */
export async function renewGrant(
  db: Kysely<Tables>,
  grant: OAuthGrantTable,
  refreshToken: string,
  now: EpochMs,
): Promise<TokenPair | null> {
  const presented = digest(refreshToken);
  if (isSame(presented, grant.refresh_hash)) return rotate(db, grant, refreshToken, now);
  const { previous_hash: previous, renew_salt: salt, renewed_at: renewedAt } = grant;
  if (previous === null || salt === null || renewedAt === null || !isSame(presented, previous)) return null;
  if (now - renewedAt > RENEW_AGAIN_MS) return null;
  return { accessToken: await addAccessToken(db, grant.id, now), refreshToken: nextAfter(refreshToken, salt) };
}

async function rotate(
  db: Kysely<Tables>,
  grant: OAuthGrantTable,
  refreshToken: string,
  now: EpochMs,
): Promise<TokenPair | null> {
  const salt = newToken();
  const next = nextAfter(refreshToken, salt);
  const hashes = { refresh_hash: digest(next), previous_hash: grant.refresh_hash };
  const renewed = await db
    .updateTable('oauth_grant')
    .set({ ...hashes, renew_salt: salt, renewed_at: now, used_at: now, expires_at: now + REFRESH_LIFE_MS })
    .where('id', '=', grant.id)
    .where('refresh_hash', '=', grant.refresh_hash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (renewed.numUpdatedRows === 1n)
    return { accessToken: await addAccessToken(db, grant.id, now), refreshToken: next };
  // Another call was faster; what it made is there now.
  const current = await findGrant(db, grant.id);
  if (current === null || current.revoked_at !== null || current.refresh_hash === grant.refresh_hash) return null;
  return renewGrant(db, current, refreshToken, now);
}

/** Made from the token before and a random salt, so that it can be given again without being kept: the salt alone makes nothing. */
function nextAfter(refreshToken: string, salt: string): string {
  const bits = createHmac('sha256', refreshToken).update(salt).digest().subarray(0, 20);
  return refreshTokenOf(grantIdIn(refreshToken) ?? '', base32(bits));
}

function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one), Buffer.from(other));
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

const refreshTokenOf = (grantId: string, secret: string): string => `srr_${grantId}${secret}`;

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
