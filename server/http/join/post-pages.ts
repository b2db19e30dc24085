import type { PageLanguage } from '../../pages/page-language.ts';
import { type Reply, seeOther } from '../reply.ts';
import type { JoinAction } from './join-actions.ts';
import type { JoinDeps } from './join-deps.ts';
import type { JoinPost, PostTools } from './join-post.ts';
import { type Visit, visitOf } from './join-visit.ts';
import { openLink } from './open-link.ts';

/** What was pressed is so now: on to the page that shows it. */
export function goOn({ opened, action, language }: JoinPost, cookies: readonly string[]): Reply {
  return seeOther(`/join/${opened.token}${queryAfter(action, language)}`, cookies);
}

/** It stands otherwise by now: the page shows how. */
export async function refused(deps: JoinDeps, tools: PostTools, post: JoinPost): Promise<Reply> {
  const now = await openLink(deps, post.opened.token);
  if (now === null) return tools.pages.plain('unknown', post.language, 404);
  return showAgain(deps, tools, { ...post, opened: now }, 'moved');
}

/** Where the page goes on: the readiness check stays to show what it found. */
function queryAfter(action: JoinAction, { query }: PageLanguage): string {
  const ask = { readiness: 'check', 'move-here': 'moved' } as const;
  if (action !== 'readiness' && action !== 'move-here') return query;
  return `${query === '' ? '?' : `${query}&`}ask=${ask[action]}`;
}

/** The page again, with a sentence that says why nothing came of the press. */
export async function showAgain(
  deps: JoinDeps,
  tools: PostTools,
  post: JoinPost,
  notice: 'oldPage' | 'moved' | 'consentMissing' | 'changedName' | 'starsMissing',
  status = 409,
): Promise<Reply> {
  const { opened, language, form } = post;
  const text = language.texts.t(`join.notice.${notice}`);
  const over = { typed: form.address, wantsAgain: notice !== 'moved' };
  const visit = await visitAgain(deps, tools, post, over);
  return tools.pages.page(opened, language, visit, status, { tone: 'warning', text });
}

export async function badAddress(
  deps: JoinDeps,
  tools: PostTools,
  post: JoinPost,
  { typed, problem }: { readonly typed: string; readonly problem: string },
): Promise<Reply> {
  const visit = await visitAgain(deps, tools, post, { wantsAgain: true, typed, problem });
  return tools.pages.page(post.opened, post.language, visit, 422, null);
}

async function visitAgain(
  deps: JoinDeps,
  { devices }: PostTools,
  post: JoinPost,
  over: Partial<Visit>,
): Promise<Visit> {
  return visitOf(deps, devices, post.opened, post.request, over);
}
