import type { IncomingMessage } from 'node:http';
import type { ApiAnswer, RouteName } from './api-call.ts';
import { authorizeAnswer } from './authorize.ts';
import { bearerOf } from './bearer.ts';
import { tokenAnswer } from './grants.ts';
import { claimsOf } from './id-token.ts';
import type { Parts } from './parts.ts';

export type OpenCallInput = {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly text: string;
};

/** Resources outside the REST API's version: sign-in, identity, and which versions there are. */
export function oauthRoute(method: string, path: string): RouteName | null {
  const reading = method === 'GET' || method === 'POST';
  if (path === '/services/oauth2/token' && method === 'POST') return 'token';
  if (path === '/services/oauth2/revoke' && reading) return 'revoke';
  if (path === '/services/oauth2/userinfo' && reading) return 'userinfo';
  if (path === '/services/oauth2/authorize' && method === 'GET') return 'authorize';
  if (
    (path === '/.well-known/openid-configuration' || path === '/id/keys' || /^\/id\/\w+\/\w+$/.test(path)) &&
    reading
  ) {
    return 'identity';
  }
  return null;
}

export function oauthAnswer(parts: Parts, route: RouteName, call: OpenCallInput): ApiAnswer {
  const form = new URLSearchParams(call.request.method === 'POST' ? call.text : call.url.search);
  switch (route) {
    case 'token':
      return tokenAnswer(parts, form, basicOf(call.request));
    case 'authorize':
      return authorizeAnswer(parts, call.url.searchParams);
    case 'revoke':
      return parts.tokens.revoke(form.get('token') ?? '')
        ? { status: 200 }
        : {
            status: 400,
            body: { error: 'unsupported_token_type', error_description: 'this token type is not supported' },
          };
    default:
      return call.url.pathname.startsWith('/.well-known') || call.url.pathname === '/id/keys'
        ? discovery(parts, call.url.pathname)
        : person(parts, call.request);
  }
}

function basicOf(request: IncomingMessage): readonly [string, string] | null {
  const coded = /^Basic ([\w+/=]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (coded === undefined) return null;
  const [id = '', ...secret] = Buffer.from(coded, 'base64').toString().split(':');
  return [decodeURIComponent(id), decodeURIComponent(secret.join(':'))];
}

function person(parts: Parts, request: IncomingMessage): ApiAnswer {
  const session = parts.tokens.find(bearerOf(request) ?? '');
  const user = session === null ? undefined : parts.org.store.get('User', session.userId);
  // A bare text with a 403 is what the real resource gives to a token that it does not know.
  if (user === undefined) return { status: 403, html: 'Bad_OAuth_Token' };
  const urls = {
    rest: `${parts.url()}/services/data/v{version}/`,
    query: `${parts.url()}/services/data/v{version}/query/`,
  };
  const known = { username: user['Username'], display_name: user['Name'], id: claimsOf(parts, user)['sub'] };
  return { status: 200, body: { ...claimsOf(parts, user), ...known, urls } };
}

function discovery(parts: Parts, path: string): ApiAnswer {
  if (path === '/id/keys') return { status: 200, body: { keys: [parts.key.jwk] } };
  const url = parts.url();
  return {
    status: 200,
    body: {
      issuer: url,
      authorization_endpoint: `${url}/services/oauth2/authorize`,
      token_endpoint: `${url}/services/oauth2/token`,
      revocation_endpoint: `${url}/services/oauth2/revoke`,
      userinfo_endpoint: `${url}/services/oauth2/userinfo`,
      jwks_uri: `${url}/id/keys`,
      scopes_supported: ['api', 'email', 'id', 'openid', 'profile', 'refresh_token', 'web'],
      response_types_supported: ['code', 'token', 'token id_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic', 'private_key_jwt'],
      code_challenge_methods_supported: ['S256'],
      claims_supported: ['sub', 'user_id', 'organization_id', 'name', 'email', 'email_verified', 'nonce'],
    },
  };
}
