import { createHash, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** The key with which the org signs ID tokens, and its public half as JWKS. */
export type SigningKey = {
  readonly jwk: Readonly<Record<string, unknown>>;
  sign(claims: Readonly<Record<string, unknown>>): string;
};

export function signingKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 8);
  const jwk = { ...createPublicKey(privateKey).export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' };
  return { jwk, sign: (claims) => signed(privateKey, { alg: 'RS256', typ: 'JWT', kid }, claims) };
}

function signed(key: KeyObject, header: object, claims: object): string {
  const coded = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${coded}.${sign('sha256', Buffer.from(coded), key).toString('base64url')}`;
}
