import { createPrivateKey, createSign } from 'node:crypto';
import type { EpochMs } from '../../../core/session-request/values.ts';

export type SalesforceCredentials =
  | { readonly kind: 'client-credentials'; readonly clientId: string; readonly clientSecret: string }
  /** `privateKey` is a PEM; its certificate is uploaded to the org's app. */
  | { readonly kind: 'jwt'; readonly clientId: string; readonly username: string; readonly privateKey: string };

export type GrantParameters = { readonly grant_type: string; readonly [name: string]: string };

/** Salesforce takes three minutes at most; two leave room for clocks that differ. */
const ASSERTION_SECONDS = 120;

/** What the token endpoint is asked with, besides the app's own id and secret. */
export function grantParameters(credentials: SalesforceCredentials, login: string, now: EpochMs): GrantParameters {
  switch (credentials.kind) {
    case 'client-credentials':
      return { grant_type: 'client_credentials' };
    case 'jwt':
      return {
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: signAssertion(credentials, login, now),
      };
    default:
      return credentials satisfies never;
  }
}

/** True when the key can sign; a key that cannot is told before anything is sent. */
export function isSigningKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}

function signAssertion(
  { clientId, username, privateKey }: Extract<SalesforceCredentials, { kind: 'jwt' }>,
  login: string,
  now: EpochMs,
): string {
  const expires = Math.floor(now / 1000) + ASSERTION_SECONDS;
  const parts = [
    { alg: 'RS256', typ: 'JWT' },
    { iss: clientId, sub: username, aud: login, exp: expires },
  ];
  const signed = parts.map((part) => Buffer.from(JSON.stringify(part), 'utf8').toString('base64url')).join('.');
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`;
}
