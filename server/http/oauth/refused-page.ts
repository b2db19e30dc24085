import type { Request } from 'express';
import type { Asked } from '../../oauth/authorize-path.ts';
import type { Reply } from '../reply.ts';
import type { OAuthDeps } from './oauth-deps.ts';
import { oauthPage, textsOf } from './oauth-page.ts';

/** Why an address leads nowhere: it cannot be read, its client is not known, or the answer would go to a stranger. */
export type RefusedBecause = 'broken' | 'client' | 'redirect';

/** The page instead of a way back that nobody may be sent on. */
export function refusedPage(
  { pages }: Pick<OAuthDeps, 'pages'>,
  request: Request,
  asks: Asked | null,
  because: RefusedBecause,
): Reply {
  const words = textsOf(request, asks, null);
  return oauthPage(pages, words, asks, {
    template: 'refused',
    status: 400,
    title: words.t('oauth.refused.title'),
    view: { because },
  });
}
