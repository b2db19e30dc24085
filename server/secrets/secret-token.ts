import { hash } from 'node:crypto';
import { base32 } from './base32.ts';
import { randomBytes } from './random-bytes.ts';

/** 128 random bits as 26 lower-case characters, to name a row. */
export function newId(): string {
  return base32(randomBytes(16));
}

/** 160 random bits as 32 lower-case characters: whoever holds it is let in. Only its `digest` is stored. */
export function newToken(): string {
  return base32(randomBytes(20));
}

/** SHA-256 as hex. Enough for values of 160 random bits, which nobody can try out; never for passwords. */
export function digest(token: string): string {
  return hash('sha256', token);
}
