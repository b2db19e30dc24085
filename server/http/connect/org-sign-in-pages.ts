import type { Request } from 'express';
import { pageLanguage } from '../../pages/page-language.ts';
import type { Pages } from '../../pages/pages.ts';
import type { FlowRefusal } from '../../sign-in/oidc/oidc-flow.ts';
import type { OrgRefusal } from '../../sign-in/org/enter-org.ts';
import { html, type Reply } from '../reply.ts';

/** Why an agent does not come in with his org. */
export type OrgTrouble = OrgRefusal | FlowRefusal;

export const ORG_TROUBLES = Object.keys({
  'other-org': true,
  left: true,
  'no-right': true,
  'right-unknown': true,
  'too-long-ago': true,
  'org-silent': true,
  disabled: true,
  'not-set-up': true,
  stale: true,
  cancelled: true,
  down: true,
  'wrong-settings': true,
  'not-believed': true,
  busy: true,
} satisfies Record<OrgTrouble, true>) as readonly OrgTrouble[];

export type OrgSignInView = {
  /** Name of the account, as the admin calls it. */
  readonly org: string;
  /** Null: nothing went wrong, he is to choose. */
  readonly trouble: OrgTrouble | null;
  /** To the org's own sign-in; null where it is not known for which request. */
  readonly again: string | null;
  /** The sign-in of this server. */
  readonly other: string;
};

/** How an agent may sign in, or why he was not let in; always with a way on. */
export function orgSignInPage(pages: Pages, request: Request, view: OrgSignInView, cookies: readonly string[]): Reply {
  const { texts, query } = pageLanguage(request);
  const said = view.trouble === null ? null : texts.t(`connect.signIn.trouble.${view.trouble}`, { org: view.org });
  const heading = texts.t(view.trouble === null ? 'connect.signIn.title' : 'connect.signIn.refused');
  const frame = { query, base: '/connect', live: null, agent: null, asked: false, status: '' };
  const page = pages.render('connect/sign-in', { ...frame, ...view, heading, said }, texts);
  const headers = { 'x-robots-tag': 'noindex, nofollow', vary: 'accept-language, cookie' };
  return { ...html(view.trouble === null ? 200 : 403, page, headers), cookies };
}
