import type { Kysely } from 'kysely';
import type { AuditedWrite, Noted } from '../storage/audited-write.ts';
import { findPerson } from '../people/persons.ts';
import { digest } from '../secrets/secret-token.ts';
import type { Tables } from '../storage/tables.ts';
import type { OAuthClient } from './clients.ts';
import { findCode, useCode } from './codes.ts';
import type { OAuthCodeTable } from './oauth-tables.ts';
import { fitsChallenge } from './pkce.ts';
import { endGrant, findGrant, grantIdIn, newGrantId, openGrant, renewGrant, type TokenPair } from './token-pairs.ts';

/** Why a code or refresh token gives no tokens. Another client's looks like one that never was. */
export type TokenRefusal = 'unknown' | 'ended' | 'reused' | 'wrong-redirect' | 'wrong-verifier';

export type TokenAnswer =
  | { readonly ok: true; readonly pair: TokenPair }
  | { readonly ok: false; readonly reason: TokenRefusal };

export type CodeExchange = {
  readonly code: string;
  readonly redirect: string | null;
  readonly verifier: string | null;
};

/** What a client that has proved itself does with codes and tokens. Those of another client it can neither use nor end. */
export type OAuthTokens = {
  /** A code that comes again ends what it gave: somebody else had it in his hands. */
  exchange(client: OAuthClient, exchange: CodeExchange): Promise<TokenAnswer>;
  /**
   * The token is used up by this. One that comes again later than half a minute after, or after the next one was used, ends its whole grant,
   * for nobody knows who has the newer one.
   */
  refresh(client: OAuthClient, refreshToken: string): Promise<TokenAnswer>;
  /** Ends the grant of a token of either kind. */
  revoke(client: OAuthClient, token: string): Promise<void>;
};

export function createOAuthTokens(audited: AuditedWrite): OAuthTokens {
  return {
    exchange: (client, exchange) => audited(null, (db, now) => exchangeCode(db, client, exchange, now)),
    refresh: (client, refreshToken) => audited(null, (db, now) => refresh(db, client, refreshToken, now)),
    revoke: (client, token) =>
      audited(null, async (db, now) => {
        const grantId = await grantOfToken(db, token);
        const grant = grantId === null ? null : await findGrant(db, grantId);
        const isTheirs = grant !== null && grant.installation_id === client.installationId;
        if (!isTheirs || !(await endGrant(db, grant.id, now))) return { result: undefined, note: null };
        return { result: undefined, note: noteOf('app.signed-out', client, grant.person_id) };
      }),
  };
}

async function exchangeCode(
  db: Kysely<Tables>,
  client: OAuthClient,
  { code: text, redirect, verifier }: CodeExchange,
  now: number,
): Promise<Noted<TokenAnswer>> {
  const code = await findCode(db, text);
  if (code === null || code.installation_id !== client.installationId) return refused('unknown');
  if (code.used_at !== null) return codeAgain(db, client, code, now);
  if (code.expires_at <= now) return refused('ended');
  const wrong =
    redirect !== code.redirect ? 'wrong-redirect' : fitsChallenge(verifier, code.challenge) ? null : 'wrong-verifier';
  const grantId = wrong === null ? newGrantId() : null;
  // Tried with something wrong, it is used up too: nobody gets a second guess.
  if (!(await useCode(db, code, grantId, now))) return codeAgain(db, client, await findCode(db, text), now);
  if (wrong !== null || grantId === null) return refused(wrong ?? 'unknown');
  if (!(await mayHaveTokens(db, code.person_id))) return refused('ended');
  const place = { grantId, installationId: code.installation_id, personId: code.person_id };
  return { result: { ok: true, pair: await openGrant(db, place, now) }, note: null };
}

async function codeAgain(
  db: Kysely<Tables>,
  client: OAuthClient,
  code: OAuthCodeTable | null,
  now: number,
): Promise<Noted<TokenAnswer>> {
  const ended = code !== null && code.grant_id !== null && (await endGrant(db, code.grant_id, now));
  return refused('reused', ended ? noteOf('app.code-came-again', client, code.person_id) : null);
}

async function refresh(
  db: Kysely<Tables>,
  client: OAuthClient,
  refreshToken: string,
  now: number,
): Promise<Noted<TokenAnswer>> {
  const grantId = grantIdIn(refreshToken);
  const grant = grantId === null ? null : await findGrant(db, grantId);
  if (grant === null || grant.installation_id !== client.installationId) return refused('unknown');
  if (grant.revoked_at !== null || grant.expires_at <= now) return refused('ended');
  if (!(await mayHaveTokens(db, grant.person_id))) return refused('ended');
  const pair = await renewGrant(db, grant, refreshToken, now);
  if (pair !== null) return { result: { ok: true, pair }, note: null };
  await endGrant(db, grant.id, now);
  return refused('reused', noteOf('app.token-came-again', client, grant.person_id));
}

async function mayHaveTokens(db: Kysely<Tables>, personId: string): Promise<boolean> {
  const person = await findPerson(db, personId);
  return person !== null && person.disabledAt === null;
}

async function grantOfToken(db: Kysely<Tables>, token: string): Promise<string | null> {
  const named = grantIdIn(token);
  if (named !== null) return named;
  const query = db.selectFrom('oauth_access_token').select('grant_id').where('token_hash', '=', digest(token));
  return (await query.executeTakeFirst())?.grant_id ?? null;
}

const refused = (reason: TokenRefusal, note: Noted<TokenAnswer>['note'] = null): Noted<TokenAnswer> => ({
  result: { ok: false, reason },
  note,
});

const noteOf = (action: string, { installationId }: OAuthClient, personId: string) => ({
  action,
  installationId,
  detail: { personId },
});
