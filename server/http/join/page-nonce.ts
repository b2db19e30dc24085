import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { base32 } from '../../secrets/base32.ts';
import type { KeyRing } from '../../secrets/key-ring.ts';

/** Proof that a form was taken from a page of ours not long ago. Nothing is stored: it carries its own signature. */
export type PageNonces = {
  make(requestId: string, now: EpochMs): string;
  /** Whether `nonce` was made for this request in the last 30 minutes. */
  isFresh(nonce: string, requestId: string, now: EpochMs): boolean;
  /** A seal over what a page showed, so that an answer to other words can be told apart. */
  seal(requestId: string, shown: readonly string[]): string;
  isSealOf(seal: string, requestId: string, shown: readonly string[]): boolean;
};

export const PAGE_LASTS_MS = 30 * 60_000;
const NONCE = /^[0-9a-z]{16}\.([0-9a-z]{6,10})\.[0-9a-z]{26}$/;

export function createPageNonces(keys: KeyRing): PageNonces {
  const sign = (purpose: string, parts: readonly string[]): string =>
    base32(keys.mac(purpose, JSON.stringify(parts)).subarray(0, 16));
  const seal = (requestId: string, shown: readonly string[]): string => sign('page-shown', [requestId, ...shown]);
  return {
    make: (requestId, now) => {
      const unsigned = `${base32(randomBytes(10))}.${(now + PAGE_LASTS_MS).toString(36)}`;
      return `${unsigned}.${sign('page-form', [requestId, unsigned])}`;
    },
    isFresh: (nonce, requestId, now) => {
      const expires = NONCE.exec(nonce)?.[1];
      if (expires === undefined || Number.parseInt(expires, 36) < now) return false;
      const cut = nonce.lastIndexOf('.');
      return equal(nonce.slice(cut + 1), sign('page-form', [requestId, nonce.slice(0, cut)]));
    },
    seal,
    isSealOf: (given, requestId, shown) => equal(given, seal(requestId, shown)),
  };
}

/** Compares in constant time. */
export function equal(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
