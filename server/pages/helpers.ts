import type { HelperDelegate, HelperOptions } from 'handlebars';
import type { EpochMs } from '../../core/session-request/values.ts';
import { reasonText } from '../texts/reason-text.ts';
import { languageNames, type TextParams, type Texts } from '../texts/texts.ts';
import type { Assets } from './assets.ts';
import { launchLink, outsideLink, ownLink, phoneLink } from './safe-links.ts';

/** What every template can reach beside its own view. */
export type PageData = {
  readonly texts: Texts;
  readonly assets: Assets;
  readonly publicUrl: string;
  readonly languages: readonly string[];
};

/** The words templates may use. Each gives text, which Handlebars escapes; none gives markup. */
export const HELPERS: Readonly<Record<string, HelperDelegate>> = {
  t: (key: unknown, options: HelperOptions) => textsOf(options).lookUp(String(key), paramsOf(options)),
  /** What an outside system's check or refusal says, in the reader's language where there are words for it. */
  sayReason: (sentence: unknown, options: HelperOptions) =>
    reasonText(textsOf(options), typeof sentence === 'string' ? sentence : ''),
  dateTime: (at: EpochMs, zone: string, options: HelperOptions) => textsOf(options).dateTime(at, zone),
  time: (at: EpochMs, zone: string, options: HelperOptions) => textsOf(options).time(at, zone),
  zonedTime: (at: EpochMs, zone: string, options: HelperOptions) => textsOf(options).zonedTime(at, zone),
  date: (at: EpochMs, zone: string, options: HelperOptions) => textsOf(options).date(at, zone),
  duration: (ms: number, options: HelperOptions) => textsOf(options).duration(ms),
  isoTime: (at: EpochMs) => new Date(at).toISOString(),
  lang: (options: HelperOptions) => textsOf(options).language,
  /** The languages of the page, for links that change to them. */
  languages: (options: HelperOptions) =>
    languageNames(dataOf(options).languages).map(({ tag, name }) => ({
      tag,
      name,
      current: tag === textsOf(options).language,
    })),
  dir: (options: HelperOptions) => textsOf(options).dir,
  /** A name, address or code, kept apart from words of the other direction. */
  apart: (value: unknown, options: HelperOptions) => textsOf(options).isolate(String(value)),
  asset: (name: string, options: HelperOptions) => dataOf(options).assets.url(name),
  link: (url: unknown, options: HelperOptions) => ownLink(url, dataOf(options).publicUrl),
  outsideLink: (url: unknown) => outsideLink(url),
  launchLink: (url: unknown, template: unknown) => launchLink(url, template),
  /** Opens in a window of its own, so that the page stays. */
  isWebLink: (url: unknown) => typeof url === 'string' && url.startsWith('http'),
  phoneLink: (phone: string) => phoneLink(phone),
  /** Name of a partial in `templates/icons`. */
  icon: (name: string) => `icons/${name.toLowerCase()}`,
  concat: (...parts: unknown[]) => parts.slice(0, -1).map(String).join(''),
  eq: (a: unknown, b: unknown) => a === b,
  not: (value: unknown) => !isTrue(value),
  and: (...values: unknown[]) => values.slice(0, -1).every(isTrue),
  or: (...values: unknown[]) => values.slice(0, -1).some(isTrue),
};

/** As Handlebars sees it: an empty list and an empty text are false. */
function isTrue(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function dataOf(options: HelperOptions): PageData {
  return (options.data as { readonly page: PageData }).page;
}

function textsOf(options: HelperOptions): Texts {
  return dataOf(options).texts;
}

function paramsOf(options: HelperOptions): TextParams {
  const params: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(options.hash as Record<string, unknown>)) {
    if (typeof value === 'string' || typeof value === 'number') params[name] = value;
  }
  return params;
}
