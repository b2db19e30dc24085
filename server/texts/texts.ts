import { bestOf } from './choose-language.ts';
import { isolate } from './isolate.ts';
import { createFormats, type Formats } from './formats.ts';
import { type Locale, localeTags, readLocale, TextFault, type TextKey } from './locale.ts';

export type TextParams = Readonly<Record<string, string | number>>;

/** Every text in one language. Text is data: whoever puts it into a page escapes it. */
export type Texts = Formats & {
  /** BCP 47. */
  readonly language: string;
  readonly dir: 'ltr' | 'rtl';
  /** The text of `key` with `{name}` filled in, in English where this language lacks it; `count` chooses the plural form. Throws `TextFault` when a value is missing. */
  readonly t: (key: TextKey, params?: TextParams) => string;
  /** `t` for a key that is put together while running. Throws `TextFault` when there is no such text. */
  readonly lookUp: (key: string, params?: TextParams) => string;
  /** `1 hour 5 minutes`, never shorter than a minute. */
  readonly duration: (ms: number) => string;
  /** A name, address or code so that it reads rightly beside words of the other direction. */
  readonly isolate: (value: string) => string;
};

const FIRST = 'en';
const english = readLocale(FIRST);
const consoleKeys = [...english.entries.keys()].filter((key) => /^(console|oauth)\./.test(key));
/** What must be known of a language that nobody has read yet: its texts are fetched when somebody does. */
const spoken = localeTags().map((tag) => outlineOf(tag === FIRST ? english : readLocale(tag)));
const inUse = new Map<string, Texts>([[FIRST, createTexts(english)]]);

/** The languages there are, the default first. */
export const LANGUAGES: readonly string[] = [FIRST, ...spoken.flatMap(({ tag }) => (tag === FIRST ? [] : [tag]))];

/** Those in which the console can be read too, without a word of English between the others. */
export const CONSOLE_LANGUAGES: readonly string[] = LANGUAGES.filter((tag) =>
  spoken.some((outline) => outline.tag === tag && outline.hasConsole),
);

/** Languages as a reader of each would look for them. */
export const languageNames = (
  tags: readonly string[] = LANGUAGES,
): readonly { readonly tag: string; readonly name: string }[] =>
  tags.map((tag) => ({ tag, name: spoken.find((outline) => outline.tag === tag)?.name ?? tag }));

/** The texts of a language, or of the one that a reader of it can read best; English when there is none. */
export function texts(language: string): Texts {
  const tag = bestOf(LANGUAGES, language) ?? FIRST;
  const known = inUse.get(tag);
  if (known !== undefined) return known;
  const made = createTexts(readLocale(tag));
  inUse.set(tag, made);
  return made;
}

/** English texts by key, of one part of them. Those with plural forms are not among them. */
export function englishUnder(prefix: string): ReadonlyMap<string, string> {
  const found = [...english.entries].filter(([key]) => key.startsWith(prefix));
  return new Map(found.flatMap(([key, entry]) => (typeof entry === 'string' ? [[key, entry] as const] : [])));
}

/** One text in every language at once, for pages that do not know their reader. Only those of `page` are at hand. */
export function inEveryLanguage(
  key: `page.${string}`,
): readonly { tag: string; direction: 'ltr' | 'rtl'; text: string }[] {
  return LANGUAGES.flatMap((tag) => {
    const outline = spoken.find((one) => one.tag === tag);
    const text = outline?.page.get(key) ?? english.entries.get(key);
    if (outline === undefined || typeof text !== 'string') throw new TextFault(`${tag} has no text ${key}`);
    return { tag, direction: outline.direction, text };
  });
}

function outlineOf({ tag, name, direction, entries }: Locale) {
  const page = new Map([...entries].filter(([key]) => key.startsWith('page.')));
  return { tag, name, direction, page, hasConsole: consoleKeys.every((key) => entries.has(key)) };
}

function createTexts(locale: Locale): Texts {
  const formats = createFormats(locale.tag);
  const plurals = new Intl.PluralRules(locale.tag);
  const lookUp = (key: string, params: TextParams = {}): string => {
    const entry = locale.entries.get(key) ?? english.entries.get(key);
    if (entry === undefined) throw new TextFault(`${locale.tag} has no text ${key}`);
    if (typeof entry === 'string') return fill(entry, key, params);
    const form = entry[plurals.select(Number(params['count']))] ?? entry.other;
    if (form === undefined) throw new TextFault(`${locale.tag} has no form of ${key} for every number`);
    return fill(form, key, params);
  };
  const fill = (text: string, key: string, params: TextParams): string =>
    filled(text, key, params, { formats, locale });
  const minutes = (count: number): string => lookUp('duration.minutes', { count });
  return {
    ...formats,
    language: locale.tag,
    dir: locale.direction,
    isolate: (value) => isolate(value, locale.direction),
    t: lookUp,
    lookUp,
    duration: (ms) => {
      const whole = Math.round(ms / 60_000);
      if (whole < 1) return lookUp('duration.lessThanAMinute');
      if (whole < 60) return minutes(whole);
      const hours = lookUp('duration.hours', { count: Math.floor(whole / 60) });
      if (whole % 60 === 0) return hours;
      return lookUp('duration.hoursAndMinutes', { hours, minutes: minutes(whole % 60) });
    },
  };
}

/** What is kept word for word, as in a consent, holds no marks that cannot be seen. */
const KEPT = /^named\./;

function filled(
  text: string,
  key: string,
  params: TextParams,
  { formats, locale }: { readonly formats: Formats; readonly locale: Locale },
): string {
  return text.replaceAll(/\{([a-zA-Z]+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new TextFault(`${key} needs {${name}}`);
    if (typeof value === 'number') return formats.number(value);
    return KEPT.test(key) ? value : isolate(value, locale.direction);
  });
}
