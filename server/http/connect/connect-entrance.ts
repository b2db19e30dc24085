import type { Request } from 'express';
import { type Reply, seeOther } from '../reply.ts';
import type { ConnectDeps } from './connect-deps.ts';
import type { ConnectPages } from './connect-page.ts';
import { type ConnectEntry, enterConnect, type OpenedConnect } from './open-connect.ts';
import { enterByOrg, pathOf } from './org-entrance.ts';
import { orgSignInPage } from './org-sign-in-pages.ts';
import { isPanelPress } from './panel-press.ts';

/** The page of a request, or the way to it. A press in the panel is carried on by a cookie, so that loading the page again is no press. */
export async function showConnect(
  deps: ConnectDeps,
  pages: ConnectPages,
  id: string,
  request: Request,
): Promise<Reply> {
  const entry = await enterConnect(deps, id, request);
  if (entry.kind !== 'opened') return wayIn(deps, pages, id, entry, request);
  const { opened } = entry;
  deps.seen(opened.signedIn.person.id);
  const { cookies, isPageOfOrg } = deps.orgSignIns;
  const now = deps.core.clock.now();
  if (await isPressed(deps, opened, request, isPageOfOrg)) {
    return seeOther(pathOf(id), [cookies.setPress(id, now)]);
  }
  if (!cookies.carriesPress(request.get('cookie'), id, now)) return pages.page(opened, request, 200, null);
  return { ...pages.pressed(opened, request), cookies: [cookies.clearPress()] };
}

/** For somebody who is not in: the sign-in that is his, or why he may not. */
async function wayIn(
  deps: ConnectDeps,
  pages: ConnectPages,
  id: string,
  entry: Exclude<ConnectEntry, { kind: 'opened' }>,
  request: Request,
): Promise<Reply> {
  const other = deps.signIn.signInUrl(pathOf(id));
  switch (entry.kind) {
    case 'sign-in':
      return seeOther(other);
    case 'sign-in-at-org':
      return enterByOrg(deps, entry.place, request);
    case 'refused': {
      const row = await deps.installations.find(entry.place.installationId);
      const view = { org: row?.installation.name ?? '', trouble: entry.refusal, again: pathOf(id), other };
      return orgSignInPage(deps.pages, request, view, []);
    }
    case 'unknown':
      return pages.unknown(request);
    default:
      return entry satisfies never;
  }
}

async function isPressed(
  { installations }: ConnectDeps,
  { installation }: OpenedConnect,
  request: Request,
  isPageOfOrg: (address: string, origin: string) => boolean,
): Promise<boolean> {
  const address = (await installations.find(installation.id))?.address;
  return address !== undefined && isPanelPress(request, (origin) => isPageOfOrg(address, origin));
}
