import type { Request } from 'express';
import { pageLanguage } from '../../pages/page-language.ts';
import { html, type Reply, seeOther } from '../reply.ts';
import { clientTest } from './client-test.ts';
import type { ConnectDeps } from './connect-deps.ts';
import type { ConnectPages } from './connect-page.ts';
import { enterConnect } from './open-connect.ts';
import { pathOf } from './org-entrance.ts';

/** Calls the agent's own device, to see whether AnyDesk starts from the browser. Looks at no more of the request than whose client it takes. */
export async function showTest(deps: ConnectDeps, pages: ConnectPages, id: string, request: Request): Promise<Reply> {
  const entry = await enterConnect(deps, id, request);
  if (entry.kind === 'unknown') return pages.unknown(request);
  // The request's own page knows every way in.
  if (entry.kind !== 'opened') return seeOther(pathOf(id));
  const { person } = entry.opened.signedIn;
  deps.seen(person.id);
  const { language, remoteClient } = entry.opened.installation.settings;
  const { texts, query } = pageLanguage(request, [language]);
  const base = pathOf(id);
  const test = await clientTest(deps, remoteClient, person.id, request.query['address']);
  const view = {
    ...test,
    base,
    action: `${base}/test`,
    live: null,
    agent: person.name,
    asked: false,
    status: '',
    query,
  };
  return html(200, deps.pages.render('connect/test', view, texts), {
    'x-robots-tag': 'noindex, nofollow',
    vary: 'accept-language, cookie',
  });
}
