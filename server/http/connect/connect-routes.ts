import { type Request, Router, urlencoded } from 'express';
import { commandRequest } from '../../../core/use-cases/command-request.ts';
import { streamRequests } from '../../live/request-stream.ts';
import { nothing, type Reply, replying, seeOther } from '../reply.ts';
import { CONNECT_ACTIONS, commandOf, type ConnectAction, isDone, noticeFor } from './connect-actions.ts';
import type { ConnectDeps } from './connect-deps.ts';
import { readConnectForm } from './connect-form.ts';
import { showConnect } from './connect-entrance.ts';
import { showTest } from './test-page.ts';
import { type ConnectPages, createConnectPages } from './connect-page.ts';
import { asOpenedConnect, enterConnect } from './open-connect.ts';
import { comeBackFromOrg, pathOf, staleSignIn } from './org-entrance.ts';
import { pageLanguage } from '../../pages/page-language.ts';

const idOf = (request: Request): string => String(request.params['requestId']);

/** The agent's pages for one request, at the root: `/connect/<id>` and below. */
export function connectRoutes(deps: ConnectDeps): Router {
  const pages = createConnectPages(deps);
  const router = Router();
  router.get(
    '/connect/sign-in/stale',
    replying((request) => staleSignIn(deps, request)),
  );
  router.get(
    '/connect/sign-in/:installationId/callback',
    replying((request) => comeBackFromOrg(deps, String(request.params['installationId']), request)),
  );
  router.get(
    '/connect/:requestId',
    replying((request) => showConnect(deps, pages, idOf(request), request)),
  );
  router.get(
    '/connect/:requestId/live',
    replying((request) => live(deps, pages, request)),
  );
  router.get(
    '/connect/:requestId/test',
    replying((request) => showTest(deps, pages, idOf(request), request)),
  );
  // Somebody who loads the address of a form again, after going back or after signing in.
  router.get(
    '/connect/:requestId/:action',
    replying((request) => seeOther(pathOf(idOf(request)))),
  );
  const form = urlencoded({ extended: false, limit: '16kb', parameterLimit: 12 });
  for (const action of CONNECT_ACTIONS) {
    router.post(
      `/connect/:requestId/${action}`,
      form,
      replying((request) => press(deps, pages, action, request)),
    );
  }
  return router;
}

async function press(deps: ConnectDeps, pages: ConnectPages, action: ConnectAction, request: Request): Promise<Reply> {
  const id = idOf(request);
  const entry = await enterConnect(deps, id, request);
  if (entry.kind === 'sign-in') return seeOther(deps.signIn.signInUrl(pathOf(id)));
  if (entry.kind === 'unknown') return pages.unknown(request);
  // The page leads to the sign-in; what was pressed is not carried out later.
  if (entry.kind !== 'opened') return seeOther(pathOf(id));
  const { opened } = entry;
  deps.seen(opened.signedIn.person.id);
  deps.signIn.checkForm(request, opened.signedIn);
  const { texts, query } = pageLanguage(request, [opened.installation.settings.language]);
  const form = readConnectForm(request.body);
  if (form === null)
    return pages.page(opened, request, 422, { kind: 'text', text: texts.t('connect.notice.noteTooLong') });
  const { person } = opened.signedIn;
  const answer = await commandRequest(deps.core, {
    requestId: id,
    command: commandOf(action, form, opened),
    person,
    installationId: null,
    expectedVersion: null,
    envelope:
      action === 'launch' && form.press !== undefined
        ? { scope: `connect:${person.id}`, commandId: form.press, bodyHash: `${id} ${form.takeOver}` }
        : null,
  });
  if (answer.ok || isDone(action, answer.refusal.reason)) return seeOther(`${pathOf(id)}${query}`);
  const again = await enterConnect(deps, id, request);
  if (again.kind !== 'opened') return pages.unknown(request);
  if (answer.refusal.reason === 'taken') {
    return pages.page(again.opened, request, 409, { kind: 'taken', by: answer.refusal.by.name });
  }
  const text = texts.t(`connect.notice.${noticeFor(answer.refusal.reason)}`);
  return pages.page(again.opened, request, answer.refusal.reason === 'not-permitted' ? 403 : 409, {
    kind: 'text',
    text,
  });
}

/** Tells the page that it would look different now. Ends when the sign-in or the right to see the request ends. */
async function live(deps: ConnectDeps, pages: ConnectPages, request: Request): Promise<Reply> {
  const entry = await enterConnect(deps, idOf(request), request);
  if (entry.kind === 'unknown') return nothing(404);
  if (entry.kind !== 'opened') return nothing(401);
  const { request: shown, signedIn } = entry.opened;
  return {
    status: 200,
    body: {
      kind: 'events',
      open: (stream) =>
        streamRequests(stream, {
          reader: deps.requests,
          live: deps.live,
          scope: { kind: 'request', requestId: shown.id },
          lastEventId: request.get('last-event-id') ?? null,
          view: async (stored) => {
            const opened = await asOpenedConnect(deps, stored, signedIn);
            return opened === null ? null : { look: pages.look(opened, request) };
          },
          stillAllowed: async () => (await enterConnect(deps, shown.id, request)).kind === 'opened',
        }),
    },
  };
}
