import { randomInt } from 'node:crypto';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { base32 } from '../../secrets/base32.ts';
import type { KeyRing } from '../../secrets/key-ring.ts';
import type { Texts } from '../../texts/texts.ts';
import { equal, PAGE_LASTS_MS } from './page-nonce.ts';

/** What was pressed, with everything the form held: carried along until the word is right. */
export type PressedForm = {
  readonly requestId: string;
  readonly action: string;
  readonly values: Readonly<Record<string, string>>;
};

/**
 * The further step for browsers that do not say whether a person pressed (old ones, and Safari, which never sends `Sec-Fetch-User`):
 * typing a word. The token binds the word to this very press and is good for 30 minutes; nothing is stored.
 */
export type PressChecks = {
  ask(pressed: PressedForm, now: EpochMs, texts: Texts): { readonly word: string; readonly token: string };
  passes(pressed: PressedForm, token: string, typed: string, now: EpochMs): boolean;
  /** Cookie for a browser in which the word was typed once: it need not be typed again for this request. */
  personCookie(requestId: string, now: EpochMs, publicUrl: string): string;
  isKnownPerson(requestId: string, cookieHeader: string | undefined, now: EpochMs): boolean;
};

const PURPOSE = 'press-check';
const PERSON_LASTS_SEC = 12 * 3600;
const COOKIE = /(?:^|;\s*)(?:__Host-)?sr-person=([0-9a-z]{6,10}\.[0-9a-z]{26})(?:;|$)/;

export function createPressChecks(keys: KeyRing): PressChecks {
  const sign = (parts: readonly unknown[]): string => base32(keys.mac(PURPOSE, JSON.stringify(parts)).subarray(0, 16));
  const signPress = (pressed: PressedForm, word: string, expires: string): string => {
    const values = Object.entries(pressed.values).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return sign(['word', pressed.requestId, pressed.action, values, plain(word), expires]);
  };
  return {
    ask: (pressed, now, { t }) => {
      const words = t('press.words').split(' ');
      const word = words[randomInt(words.length)] ?? '';
      const expires = (now + PAGE_LASTS_MS).toString(36);
      return { word, token: `${expires}.${signPress(pressed, word, expires)}` };
    },
    passes: (pressed, token, typed, now) => isSigned(token, now, (expires) => signPress(pressed, typed, expires)),
    personCookie: (requestId, now, publicUrl) => {
      const secure = publicUrl.startsWith('https://');
      const expires = (now + PERSON_LASTS_SEC * 1000).toString(36);
      const value = `${expires}.${sign(['person', requestId, expires])}`;
      const rules = `Path=/; Max-Age=${PERSON_LASTS_SEC}; HttpOnly; SameSite=Strict`;
      return secure ? `__Host-sr-person=${value}; ${rules}; Secure` : `sr-person=${value}; ${rules}`;
    },
    isKnownPerson: (requestId, cookieHeader, now) => {
      const value = COOKIE.exec(cookieHeader ?? '')?.[1] ?? '';
      return isSigned(value, now, (expires) => sign(['person', requestId, expires]));
    },
  };
}

/** Whether `text` is a moment still to come and the signature over it. */
function isSigned(text: string, now: EpochMs, signature: (expires: string) => string): boolean {
  const [expires = '', given = ''] = text.split('.');
  return /^[0-9a-z]{6,10}$/.test(expires) && Number.parseInt(expires, 36) >= now && equal(given, signature(expires));
}

/** Letter case, full-width forms of an input method and spaces around do not matter. */
function plain(word: string): string {
  return word.normalize('NFKC').trim().toUpperCase();
}
