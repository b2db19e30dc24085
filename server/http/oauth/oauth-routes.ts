import { type ErrorRequestHandler, type Request, type RequestHandler, Router, urlencoded } from 'express';
import { type Reply, replying } from '../reply.ts';
import { authorizePage } from './authorize-page.ts';
import { authorizePress } from './authorize-press.ts';
import { enterAuthorize } from './enter-authorize.ts';
import { findOwnAgent } from './find-own-agent.ts';
import type { OAuthDeps } from './oauth-deps.ts';
import { callLimits } from './oauth-limits.ts';
import { tokenError } from './token-error.ts';
import { revokeRoute, tokenRoute } from './token-route.ts';

/** Where the app inside a help desk gets to act for an agent, at the root: `/oauth` and below. */
export function oauthRoutes(deps: OAuthDeps): Router {
  const router = Router();
  const form = urlencoded({ extended: false, limit: '16kb', parameterLimit: 20 });
  router.use(['/oauth/authorize', '/console/sign-in'], keepOpener);
  router.get(
    '/oauth/authorize',
    replying((request) => ask(deps, request)),
  );
  router.post(
    '/oauth/authorize',
    form,
    replying((request) => press(deps, request)),
  );
  const limits = callLimits(deps.failuresPerMinute ?? 60);
  router.post(
    '/oauth/token',
    form,
    limits,
    replying((request) => tokenRoute(deps, request)),
  );
  router.post(
    '/oauth/revoke',
    form,
    limits,
    replying((request) => revokeRoute(deps, request)),
  );
  router.use(['/oauth/token', '/oauth/revoke'], brokenForm);
  return router;
}

/** Looking changes nothing here; it asks the help desk who the person is there. */
async function ask(deps: OAuthDeps, request: Request): Promise<Reply> {
  const entry = await enterAuthorize(deps, request);
  if (entry.kind === 'answer') return entry.reply;
  return authorizePage(deps, entry.opened, await findOwnAgent(deps, entry.opened));
}

async function press(deps: OAuthDeps, request: Request): Promise<Reply> {
  const entry = await enterAuthorize(deps, request);
  if (entry.kind === 'answer') return entry.reply;
  deps.signIn.checkForm(request, entry.opened.signedIn);
  return authorizePress(deps, entry.opened);
}

/**
 * The help desk opens these pages in a window and waits for its own page to come back in it. A page that cuts the window off from its
 * opener, be it only on the way through the sign-in, would leave it waiting for good.
 */
const keepOpener: RequestHandler = (_request, response, next) => {
  response.removeHeader('cross-origin-opener-policy');
  next();
};

/** A body that cannot be read is told in the words that the client understands. */
const brokenForm: ErrorRequestHandler = (error: unknown, request, response, next) => {
  const told = typeof error === 'object' && error !== null && 'status' in error ? error.status : null;
  if (response.headersSent || typeof told !== 'number' || told >= 500) {
    next(error);
    return;
  }
  const reply = tokenError('invalid_request', 'The body cannot be read. Send a form of less than 16 KB in UTF-8.');
  void replying(() => reply)(request, response, next);
};
