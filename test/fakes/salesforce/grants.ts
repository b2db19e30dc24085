import { createHash, timingSafeEqual } from 'node:crypto';
import { accessOf } from './access.ts';
import type { ApiAnswer } from './api-call.ts';
import type { ExternalApp } from './external-app.ts';
import { jwtGrant } from './jwt-grant.ts';
import { idToken } from './id-token.ts';
import { oauthError } from './oauth-answers.ts';
import type { OAuthOutcome } from './oauth-answers.ts';
import type { Parts } from './parts.ts';
import { textOf } from './values.ts';

/** Answers the token endpoint. `basic`: id and secret of an Authorization header. */
export function tokenAnswer(parts: Parts, form: URLSearchParams, basic: readonly [string, string] | null): ApiAnswer {
  const outcome = granted(parts, form, basic);
  if (outcome.kind === 'refused') return outcome.answer;
  const { app, userId, scopes, refresh } = outcome;
  const user = parts.org.store.get('User', userId);
  if (user?.['IsActive'] !== true) return refusedAnswer('invalid_grant', 'inactive user');
  if (app.approvedSets !== null && !holdsOne(parts, userId, app.approvedSets)) {
    return refusedAnswer('invalid_app_access', 'user is not admin approved to access this app');
  }
  if (!accessOf(parts.org, user).hasUser('ApiEnabled') && scopes.includes('api')) {
    return refusedAnswer('invalid_grant', 'API is not enabled for this user');
  }
  const grant = { userId, clientId: app.clientId, scopes, browser: false };
  const session = parts.tokens.issue(grant, parts.org.settings.tokenMinutes);
  const now = parts.org.clock.now();
  const given = typeof refresh === 'string' ? refresh : refresh ? parts.tokens.issueRefresh(grant) : null;
  const body = {
    access_token: session.token,
    ...(given === null ? {} : { refresh_token: given }),
    signature: createHash('sha256').update(`${session.token}${now}`).digest('base64'),
    scope: scopes.join(' '),
    ...(scopes.includes('openid') ? { id_token: idToken(parts, app, user, outcome.nonce, session.token) } : {}),
    instance_url: parts.org.settings.instanceUrl ?? parts.url(),
    id: `${parts.url()}/id/${parts.org.organizationId}/${userId}`,
    token_type: 'Bearer',
    issued_at: String(now),
  };
  return { status: 200, body };
}

function granted(parts: Parts, form: URLSearchParams, basic: readonly [string, string] | null): OAuthOutcome {
  const kind = form.get('grant_type');
  if (kind === 'urn:ietf:params:oauth:grant-type:jwt-bearer') return jwtGrant(parts, form.get('assertion') ?? '');
  const [clientId, secret] = basic ?? [form.get('client_id') ?? '', form.get('client_secret') ?? ''];
  const app = parts.apps.get(clientId);
  if (app === undefined) return oauthError('invalid_client_id', 'client identifier invalid');
  if (!sameText(secret, app.clientSecret)) return oauthError('invalid_client', 'invalid client credentials');
  switch (kind) {
    case 'client_credentials':
      if (app.runAs === null) return oauthError('invalid_grant', 'no client credentials user enabled');
      return { kind: 'granted', app, userId: app.runAs, refresh: false, nonce: null, scopes: app.scopes };
    case 'refresh_token':
      return refreshGrant(parts, app, form.get('refresh_token') ?? '');
    case 'authorization_code':
      return codeGrant(parts, app, form);
    default:
      return oauthError('unsupported_grant_type', 'grant type not supported');
  }
}

function refreshGrant(parts: Parts, app: ExternalApp, token: string): OAuthOutcome {
  const used = parts.tokens.useRefresh(token, app.clientId, app.rotation);
  if (used === null) return oauthError('invalid_grant', 'expired access/refresh token');
  const { userId, scopes } = used.grant;
  return { kind: 'granted', app, userId, scopes, refresh: app.rotation ? used.next : false, nonce: null };
}

function codeGrant(parts: Parts, app: ExternalApp, form: URLSearchParams): OAuthOutcome {
  const code = form.get('code') ?? '';
  const pending = parts.codes.get(code);
  parts.codes.delete(code);
  if (pending === undefined || parts.org.clock.now() >= pending.expiresAt || pending.clientId !== app.clientId) {
    return oauthError('invalid_grant', 'expired authorization code');
  }
  if (pending.redirectUri !== form.get('redirect_uri'))
    return oauthError('redirect_uri_mismatch', 'redirect_uri must match');
  const verifier = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  if (pending.challenge !== null && verifier !== pending.challenge)
    return oauthError('invalid_grant', 'invalid code verifier');
  const { userId, scopes, nonce } = pending;
  return { kind: 'granted', app, userId, scopes, refresh: scopes.includes('refresh_token'), nonce };
}

function refusedAnswer(error: string, description: string): ApiAnswer {
  return { status: 400, body: { error, error_description: description } };
}

function holdsOne(parts: Parts, userId: string, sets: readonly string[]): boolean {
  return [...parts.org.store.rows('PermissionSetAssignment')].some((one) => {
    const set = parts.org.store.get('PermissionSet', textOf(one['PermissionSetId']));
    return one['AssigneeId'] === userId && one['IsDeleted'] === false && sets.includes(textOf(set?.['Name']));
  });
}

function sameText(one: string, other: string): boolean {
  const [left, right] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}
