import { createHash, randomUUID } from 'node:crypto';
import type { Request } from 'express';
import { type PageLanguage, pageLanguage } from '../../pages/page-language.ts';
import type { Texts } from '../../texts/texts.ts';
import { html, type Reply } from '../reply.ts';
import type { ConnectDeps, LaunchWays } from './connect-deps.ts';
import { type ConnectView, connectView } from './connect-view.ts';
import type { OpenedConnect } from './open-connect.ts';

/** What the last press brought, shown above the page. */
export type ConnectNotice =
  | { readonly kind: 'text'; readonly text: string }
  /** A colleague has the request: taking over needs a second press. */
  | { readonly kind: 'taken'; readonly by: string };

export type ConnectPages = {
  page(opened: OpenedConnect, request: Request, status: number, notice: ConnectNotice | null): Reply;
  /** The page for somebody who pressed Connect in the panel: its script goes on by itself where nothing has to be asked first. */
  pressed(opened: OpenedConnect, request: Request): Reply;
  unknown(request: Request): Reply;
  /** Short mark of what the page shows: another mark, another page. */
  look(opened: OpenedConnect, request: Request): string;
};

const PRIVATE = { 'x-robots-tag': 'noindex, nofollow', vary: 'accept-language, cookie' } as const;

export function createConnectPages(
  deps: Pick<ConnectDeps, 'pages' | 'remoteTool' | 'launch' | 'report'>,
): ConnectPages {
  const view = (opened: OpenedConnect, texts: Texts): ConnectView & { readonly cannotLaunch: boolean } => {
    const ways = waysOf(deps, opened);
    const { request } = opened;
    const cannotLaunch = ways === null && request.status === 'Ready' && request.launch !== null;
    return { ...connectView(opened, ways, deps.remoteTool, texts), cannotLaunch };
  };
  const look = (opened: OpenedConnect, request: Request): string => {
    const { csrf: _, presence: __, ...shown } = view(opened, languageOf(opened, request).texts);
    return createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 12);
  };
  const page = (
    opened: OpenedConnect,
    request: Request,
    { status, notice, isPressed }: { status: number; notice: ConnectNotice | null; isPressed: boolean },
  ): Reply => {
    const { texts, query } = languageOf(opened, request);
    const shown = view(opened, texts);
    const taken = notice?.kind === 'taken' ? notice.by : isPressed ? shown.takeOverFrom : null;
    const told = { notice: notice?.kind === 'text' ? notice.text : null, taken };
    const goesOn = isPressed && taken === null && shown.canLaunch;
    const more = { ...told, query, goesOn, press: randomUUID(), live: look(opened, request) };
    return html(status, deps.pages.render('connect/request', { ...shown, ...more }, texts), PRIVATE);
  };
  return {
    look,
    page: (opened, request, status, notice) => page(opened, request, { status, notice, isPressed: false }),
    pressed: (opened, request) => page(opened, request, { status: 200, notice: null, isPressed: true }),
    unknown: (request) => {
      const { texts, query } = pageLanguage(request);
      return html(
        404,
        deps.pages.render(
          'connect/unknown',
          { query, base: '/connect', live: null, agent: null, asked: false, status: '' },
          texts,
        ),
        PRIVATE,
      );
    },
  };
}

function languageOf({ installation }: OpenedConnect, request: Request): PageLanguage {
  return pageLanguage(request, [installation.settings.language]);
}

/** How AnyDesk is started for the request's address. A setting that cannot be used becomes a sentence, not a broken page. */
function waysOf(
  deps: Pick<ConnectDeps, 'launch' | 'report'>,
  { request, installation, signedIn }: OpenedConnect,
): LaunchWays | null {
  if (request.status !== 'Ready' || request.launch === null) return null;
  try {
    return deps.launch(request.address, installation.settings.remoteClient, signedIn.person.id);
  } catch (error) {
    deps.report(error);
    return null;
  }
}
