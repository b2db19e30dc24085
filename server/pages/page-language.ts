import type { Request } from 'express';
import { bestOf, chooseLanguage } from '../texts/choose-language.ts';
import { LANGUAGES, texts, type Texts } from '../texts/texts.ts';

/** The language of one page, and how its links keep it. */
export type PageLanguage = {
  readonly texts: Texts;
  /** `?lang=zh-TW` when the reader chose it, else empty. */
  readonly query: string;
};

/** Chosen on the page, else what somebody set for this reader, else what the browser asks for, else `others` in this order, else English. */
export function pageLanguage(
  request: Request,
  others: readonly string[] = [],
  wished: string | null = null,
): PageLanguage {
  const asked = request.query['lang'];
  const chosen = typeof asked === 'string' ? bestOf(LANGUAGES, asked) : null;
  const accepted = request.get('accept-language');
  return {
    texts: texts(chooseLanguage(LANGUAGES, { chosen, wished, accepted, others })),
    query: chosen === null ? '' : `?lang=${chosen}`,
  };
}
