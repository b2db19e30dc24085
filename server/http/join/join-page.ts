import { createHash } from 'node:crypto';
import type { RemoteTool } from '../../../core/ports/remote-tool.ts';
import type { Texts } from '../../texts/texts.ts';
import type { PageLanguage } from '../../pages/page-language.ts';
import type { Pages } from '../../pages/pages.ts';
import { html, type Reply } from '../reply.ts';
import type { JoinDeps } from './join-deps.ts';
import { joinStep } from './join-step.ts';
import { NO_VISIT, type Visit } from './join-visit.ts';
import type { AccessLine, JoinFrame, JoinNotice, JoinStep } from './join-view.ts';
import { agentOf, firstName, whoConnects } from './named.ts';
import type { Opened } from './open-link.ts';
import type { PageNonces } from './page-nonce.ts';
import { callView } from './call/call-view.ts';
import { deskView } from './time/desk-view.ts';

/** The page is nobody's business but the reader's: not for caches, not for search engines. */
const PRIVATE = { 'x-robots-tag': 'noindex, nofollow', vary: 'accept-language' } as const;

const STEPS = { planned: 1, invitation: 1, prepare: 2, consent: 3, denied: 3, stopped: 3 } as const;
const LIVE_STEPS = { ready: 4, connected: 4, 'session-over': 4 } as const;
const SILENT_STEPS = { elsewhere: 0, closed: 0, expired: 0, reported: 0, 'ticket-gone': 0 } as const;
const PLACE: Readonly<Record<JoinStep['kind'], number>> = { ...STEPS, ...LIVE_STEPS, ...SILENT_STEPS };

export type JoinPages = {
  /** The page a request has now. */
  page(opened: Opened, language: PageLanguage, visit: Visit, status: number, notice: JoinNotice | null): Reply;
  /** A page of its own about the request, such as the check before reporting. */
  aside(template: string, opened: Opened, language: PageLanguage, view: object): Reply;
  /** A page that knows nothing of any request. */
  plain(template: string, language: PageLanguage, status: number, view?: object): Reply;
  /** Short mark of what the page shows: another mark, another page. */
  look(opened: Opened, texts: Texts): string;
};

export function createJoinPages(deps: Pick<JoinDeps, 'remoteTool' | 'pages'>, nonces: PageNonces): JoinPages {
  const { pages, remoteTool } = deps;
  const stepOf = (opened: Opened, visit: Visit, texts: Texts): JoinStep => {
    const seal = (shown: readonly string[]): string => nonces.seal(opened.request.id, shown);
    return joinStep(opened, visit, { remoteTool, seal, texts });
  };
  const look = (opened: Opened, texts: Texts): string => {
    const shown = [
      stepOf(opened, NO_VISIT, texts),
      accessLine(opened, texts),
      opened.request.phrase,
      opened.request.device,
      opened.request.callBack?.isOpen,
    ];
    return createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 12);
  };
  const frame = (opened: Opened, { texts, query }: PageLanguage, step: number, isOpen: boolean): JoinFrame => {
    const { company, helpDeskPhone, helpDeskHours, timeZone } = opened.installation.settings;
    const agent = whoConnects(opened.request, opened.installation, texts);
    return {
      base: `/join/${opened.token}`,
      query,
      nonce: nonces.make(opened.request.id, opened.now),
      company,
      // A number broken over two lines is misread.
      phone: helpDeskPhone.replaceAll(' ', '\u00a0'),
      hours: helpDeskHours,
      zone: opened.request.schedule?.timeZone ?? timeZone,
      agent: isOpen ? firstName(agentOf(opened.request)?.name ?? company) : agent,
      access: accessLine(opened, texts),
      desk: deskView(opened),
      callBack: callView(opened),
      step,
      phrase: isOpen ? null : opened.request.phrase,
    };
  };
  return {
    look,
    page: (opened, language, visit, status, notice) => {
      const step = stepOf(opened, visit, language.texts);
      const isOpen = step.kind === 'invitation' || step.kind === 'planned';
      // Before the press there is nobody who could be on the page.
      const live = opened.request.status === 'Open' ? null : look(opened, language.texts);
      const reloads = step.kind in LIVE_STEPS;
      const view = {
        ...frame(opened, language, PLACE[step.kind], isOpen),
        ...step,
        notice,
        live,
        reloads,
        history: historyShown(visit.history, remoteTool),
      };
      return html(status, render(pages, `join/${step.kind}`, view, language), PRIVATE);
    },
    aside: (template, opened, language, more) => {
      const view = {
        ...frame(opened, language, 0, opened.request.status === 'Open'),
        callBack: null,
        notice: null,
        live: null,
        reloads: false,
        ...more,
      };
      return html(200, render(pages, `join/${template}`, view, language), PRIVATE);
    },
    plain: (template, language, status, more = {}) =>
      html(
        status,
        render(pages, `join/${template}`, { ...NO_FRAME, query: language.query, ...more }, language),
        PRIVATE,
      ),
  };
}

function historyShown(history: Visit['history'], remoteTool: Pick<RemoteTool, 'showAddress'>) {
  return history.map((line) =>
    line.kind === 'allowed' ? { ...line, address: remoteTool.showAddress(line.address) } : line,
  );
}

/** Pages without a request: their language links are relative, so that a page does not depend on the address it was asked at. */
const NO_FRAME = {
  base: null,
  company: null,
  phone: '',
  hours: '',
  access: null,
  callBack: null,
  step: 0,
  notice: null,
  live: null,
  reloads: false,
};

function render(pages: Pages, template: string, view: object, { texts, languages }: PageLanguage): string {
  return pages.render(template, view, texts, languages);
}

function accessLine({ request, installation }: Opened, texts: Texts): AccessLine {
  const agent = whoConnects(request, installation, texts);
  if (request.status === 'Connected') return { kind: 'connected', agent };
  return { kind: request.status === 'Ready' ? 'allowed' : 'nobody', agent };
}
