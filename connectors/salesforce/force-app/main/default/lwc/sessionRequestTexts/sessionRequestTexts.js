import LANG from '@salesforce/i18n/lang';
import { attempt } from './attempt';
import latin from 'c/sessionRequestTextsLatin';
import latinMore from 'c/sessionRequestTextsLatinMore';
import other from 'c/sessionRequestTextsOther';

export { attempt };

/** @type {Readonly<Record<string, Readonly<Record<string, string>>>>} */
const LANGUAGES = Object.freeze({ ...latin, ...latinMore, ...other });
const FALLBACK = 'en';
const RIGHT_TO_LEFT = ['ar'];
const en = LANGUAGES[FALLBACK] || {};

/** The languages that messages to the recipient exist in. */
export const TAGS = Object.freeze(Object.keys(LANGUAGES));

/**
 * The language to speak to somebody whose own one is `wish`. Readers of one script are not given the other: zh-HK reads zh-TW.
 * @param {unknown} wish
 * @returns {string}
 */
export function languageFor(wish) {
  if (typeof wish !== 'string') return FALLBACK;
  const tag = wish.replace(/_/g, '-');
  const exact = TAGS.find((known) => known.toLowerCase() === tag.toLowerCase());
  if (exact) return exact;
  const kind = kindOf(tag);
  return TAGS.find((known) => kind !== null && kindOf(known) === kind) || FALLBACK;
}

/** Language and script. @param {string} tag */
function kindOf(tag) {
  const locale = attempt(
    () => new Intl.Locale(tag).maximize(),
    () => null,
  );
  return locale && `${locale.language}-${locale.script}`;
}

/** The agent's language, as far as there is one here. */
export const TAG = languageFor(LANG);

/** @param {string} key */
function find(key) {
  const own = LANGUAGES[TAG] || en;
  if (Object.hasOwn(own, key)) return own[key];
  return Object.hasOwn(en, key) ? en[key] : undefined;
}

/** @param {string} key */
export function has(key) {
  return find(key) !== undefined;
}

/**
 * A text of the agent's language with its `{places}` filled. What is filled in stays text: nothing of it is looked at again.
 * @param {string} key
 * @param {Readonly<Record<string, string | number>>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  const text = find(key);
  if (text === undefined) return key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    return Object.hasOwn(values, name) ? isolated(String(values[name])) : whole;
  });
}

/** A name or number that runs the other way than the text must not pull its neighbours along. @param {string} value */
function isolated(value) {
  const foreign = RIGHT_TO_LEFT.includes(TAG) ? /[\p{L}\p{N}]/u : /[\u0590-\u08ff]/;
  return foreign.test(value) ? `\u2068${value}\u2069` : value;
}

/**
 * The name of a language in itself.
 * @param {string} tag
 */
export function languageName(tag) {
  return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) || tag;
}
