import { randomInt } from 'node:crypto';

/** Letters and digits that look and sound different from each other: no 0 and O, 1 I and L, 2 and Z, 5 and S, 8 and B, U and V. */
const LETTERS = 'ACDEFGHJKMNPQRTWXY34679';
const LENGTH = 8;
const SHAPE = new RegExp(`^[${LETTERS}]{${LENGTH}}$`);

/** 8 of 23 letters: 78 thousand million codes. */
export function newCode(): string {
  return Array.from({ length: LENGTH }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
}

/** As it is read aloud: `K7QX-4MPR`. */
export function showCode(code: string): string {
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
}

/** The code that somebody typed, in any case, width and grouping; null when it cannot be one. */
export function readCode(typed: string): string | null {
  const code = typed
    .slice(0, 60)
    .normalize('NFKC')
    .replaceAll(/[\s.·\-‐-―_]/g, '')
    .toUpperCase();
  return SHAPE.test(code) ? code : null;
}
