import type { Request } from 'express';
import { z } from 'zod';
import type { OAuthClient } from '../../oauth/clients.ts';
import { SCOPE } from '../../oauth/scope.ts';
import { ACCESS_LIFE_MS } from '../../oauth/token-pairs.ts';
import type { TokenAnswer } from '../../oauth/tokens.ts';
import { json, nothing, type Reply } from '../reply.ts';
import { readClientProof } from './client-proof.ts';
import type { OAuthDeps } from './oauth-deps.ts';
import { refusedGrant, tokenError } from './token-error.ts';

const one = z.string().max(1000).optional();
/** A field that stands there twice is a list, and refused. */
const form = z.object({
  grant_type: one,
  code: one,
  redirect_uri: one,
  code_verifier: one,
  refresh_token: one,
  token: one,
  client_id: one,
  client_secret: one,
});
type Form = z.output<typeof form>;

/** Tokens for a code, or for the refresh token of before. */
export function tokenRoute(deps: OAuthDeps, request: Request): Promise<Reply> {
  return asClient(deps, request, async (client, fields) => {
    switch (fields.grant_type) {
      case 'authorization_code': {
        const { code, redirect_uri: redirect = null, code_verifier: verifier = null } = fields;
        if (code === undefined) return missing('code');
        return replyOf(await deps.oauth.tokens.exchange(client, { code, redirect, verifier }));
      }
      case 'refresh_token': {
        const { refresh_token: refreshToken } = fields;
        if (refreshToken === undefined) return missing('refresh_token');
        return replyOf(await deps.oauth.tokens.refresh(client, refreshToken));
      }
      case undefined:
        return missing('grant_type');
      default:
        return tokenError('unsupported_grant_type', 'Send grant_type=authorization_code or grant_type=refresh_token.');
    }
  });
}

/** Ends a token and all that belongs to it (RFC 7009). The answer is the same for tokens that are not known. */
export function revokeRoute(deps: OAuthDeps, request: Request): Promise<Reply> {
  return asClient(deps, request, async (client, { token }) => {
    if (token === undefined) return missing('token');
    await deps.oauth.tokens.revoke(client, token);
    return nothing(200);
  });
}

async function asClient(
  deps: OAuthDeps,
  request: Request,
  work: (client: OAuthClient, fields: Form) => Promise<Reply>,
): Promise<Reply> {
  if (request.is('application/x-www-form-urlencoded') === false) {
    return tokenError('invalid_request', 'Send the fields as application/x-www-form-urlencoded.');
  }
  const fields = form.safeParse(request.body ?? {});
  if (!fields.success) {
    const names = fields.error.issues.map(({ path }) => path.join('.')).join(', ');
    return tokenError('invalid_request', `Send each field once, with at most 1,000 characters: ${names}.`);
  }
  const reading = readClientProof(request, fields.data);
  if (reading.kind === 'twice') {
    return tokenError('invalid_request', 'Send the client id and secret once: in the header or in the body.');
  }
  const client =
    reading.kind === 'proof'
      ? await deps.oauth.clients.authenticate(reading.proof.clientId, reading.proof.secret)
      : null;
  if (client === null) {
    return tokenError(
      'invalid_client',
      'The client id or the client secret is not right. Copy both from the console: Connectors, the account, App sign-in.',
    );
  }
  return work(client, fields.data);
}

const missing = (field: string): Reply => tokenError('invalid_request', `The field ${field} is missing.`);

function replyOf(answer: TokenAnswer): Reply {
  if (!answer.ok) return refusedGrant(answer.reason);
  const { accessToken, refreshToken } = answer.pair;
  const body = {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: ACCESS_LIFE_MS / 1000,
    refresh_token: refreshToken,
    scope: SCOPE,
  };
  return json(200, body, { pragma: 'no-cache' });
}
