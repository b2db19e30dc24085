import type { Pages } from '../../pages/pages.ts';
import type { Problem } from '../problem.ts';
import type { Reply } from '../reply.ts';
import { consolePage, doorPage } from './console-page.ts';
import type { SignedInVisit, Visit } from './visit.ts';

const KNOWN = ['not-permitted', 'not-found', 'foreign-form'] as const;

/** A page instead of a problem document. Problems without words of their own get the general ones. */
export function signedInProblemPage(pages: Pages, visit: SignedInVisit, problem: Problem): Reply {
  return consolePage(pages, visit, { ...content(visit, problem), template: 'problem', area: null });
}

export function problemPage(pages: Pages, visit: Visit, problem: Problem): Reply {
  return doorPage(pages, visit, { ...content(visit, problem), template: 'problem-outside' });
}

function content({ texts }: Visit, problem: Problem) {
  const name = KNOWN.find((one) => one === problem.type) ?? 'other';
  const title = texts.t(`console.problem.${name}.title`);
  return { title, status: problem.status, view: { text: texts.t(`console.problem.${name}.text`) } };
}
