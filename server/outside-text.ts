import { z } from 'zod';

/** The one schema for text from outside: trimmed, NFC, no U+0000 and no lone surrogate (the two databases differ on both), no control characters but line breaks and tabs. */
export function text(limits: { readonly most: number; readonly least?: number; readonly lines?: boolean }) {
  const least = limits.least ?? 0;
  return z
    .string({ error: 'must be text' })
    .refine((value) => value.isWellFormed(), { error: 'contains broken characters' })
    .transform((value) => value.normalize('NFC').replaceAll('\r\n', '\n').trim())
    .refine((value) => !hasControl(value, limits.lines ?? false), { error: 'contains control characters' })
    .refine((value) => lengthOf(value) >= least, {
      error: least === 1 ? 'must not be empty' : `must have at least ${least} characters`,
    })
    .refine((value) => lengthOf(value) <= limits.most, { error: `must have at most ${limits.most} characters` })
    .meta(least === 0 ? { maxLength: limits.most } : { minLength: least, maxLength: limits.most });
}

/** Cc: controls. Bidirectional overrides can make a name read as something else than it is; Zl and Zp break lines. */
function hasControl(value: string, lines: boolean): boolean {
  const checked = lines ? value.replaceAll(/[\t\n]/g, '') : value;
  return /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(checked) || (!lines && /[\p{Zl}\p{Zp}]/u.test(checked));
}

/** Characters as people count them roughly: code points, not UTF-16 units. */
function lengthOf(value: string): number {
  return Array.from(value).length;
}

const ONE_ADDRESS = /^[^\s@<>(),;:"\\[\]]{1,64}@(?:[^\s@<>(),;:"\\[\].]+\.)+[^\s@<>(),;:"\\[\].]+$/u;

/** Exactly one mail address: `a@b.example`, no display name, no list, no comments. */
export const emailAddress = text({ most: 254, least: 3 })
  .refine((value) => ONE_ADDRESS.test(value), { error: 'must be one mail address such as name@example.com' })
  .meta({ format: 'email' });

/** A phone number as it can be dialled: E.164, or as people of its country write it, which whoever dials it has to read. */
export const phoneNumber = z
  .string({ error: 'must be text' })
  .meta({ minLength: 4, maxLength: 40 })
  .transform(asTyped)
  .pipe(text({ most: 40, least: 4 }))
  .transform((value) => value.replaceAll(/[\s()./-]/g, '').replace(/^00/, '+'))
  .refine((value) => /^\+[1-9][0-9]{6,14}$|^[0-9]{5,14}$/.test(value), {
    error: 'must be a phone number such as +49 30 1234567',
  });

/** Full-width digits, marks of direction that address books copy along, and `tel:` of a link. */
function asTyped(value: string): string {
  return value
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .replace(/^\s*tel:/i, '');
}

/** A BCP 47 language tag that Intl knows the shape of. */
export const languageTag = text({ most: 35, least: 2 }).refine(isLanguageTag, {
  error: 'must be a language tag such as en or zh-TW',
});

function isLanguageTag(value: string): boolean {
  try {
    return Intl.getCanonicalLocales(value).length === 1;
  } catch {
    return false;
  }
}

/** An IANA time zone that exists. */
export const timeZone = text({ most: 64, least: 1 }).refine(isTimeZone, {
  error: 'must be a time zone such as Europe/Berlin',
});

function isTimeZone(value: string): boolean {
  if (/^[+-]/.test(value)) return false;
  try {
    return Intl.DateTimeFormat('en', { timeZone: value }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}
