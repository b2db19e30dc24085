import { SYSTEMS } from '../../../core/session-request/readiness.ts';
import type { PageLanguage } from '../../pages/page-language.ts';
import type { Reply } from '../reply.ts';
import type { JoinPages } from './join-page.ts';
import type { Opened } from './open-link.ts';
import { openPoints } from './readiness-form.ts';
import { browserAge, visitorSystem } from './visitor-system.ts';

/** "Is everything there?": what the browser tells is filled in, the rest is asked. Also before the time of an appointment. */
export function checkPage(pages: JoinPages, opened: Opened, language: PageLanguage, userAgent: string): Reply {
  const { readiness } = opened.request;
  const system = visitorSystem(userAgent);
  return pages.aside('check', opened, language, {
    checkedAt: readiness?.at ?? null,
    open: openPoints(readiness),
    isOldBrowser: browserAge(userAgent) === 'problem',
    system,
    systems: SYSTEMS.map((name) => ({ name, isChosen: name === system })),
  });
}
