import { createPublicKey, verify } from 'node:crypto';
import type { ExternalApp } from './external-app.ts';
import { oauthError } from './oauth-answers.ts';
import type { OAuthOutcome } from './oauth-answers.ts';
import type { Parts } from './parts.ts';
import { isObject, textOf } from './values.ts';

const LOGIN_HOSTS = ['https://login.salesforce.com', 'https://test.salesforce.com'];
const LONGEST_MS = 5 * 60_000;

/** The grant by a signed assertion: the app's certificate proves the app, the subject names the user. */
export function jwtGrant(parts: Parts, assertion: string): OAuthOutcome {
  const read = readAssertion(assertion);
  if (read === null) return oauthError('invalid_grant', 'invalid assertion');
  const { claims, signedPart, signature, algorithm } = read;
  const app = parts.apps.get(textIn(claims, 'iss'));
  if (app === undefined) return oauthError('invalid_client_id', 'client identifier invalid');
  if (app.publicKey === null) return oauthError('invalid_grant', 'JWT Bearer flow is not enabled for this app');
  const key = createPublicKey(app.publicKey);
  if (algorithm !== 'RS256' || !verify('sha256', Buffer.from(signedPart), key, signature)) {
    return oauthError('invalid_grant', 'invalid assertion');
  }
  if (![...LOGIN_HOSTS, parts.url()].includes(textIn(claims, 'aud').replace(/\/$/, ''))) {
    return oauthError('invalid_grant', 'audience is invalid');
  }
  const { exp } = claims;
  // One well-known client sends milliseconds.
  const expiresAt = typeof exp !== 'number' ? 0 : exp > 1e12 ? exp : exp * 1000;
  const now = parts.org.clock.now();
  if (expiresAt <= now || expiresAt > now + LONGEST_MS)
    return oauthError('invalid_grant', 'assertion is not valid at this time');
  return userOf(parts, app, textIn(claims, 'sub'));
}

function userOf(parts: Parts, app: ExternalApp, username: string): OAuthOutcome {
  const user = [...parts.org.store.rows('User')].find(
    (one) => textOf(one['Username']).toLowerCase() === username.toLowerCase(),
  );
  if (user === undefined) return oauthError('invalid_grant', "user hasn't approved this consumer");
  return { kind: 'granted', app, userId: textOf(user['Id']), refresh: false, nonce: null, scopes: app.scopes };
}

type Assertion = {
  readonly claims: Record<string, unknown>;
  readonly algorithm: string;
  readonly signedPart: string;
  readonly signature: Buffer;
};

function readAssertion(assertion: string): Assertion | null {
  const [header = '', payload = '', signature = '', ...more] = assertion.split('.');
  if (more.length > 0) return null;
  try {
    const [head, claims] = [header, payload].map(
      (part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as unknown,
    );
    if (!isObject(head) || !isObject(claims)) return null;
    const signedPart = `${header}.${payload}`;
    return { claims, algorithm: textIn(head, 'alg'), signedPart, signature: Buffer.from(signature, 'base64url') };
  } catch {
    return null;
  }
}

function textIn(claims: Record<string, unknown>, name: string): string {
  const value = claims[name];
  return typeof value === 'string' ? value : '';
}
