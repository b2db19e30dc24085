import type { Request } from 'express';
import type { Installation } from '../../../core/ports/installation.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import { pageLanguage, type PageLanguage } from '../../pages/page-language.ts';

/**
 * The language of a request's pages. A request that nobody gave a language has the account's usual one: what the browser asks for says more
 * than that, but less than a language that was set for this person.
 */
export function joinLanguage(
  asked: Request,
  { request, installation }: { readonly request: SessionRequest; readonly installation: Installation },
): PageLanguage {
  const usual = installation.settings.language;
  return pageLanguage(asked, [usual], request.language === usual ? null : request.language);
}
