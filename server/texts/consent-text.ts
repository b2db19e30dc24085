/**
 * Which wording somebody agreed to. Raise it whenever the consent's text changes in any language: kept consents name it, and
 * `git log` of the locale files gives back the words.
 */
export const CONSENT_TEXT_VERSION = '2026-11-c';

/** Every text a person agrees to by ticking the box: keys of the locale files. */
export const CONSENT_TEXTS = [
  'join.consent.tick',
  'join.consent.canText',
  'join.wish.view',
  'join.wish.control',
  'join.wish.files',
  'named.agent',
  'named.queue',
  'named.company',
] as const;
