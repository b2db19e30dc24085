import type { Request } from 'express';
import type { Installation } from '../../../core/ports/installation.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import { bestOf } from '../../texts/choose-language.ts';
import { offeredLanguages } from '../../texts/offered-languages.ts';
import { LANGUAGES } from '../../texts/texts.ts';
import { pageLanguage, type PageLanguage } from '../../pages/page-language.ts';

/**
 * The language of a request's pages. A request that nobody gave a language has the account's usual one: what the browser asks for says more
 * than that, but less than a language that was set for this person, which stays also where it is offered to nobody else any more.
 */
export function joinLanguage(
  asked: Request,
  { request, installation }: { readonly request: SessionRequest; readonly installation: Installation },
): PageLanguage {
  const usual = installation.settings.language;
  const offered = offeredLanguages(installation.settings);
  const own = bestOf(offered, request.language) === null ? bestOf(LANGUAGES, request.language) : null;
  const languages = own === null ? offered : [...offered, own];
  return pageLanguage(asked, [usual], request.language === usual ? null : request.language, languages);
}
