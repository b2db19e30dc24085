import { timingSafeEqual } from 'node:crypto';
import type { SessionRequest } from '../core/session-request/states.ts';
import { base32 } from './secrets/base32.ts';
import type { KeyRing } from './secrets/key-ring.ts';

const PURPOSE = 'join-link';
const TOKEN = /^([0-9a-z]{26})([0-9a-hj-km-np-tv-z]{32})$/;

/**
 * Join links. A link is not stored: it is the request's id and 160 bits derived from id, generation and the master key. A stolen
 * database opens no link, resending needs no stored secret, and raising the generation kills every older link.
 */
export type Links = {
  joinUrl(request: Pick<SessionRequest, 'id' | 'linkGeneration'>): string;
  connectUrl(requestId: string): string;
  /** The request id a token claims; null when it cannot be a token of ours. Always check `opens` too. */
  requestIdOf(token: string): string | null;
  /** Whether the token is the living link of this request. Takes the same time for every wrong token. */
  opens(token: string, request: Pick<SessionRequest, 'id' | 'linkGeneration'> | null): boolean;
};

export function createLinks(keys: KeyRing, publicUrl: string): Links {
  const tokenOf = (id: string, generation: number): string =>
    id + base32(keys.mac(PURPOSE, `${id}.${generation}`).subarray(0, 20));
  return {
    joinUrl: (request) => `${publicUrl}/join/${tokenOf(request.id, request.linkGeneration)}`,
    connectUrl: (requestId) => `${publicUrl}/connect/${requestId}`,
    requestIdOf: (token) => TOKEN.exec(token)?.[1] ?? null,
    opens: (token, request) => {
      const expected = Buffer.from(tokenOf(request?.id ?? '0'.repeat(26), request?.linkGeneration ?? 0));
      const given = Buffer.from(token.padEnd(expected.length).slice(0, expected.length));
      return timingSafeEqual(expected, given) && token.length === expected.length && request !== null;
    },
  };
}
