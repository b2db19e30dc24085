import LANG from '@salesforce/i18n/lang';
import en from './en';
import zhTW from './zhTW';

/** @type {Readonly<Record<string, Readonly<Record<string, string>>>>} */
const LANGUAGES = Object.freeze({ en, 'zh-TW': zhTW });
const FALLBACK = 'en';

/** The languages that messages to the recipient exist in. */
export const TAGS = Object.freeze(Object.keys(LANGUAGES));

/**
 * The language to speak to somebody whose own one is `wish`. Simplified Chinese is another script: its readers get English rather than what
 * they cannot read well.
 * @param {unknown} wish
 * @returns {string}
 */
export function languageFor(wish) {
  if (typeof wish !== 'string') return FALLBACK;
  const tag = wish.replace(/_/g, '-').toLowerCase();
  if (/^zh\b/.test(tag)) return /hant|tw|hk|mo/.test(tag) ? 'zh-TW' : FALLBACK;
  return TAGS.find((known) => known.toLowerCase().split('-')[0] === tag.split('-')[0]) || FALLBACK;
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
  return text.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
}

/**
 * How people call a language, in the agent's own.
 * @param {string} tag
 */
export function languageName(tag) {
  return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) || tag;
}
