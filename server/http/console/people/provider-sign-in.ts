import { cookiesOf } from '../../../sign-in/cookie.ts';
import type { OidcRefusal } from '../../../sign-in/oidc/oidc.ts';
import { HOME, returnPath } from '../../../sign-in/return-path.ts';
import type { Reply } from '../../reply.ts';
import { seeOther } from '../../reply.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import type { Trouble } from '../console-page.ts';
import { queryOf, type Visit } from '../visit.ts';

const START = '/console/sign-in/oidc';
const TROUBLE = 'sr-provider-trouble';
const TROUBLE_SEC = 60;

/** The button of the sign-in page; null when no provider is set up. */
export type ProviderButton = { readonly name: string; readonly href: string };

export async function providerButton(deps: ConsoleDeps, visit: Visit): Promise<ProviderButton | null> {
  const shown = await deps.oidc.settings.shown();
  if (shown === null) return null;
  const to = returnPath(queryOf(visit, 'return'));
  return { name: shown.label, href: addressed(START, { returnTo: to, language: queryOf(visit, 'language') }) };
}

/** To the provider. A link and no form, because our pages may send forms to nobody else; following it changes nothing. */
export async function providerStart(deps: ConsoleDeps, visit: Visit): Promise<Reply> {
  const returnTo = returnPath(queryOf(visit, 'return'));
  if ((await deps.signIn.signedIn(visit.request)) !== null) return seeOther(returnTo);
  const wanted = { returnTo, language: queryOf(visit, 'language').slice(0, 35) };
  const answer = await deps.oidc.begin(wanted, visit.request.get('cookie'));
  switch (answer.kind) {
    case 'go':
      return leadAway(answer.url, answer.cookie);
    case 'refused':
      return seeOther(addressed('/console/sign-in', wanted), [troubleCookie(answer.refusal)]);
    default:
      return answer satisfies never;
  }
}

/** Back from the provider. Always leads on, so that no code stays in the address bar or the history. */
export async function providerCallback(deps: ConsoleDeps, visit: Visit): Promise<Reply> {
  const { request } = visit;
  const at = request.originalUrl.indexOf('?');
  const answer = await deps.oidc.finish(at < 0 ? '' : request.originalUrl.slice(at + 1), request.get('cookie'));
  const cookie = answer.kind === 'in' ? await deps.signIn.open(request, answer.entered) : null;
  const wanted = answer.wanted ?? { returnTo: HOME, language: '' };
  if (cookie !== null) return seeOther(returnPath(wanted.returnTo), [cookie, ...answer.cookies]);
  // Disabled between the provider's answer and this moment.
  const refusal = answer.kind === 'refused' ? answer.refusal : 'disabled';
  const cookies = [troubleCookie(refusal), ...answer.cookies];
  return seeOther(addressed('/console/sign-in', wanted), cookies);
}

/** What the sign-in page says once after the provider let nobody in. Only these: a planted cookie cannot make it say anything else. */
export function providerTrouble(visit: Visit, button: ProviderButton | null): Trouble | null {
  const value = cookiesOf(visit.request.get('cookie')).find(([name]) => name === TROUBLE)?.[1];
  const refusal = REFUSALS.find((one) => one === value);
  if (refusal === undefined) return null;
  const { texts } = visit;
  const name = button?.name ?? texts.t('console.signIn.theProvider');
  return { title: texts.t('console.signIn.refused'), text: texts.t(`console.signIn.provider.${refusal}`, { name }) };
}

/** To somebody else's page. */
const leadAway = (url: string, cookie: string): Reply => ({
  status: 303,
  headers: { location: url, 'cache-control': 'no-store' },
  cookies: [cookie],
  body: { kind: 'nothing' },
});

export const CLEAR_TROUBLE = `${TROUBLE}=; Path=/console; Max-Age=0; HttpOnly; SameSite=Lax`;

function troubleCookie(refusal: OidcRefusal): string {
  return `${TROUBLE}=${refusal}; Path=/console; Max-Age=${TROUBLE_SEC}; HttpOnly; SameSite=Lax`;
}

function addressed(path: string, { returnTo, language }: { readonly returnTo: string; readonly language: string }) {
  const carried = { language, return: returnTo === HOME ? '' : returnTo };
  const query = new URLSearchParams(Object.entries(carried).filter(([, value]) => value !== '')).toString();
  return path + (query === '' ? '' : `?${query}`);
}

const REFUSALS = Object.keys({
  'not-set-up': true,
  stale: true,
  cancelled: true,
  down: true,
  'wrong-settings': true,
  'not-believed': true,
  busy: true,
  disabled: true,
  'no-role': true,
  'no-email': true,
  'email-not-verified': true,
  'foreign-email': true,
  'other-account': true,
  'not-entered': true,
} satisfies Record<OidcRefusal, true>) as readonly OidcRefusal[];
