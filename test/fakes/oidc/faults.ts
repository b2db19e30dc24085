import { sign } from 'node:crypto';
import { KEY_ID, type SigningKey } from './keys.ts';

/** A bad day of the provider. Each lasts until `well()`. */
export type OidcFault =
  /** Every answer is this status, with a page instead of JSON. */
  | { readonly kind: 'broken'; readonly status: number }
  /** Takes the call at this path and never answers. */
  | { readonly kind: 'hangs'; readonly path: string }
  /** The description says something else than it should. */
  | { readonly kind: 'description'; readonly says: Readonly<Record<string, unknown>> }
  /** Tokens with other claims, signed with the provider's own key; `null` leaves a claim out. */
  | { readonly kind: 'claims'; readonly says: Readonly<Record<string, unknown>> }
  /** Tokens whose signature is somebody else's, or `none` at all. */
  | { readonly kind: 'signature'; readonly by: 'stranger' | 'none' }
  /** The provider's clock is wrong by this much. */
  | { readonly kind: 'clock'; readonly aheadMs: number };

type Keys = { readonly own: SigningKey; readonly strangers: SigningKey };

/** The ID token as the fault makes it. */
export function twistedToken(token: string, fault: OidcFault, keys: Keys): string {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
  switch (fault.kind) {
    case 'claims':
      return signed({ ...claims, ...fault.says }, keys.own);
    case 'clock': {
      const later = (name: string): number => Number(claims[name]) + fault.aheadMs / 1000;
      return signed({ ...claims, iat: later('iat'), exp: later('exp') }, keys.own);
    }
    case 'signature':
      return fault.by === 'none' ? unsigned(claims) : signed(claims, keys.strangers);
    case 'broken':
    case 'hangs':
    case 'description':
      return token;
    default:
      return fault satisfies never;
  }
}

function signed(claims: Readonly<Record<string, unknown>>, key: SigningKey): string {
  const kept = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== null));
  const content = `${part({ alg: 'RS256', typ: 'JWT', kid: KEY_ID })}.${part(kept)}`;
  return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`;
}

function unsigned(claims: Readonly<Record<string, unknown>>): string {
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`;
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
