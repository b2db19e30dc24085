import { mayAdminister, mayCommand } from '../../../core/people/rights.ts';
import type { Pages } from '../../pages/pages.ts';
import { CONSOLE_LANGUAGES, languageNames } from '../../texts/texts.ts';
import { html, type Reply, seeOther } from '../reply.ts';
import { CLEAR_NOTICE, type Notice, noticeCookie, noticeOf } from './notices.ts';
import { pageAddress, type SignedInVisit, type Visit } from './visit.ts';

/** Areas of the console, as the navigation lists them. */
const AREAS = [
  'requests',
  'sessions',
  'people',
  'sign-in-provider',
  'queues',
  'connectors',
  'anydesk',
  'mail',
  'sms',
  'webhooks',
  'deliveries',
  'audit',
  'privacy',
] as const;
export type Area = (typeof AREAS)[number];

/** Something that went wrong with what the person just did; shown at the top and read out. */
export type Trouble = { readonly title: string; readonly text: string };

export type ConsolePage = {
  /** Template below `templates/console`. */
  readonly template: string;
  readonly title: string;
  readonly area: Area | 'account' | null;
  readonly view: object;
  readonly status?: number;
  readonly trouble?: Trouble | null;
};

/** A page of the console for somebody signed in, in the frame that all of them share. */
export function consolePage(pages: Pages, visit: SignedInVisit, page: ConsolePage): Reply {
  const { texts, person, csrf, zone, request } = visit;
  const notice = noticeOf(request);
  const isAdmin = mayAdminister(person);
  const areas = AREAS.filter((area) => isAdmin || area === 'requests' || (area === 'sessions' && mayCommand(person)));
  const frame = {
    title: page.title,
    areas: areas.map((area) => ({ area, isCurrent: area === page.area })),
    isAccount: page.area === 'account',
    name: person.name,
    role: person.role,
    csrf,
    zone,
    notice: notice === null ? null : texts.lookUp(`console.notice.${notice}`),
    trouble: page.trouble ?? null,
  };
  const text = pages.render(`console/${page.template}`, { ...page.view, frame }, texts);
  const reply = html(page.status ?? 200, text, { 'content-language': texts.language });
  return notice === null ? reply : { ...reply, cookies: [CLEAR_NOTICE] };
}

/** A page for somebody who is not signed in: one card in the middle. */
export function doorPage(pages: Pages, visit: Visit, page: Omit<ConsolePage, 'area'>): Reply {
  const { texts } = visit;
  const languages = languageNames(CONSOLE_LANGUAGES).map(({ tag, name }) => ({
    tag,
    name,
    href: pageAddress(visit, { language: tag }),
    isCurrent: tag === texts.language,
  }));
  const notice = noticeOf(visit.request);
  const frame = {
    title: page.title,
    languages,
    notice: notice === null ? null : texts.lookUp(`console.notice.${notice}`),
    trouble: page.trouble ?? null,
  };
  const text = pages.render(`console/${page.template}`, { ...page.view, frame }, texts);
  return html(page.status ?? 200, text, { 'content-language': texts.language });
}

/** After a form was carried out: look at the result, with one sentence about it. */
export function doneAt(path: string, notice: Notice, cookies: readonly string[] = []): Reply {
  return seeOther(path, [noticeCookie(notice), ...cookies]);
}
