/** 18 characters: prefix, a number in base 62, and the suffix that keeps apart ids that differ only in upper and lower case. */
export type RecordId = string;

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** Hands out ids in order. `instance` is the two characters after the prefix that tell an org's server. */
export function idMaker(instance = '5g'): (prefix: string) => RecordId {
  const last = new Map<string, number>();
  return (prefix) => {
    const number = (last.get(prefix) ?? 0) + 1;
    last.set(prefix, number);
    return withSuffix(`${prefix}${instance}0${base62(number).padStart(9, '0')}`);
  };
}

/** The 18-character form of an id of 15 or 18 characters; null when it is none, or its suffix does not fit. */
export function fullId(text: string): RecordId | null {
  if (!/^[0-9A-Za-z]{15}([0-9A-Z]{3})?$/i.test(text)) return null;
  const full = withSuffix(text.slice(0, 15));
  if (text.length === 15) return full;
  return full.slice(15) === text.slice(15).toUpperCase() ? full : null;
}

function withSuffix(id15: string): RecordId {
  const suffix = [0, 5, 10].map((start) => {
    const upper = id15.slice(start, start + 5).split('');
    return SUFFIX[upper.reduce((sum, letter, bit) => sum + (/[A-Z]/.test(letter) ? 2 ** bit : 0), 0)] ?? 'A';
  });
  return id15 + suffix.join('');
}

function base62(number: number): string {
  const rest = Math.floor(number / 62);
  return (rest === 0 ? '' : base62(rest)) + (DIGITS[number % 62] ?? '0');
}
