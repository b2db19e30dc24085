import type { Request } from 'express';
import { HOME, returnPath } from '../../sign-in/return-path.ts';
import { cookiesOf } from '../../sign-in/cookie.ts';
import { nothing, type Reply, seeOther } from '../reply.ts';
import type { ConnectDeps } from './connect-deps.ts';
import { isPanelPress, PRESS_MARK } from './panel-press.ts';
import { ORG_TROUBLES, orgSignInPage, type OrgTrouble } from './org-sign-in-pages.ts';

type Deps = Pick<ConnectDeps, 'orgSignIns' | 'installations' | 'signIn' | 'pages' | 'core' | 'hasCompanyProvider'>;
/** A request of an account whose agents sign in with it. */
export type OrgPlace = { readonly requestId: string; readonly installationId: string };

const TROUBLE = 'sr-org-trouble';
const TROUBLE_SEC = 60;
/** Asks for the org's sign-in where there is another one too. */
const BY_ORG = 'by';
const CLEAR_TROUBLE = `${TROUBLE}=; Path=/connect; Max-Age=0; HttpOnly; SameSite=Lax`;

export const pathOf = (requestId: string): string => `/connect/${encodeURIComponent(requestId)}`;

/**
 * Somebody who is not signed in, before a request of an org: straight to the org when he came from there or it is the only way, else he
 * chooses. What went wrong a moment ago is said first, so that nobody is led round in a circle.
 */
export async function enterByOrg(deps: Deps, place: OrgPlace, request: Request): Promise<Reply> {
  const { requestId, installationId } = place;
  const row = await deps.installations.find(installationId);
  const org = row?.installation.name ?? '';
  const view = { org, again: `${pathOf(requestId)}?${BY_ORG}=org`, other: deps.signIn.signInUrl(pathOf(requestId)) };
  const isPress = isPanelPress(request, (origin) => row !== null && deps.orgSignIns.isPageOfOrg(row.address, origin));
  const asksForOrg = request.query[BY_ORG] === 'org';
  const trouble = troubleIn(request);
  if (trouble !== null && !isPress && !asksForOrg) {
    return orgSignInPage(deps.pages, request, { ...view, trouble }, [CLEAR_TROUBLE]);
  }
  if (!isPress && !asksForOrg && (await deps.hasCompanyProvider())) {
    return orgSignInPage(deps.pages, request, { ...view, trouble: null }, []);
  }
  // What the sealed cookie brings back was proved here; the address alone proves nothing.
  const returnTo = isPress ? `${pathOf(requestId)}?${PRESS_MARK}=1` : pathOf(requestId);
  const answer = await deps.orgSignIns.begin(installationId, { returnTo, language: '' }, request.get('cookie'));
  switch (answer.kind) {
    case 'go':
      return { ...nothing(303, { location: answer.url }), cookies: [answer.cookie, CLEAR_TROUBLE] };
    case 'refused':
      return orgSignInPage(deps.pages, request, { ...view, trouble: answer.refusal }, [CLEAR_TROUBLE]);
    default:
      return answer satisfies never;
  }
}

/** Back from the org. Always leads on, so that no code stays in the address bar or the history. */
export async function comeBackFromOrg(deps: Deps, installationId: string, request: Request): Promise<Reply> {
  const at = request.originalUrl.indexOf('?');
  const answer = await deps.orgSignIns.finish(installationId, at < 0 ? '' : request.originalUrl.slice(at + 1), request);
  const { wanted, cookies } = answer;
  // Nobody knows where he wanted to go: a page of its own says so.
  if (wanted === null) return seeOther('/connect/sign-in/stale', cookies);
  const [path = '', query] = returnPath(wanted.returnTo).split('?');
  if (answer.kind === 'refused') return seeOther(path, [...cookies, troubleCookie(answer.refusal)]);
  const requestId = /^\/connect\/([\w-]+)$/.exec(path)?.[1];
  if (requestId === undefined) return seeOther(HOME, cookies);
  const carried =
    query === `${PRESS_MARK}=1` ? [deps.orgSignIns.cookies.setPress(requestId, deps.core.clock.now())] : [];
  return seeOther(path, [...cookies, ...carried]);
}

/** An answer that belongs to no sign-in of this browser. */
export function staleSignIn(deps: Deps, request: Request): Reply {
  const view = { org: '', trouble: 'stale' as const, again: null, other: deps.signIn.signInUrl(HOME) };
  return orgSignInPage(deps.pages, request, view, []);
}

function troubleCookie(trouble: OrgTrouble): string {
  return `${TROUBLE}=${trouble}; Path=/connect; Max-Age=${TROUBLE_SEC}; HttpOnly; SameSite=Lax`;
}

/** Only these: a planted cookie cannot make the page say anything else. */
function troubleIn(request: Request): OrgTrouble | null {
  const value = cookiesOf(request.get('cookie')).find(([name]) => name === TROUBLE)?.[1];
  return ORG_TROUBLES.find((one) => one === value) ?? null;
}
