import { type ErrorRequestHandler, type Request, type RequestHandler, Router, urlencoded } from 'express';
import { rateLimit } from 'express-rate-limit';
import { streamRequests } from '../../live/request-stream.ts';
import { pageLanguage } from '../../pages/page-language.ts';
import { pressOf } from '../press.ts';
import { nothing, type Reply, replying, seeOther } from '../reply.ts';
import { codePost, explain } from './code-post.ts';
import { JOIN_ACTIONS } from './join-actions.ts';
import type { JoinDeps } from './join-deps.ts';
import { joinLanguage } from './join-language.ts';
import { downloadPress } from './download-press.ts';
import { createDevices } from './devices.ts';
import { handOver } from './hand-over.ts';
import { createJoinPages, type JoinPages } from './join-page.ts';
import { visitOf } from './join-visit.ts';
import { checkPage } from './check-page.ts';
import { answerPost } from './join-posts.ts';
import { createLinkFetches } from './link-fetches.ts';
import { asOpened, openLink } from './open-link.ts';
import { createPageNonces } from './page-nonce.ts';
import { createPressChecks } from './press-check.ts';
import { callPage } from './call/call-post.ts';
import { callRoutes } from './call/call-routes.ts';
import { timeRoutes } from './time/time-routes.ts';

const tokenOf = (request: Request): string => String(request.params['token']);

/** Signs of life come every 30 s; more often than this they are not written. */
const SEEN_AGAIN_AFTER_MS = 10_000;

/** The end user's pages, at the root: `/join` and below. */
export function joinRoutes(deps: JoinDeps): Router {
  const nonces = createPageNonces(deps.keys);
  const devices = createDevices(deps.keys, deps.publicUrl);
  const pages = createJoinPages(deps, nonces);
  const tools = { pages, nonces, checks: createPressChecks(deps.keys), devices };
  const fetches = createLinkFetches(deps);
  const router = Router();
  router.use('/join', limit(deps, pages));

  router.get(
    '/join',
    replying((request) => explain(pages, pageLanguage(request), 200, null)),
  );
  router.get(
    '/join/code',
    replying(() => seeOther('/join')),
  );
  router.get(
    '/join/:token',
    replying(async (request: Request) => {
      const opened = await openLink(deps, tokenOf(request));
      if (opened === null) return pages.plain('unknown', pageLanguage(request), 404);
      if (request.get('sec-fetch-dest') !== 'empty') fetches.note(opened.request.id, request, opened.now);
      const language = joinLanguage(request, opened);
      const asks = request.query['ask'];
      if (asks === 'report' && isReportable(opened.request.status)) {
        return pages.aside('report-check', opened, language, {});
      }
      if (asks === 'handover' && isReportable(opened.request.status)) {
        return handOver(deps, pages, opened, language, null);
      }
      if (asks === 'call') return callPage(pages, opened, language);
      if (asks === 'check' && isCheckable(opened.request.status)) {
        return checkPage(pages, opened, language, request.get('user-agent') ?? '');
      }
      const changesAddress = asks === 'address';
      const wantsAgain = asks === 'again' || changesAddress;
      const visit = await visitOf(deps, devices, opened, request, { changesAddress, wantsAgain });
      return pages.page(opened, language, visit, 200, null);
    }),
  );
  router.get(
    '/join/:token/live',
    replying((request: Request) => live(deps, pages, request)),
  );
  router.use(timeRoutes(deps, tools));
  router.use(callRoutes(deps, tools));
  // Somebody who loads the address of a form again, after going back or from a history.
  router.get(
    '/join/:token/:action',
    replying((request) => seeOther(`/join/${encodeURIComponent(tokenOf(request))}`)),
  );

  router.post(
    '/join/:token/here',
    replying((request: Request) => here(deps, request)),
  );
  const form = urlencoded({ extended: false, limit: '16kb', parameterLimit: 30 });
  router.post(
    '/join/code',
    form,
    replying((request: Request) => codePost(deps, pages, request)),
  );
  router.post(
    '/join/:token/fetched',
    form,
    replying((request: Request) => downloadPress(deps, tools, request)),
  );
  for (const action of JOIN_ACTIONS) {
    router.post(
      `/join/:token/${action}`,
      form,
      replying((request: Request) => answerPost(deps, tools, action, tokenOf(request), request)),
    );
  }
  router.use('/join', faultPages(deps, pages));
  return router;
}

const isCheckable = (status: string): boolean => status === 'Open' || status === 'Waiting';
const isReportable = (status: string): boolean => status !== 'Closed' && status !== 'Expired';

/** The page's sign of life. Before the press there is nobody to be present. */
async function here(deps: JoinDeps, request: Request): Promise<Reply> {
  const opened = await openLink(deps, tokenOf(request));
  if (opened === null) return nothing(404);
  if (pressOf(request, deps.publicUrl) === 'foreign') return nothing(403);
  const isJoined = 'joinedAt' in opened.request && opened.request.joinedAt !== null;
  const seenAgain = opened.now - (opened.recipientSeenAt ?? 0) >= SEEN_AGAIN_AFTER_MS;
  if (isJoined && seenAgain) await deps.presence.markSeen(opened.request.id, opened.now);
  return nothing(204);
}

/** Tells the page that it would look different now; the page then fetches itself. */
async function live(deps: JoinDeps, pages: JoinPages, request: Request): Promise<Reply> {
  const token = tokenOf(request);
  const opened = await openLink(deps, token);
  if (opened === null) return nothing(404);
  const { texts } = joinLanguage(request, opened);
  return {
    status: 200,
    body: {
      kind: 'events',
      open: (stream) =>
        streamRequests(stream, {
          reader: deps.requests,
          live: deps.live,
          scope: { kind: 'request', requestId: opened.request.id },
          lastEventId: request.get('last-event-id') ?? null,
          view: async (stored) => {
            const now = await asOpened(deps, token, stored);
            return now === null ? null : { look: pages.look(now, texts) };
          },
          stillAllowed: async () => (await openLink(deps, token)) !== null,
        }),
    },
  };
}

function limit({ requestsPerMinute = 600 }: JoinDeps, pages: JoinPages): RequestHandler {
  return rateLimit({
    identifier: 'join',
    windowMs: 60_000,
    limit: requestsPerMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: replying((request) => pages.plain('too-many', pageLanguage(request), 429)),
  });
}

/** A body that cannot be read, or a fault of ours: a page in the reader's language, never a bare message. */
function faultPages(deps: JoinDeps, pages: JoinPages): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const told = typeof error === 'object' && error !== null && 'status' in error ? error.status : null;
    const isTheirs = typeof told === 'number' && told >= 400 && told < 500;
    if (!isTheirs) deps.report(error);
    const page = isTheirs
      ? pages.plain('bad-form', pageLanguage(request), told)
      : pages.plain('fault', pageLanguage(request), 500);
    void replying(() => page)(request, response, next);
  };
}
