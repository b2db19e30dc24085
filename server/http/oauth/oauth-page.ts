import type { Request } from 'express';
import { type Asked, authorizePath } from '../../oauth/authorize-path.ts';
import type { Pages } from '../../pages/pages.ts';
import { chooseLanguage } from '../../texts/choose-language.ts';
import { CONSOLE_LANGUAGES, languageNames, type Texts, texts } from '../../texts/texts.ts';
import { html, type Reply } from '../reply.ts';

export type OAuthPage = {
  /** Template below `templates/oauth`. */
  readonly template: 'ask' | 'no-agent' | 'unreachable' | 'refused';
  readonly status: number;
  readonly title: string;
  readonly view: object;
  readonly headers?: Readonly<Record<string, string>>;
};

/** The language of a page: chosen on it, else the person's own, else as the browser asks. */
export function textsOf(request: Request, asks: Asked | null, own: string | null): Texts {
  const chosen = asks?.language ?? own;
  return texts(chooseLanguage(CONSOLE_LANGUAGES, { chosen, accepted: request.get('accept-language'), others: [] }));
}

/** A page of the app's sign-in: one card in the middle, like the door of the console. */
export function oauthPage(pages: Pages, words: Texts, asks: Asked | null, page: OAuthPage): Reply {
  const languages = languageNames(CONSOLE_LANGUAGES).map(({ tag, name }) => ({
    tag,
    name,
    href: authorizePath(asks ?? {}, { language: tag }),
    isCurrent: tag === words.language,
  }));
  const frame = { title: page.title, languages: asks === null ? [] : languages, notice: null, trouble: null };
  const text = pages.render(`oauth/${page.template}`, { ...page.view, frame }, words);
  return html(page.status, text, { 'content-language': words.language, ...page.headers });
}
