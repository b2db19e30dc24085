import { hash, timingSafeEqual } from 'node:crypto';

/** An S256 challenge: the SHA-256 of the verifier, without padding. */
export function isChallenge(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}

/**
 * Whether the verifier belongs to the challenge. A verifier without a challenge fits nothing: somebody took the challenge out on the way.
 */
export function fitsChallenge(verifier: string | null, challenge: string | null): boolean {
  if (verifier === null || challenge === null) return verifier === challenge;
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(verifier)) return false;
  const given = Buffer.from(hash('sha256', verifier, 'base64url'));
  const expected = Buffer.from(challenge);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
