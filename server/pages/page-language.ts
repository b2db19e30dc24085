import type { Request } from 'express';
import { bestOf, chooseLanguage } from '../texts/choose-language.ts';
import { LANGUAGES, texts, type Texts } from '../texts/texts.ts';

/** The language of one page, and how its links keep it. */
export type PageLanguage = {
  readonly texts: Texts;
  /** `?lang=zh-TW` when the reader chose it, else empty. */
  readonly query: string;
  /** What the reader can change to. */
  readonly languages: readonly string[];
};

/**
 * Chosen on the page, else what somebody set for this reader, else what the browser asks for, else `others` in this order, else the first
 * of `languages`.
 */
export function pageLanguage(
  request: Request,
  others: readonly string[] = [],
  wished: string | null = null,
  languages: readonly string[] = LANGUAGES,
): PageLanguage {
  const asked = request.query['lang'];
  const chosen = typeof asked === 'string' ? bestOf(languages, asked) : null;
  const accepted = request.get('accept-language');
  return {
    texts: texts(chooseLanguage(languages, { chosen, wished, accepted, others })),
    query: chosen === null ? '' : `?lang=${chosen}`,
    languages,
  };
}
