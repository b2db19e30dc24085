import { z } from 'zod';
import { authorizePath } from '../../oauth/authorize-path.ts';
import { type Reply, seeOther } from '../reply.ts';
import { parse } from '../parse.ts';
import { authorizePage } from './authorize-page.ts';
import type { OpenedAuthorize } from './enter-authorize.ts';
import { findOwnAgent } from './find-own-agent.ts';
import { leadBackWithCode, leadBackWithError } from './lead-back.ts';
import type { OAuthDeps } from './oauth-deps.ts';

/** `agent`: whom the page showed. */
const form = z.object({
  decision: z.enum(['allow', 'deny', 'somebody-else'], { error: 'press one of the buttons' }),
  agent: z.string().max(100).optional(),
});

/** What the person pressed. The caller has checked that it was on our page. */
export async function authorizePress(deps: OAuthDeps, opened: OpenedAuthorize): Promise<Reply> {
  const { request, asks, authorize } = opened;
  const { decision, agent } = parse(form, request.body);
  switch (decision) {
    case 'deny':
      return leadBackWithError(authorize, { error: 'access_denied', description: 'The person did not allow it.' });
    case 'somebody-else':
      return seeOther(deps.signIn.signInUrl(authorizePath(asks)), [await deps.signIn.close(request)]);
    case 'allow':
      return allow(deps, opened, agent);
    default:
      return decision satisfies never;
  }
}

/** Only the agent whom the page showed is confirmed; when he is another meanwhile, the page is shown again with him. */
async function allow(deps: OAuthDeps, opened: OpenedAuthorize, shown: string | undefined): Promise<Reply> {
  const { authorize, signedIn, asks } = opened;
  const own = await findOwnAgent(deps, opened);
  if (own.kind !== 'found' || own.agent.id !== shown) return authorizePage(deps, opened, own);
  const code = await deps.oauth.allow(signedIn.person, own.agent, authorize);
  return code === null ? seeOther(deps.signIn.signInUrl(authorizePath(asks))) : leadBackWithCode(authorize, code);
}
