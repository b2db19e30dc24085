import type { Request } from 'express';
import { commandRequest } from '../../../core/use-cases/command-request.ts';
import type { CommandAnswer } from '../../../core/use-cases/answers.ts';
import { type PageLanguage, pageLanguage } from '../../pages/page-language.ts';
import { pressOf } from '../press.ts';
import { type Reply, seeOther } from '../reply.ts';
import { askedBy, isDoneAlready, type JoinAction } from './join-actions.ts';
import type { JoinDeps } from './join-deps.ts';
import { carriedValues, type JoinForm, readJoinForm } from './join-form.ts';
import { joinLanguage } from './join-language.ts';
import { type JoinPages, NO_VISIT } from './join-page.ts';
import { openLink, type Opened } from './open-link.ts';
import type { PageNonces } from './page-nonce.ts';
import type { PressChecks, PressedForm } from './press-check.ts';
import { visitorSystem } from './visitor-system.ts';

export type PostTools = {
  readonly pages: JoinPages;
  readonly nonces: PageNonces;
  readonly checks: PressChecks;
};

type Post = {
  readonly opened: Opened;
  readonly action: JoinAction;
  readonly form: JoinForm;
  readonly language: PageLanguage;
  readonly request: Request;
};

/** Somebody else may change the request between our look at it and our command; then we look again. */
const MOST_LOOKS = 5;

/** Answers a form of the join page. Only a person's press changes anything; whatever else comes is answered with a page. */
export async function answerPost(
  deps: JoinDeps,
  tools: PostTools,
  action: JoinAction,
  token: string,
  request: Request,
): Promise<Reply> {
  const opened = await openLink(deps, token);
  if (opened === null) return tools.pages.plain('unknown', pageLanguage(request), 404);
  const language = joinLanguage(request, opened);
  const press = pressOf(request, deps.publicUrl);
  if (press === 'foreign') return tools.pages.plain('foreign', language, 403);
  const form = readJoinForm(request.body);
  if (form === null) return tools.pages.plain('bad-form', language, 400);

  const post = { opened, action, form, language, request };
  const pressed: PressedForm = { requestId: opened.request.id, action, values: carriedValues(form) };
  if (form.check !== '' && tools.checks.passes(pressed, form.check, form.word, opened.now)) {
    const cookie = tools.checks.personCookie(opened.request.id, opened.now, deps.publicUrl);
    return carryOut(deps, tools, post, [cookie]);
  }
  if (!tools.nonces.isFresh(form.nonce, opened.request.id, opened.now)) return showAgain(tools, post, 'oldPage');
  const known = tools.checks.isKnownPerson(opened.request.id, request.get('cookie'), opened.now);
  if (form.check === '' && (press === 'person' || known)) return carryOut(deps, tools, post, []);
  const step = tools.checks.ask(pressed, opened.now, language.texts);
  const hidden = Object.entries(pressed.values).map(([name, value]) => ({ name, value }));
  const view = { action, ...step, hidden, wrong: form.check !== '' };
  return tools.pages.aside('press-check', opened, language, view);
}

async function carryOut(deps: JoinDeps, tools: PostTools, post: Post, cookies: readonly string[]): Promise<Reply> {
  let { opened } = post;
  for (let look = 1; ; look += 1) {
    const asked = askedBy(post.action, post.form, opened, post.language.texts, {
      ...tools,
      remoteTool: deps.remoteTool,
    });
    if (asked.kind === 'notice') return showAgain(tools, { ...post, opened }, asked.notice, 422);
    if (asked.kind === 'bad-address') return badAddress(tools, { ...post, opened }, asked.typed, asked.problem);
    const answer = await commandRequest(deps.core, {
      requestId: opened.request.id,
      command: asked.command,
      person: null,
      installationId: null,
      expectedVersion: opened.version,
      envelope: envelopeOf(post),
    });
    const isStale = !answer.ok && answer.refusal.reason === 'stale-version';
    if (!isStale || look === MOST_LOOKS) return afterCommand(deps, tools, { ...post, opened }, answer, cookies);
    const again = await openLink(deps, opened.token);
    if (again === null) return tools.pages.plain('unknown', post.language, 404);
    opened = again;
  }
}

/** A second Deny closes the request, so one press that arrives twice must count once. The others are harmless when repeated. */
function envelopeOf({ action, form, opened }: Post) {
  if (action !== 'deny') return null;
  return { scope: `join:${opened.request.id}`, commandId: form.nonce, bodyHash: action };
}

async function afterCommand(
  deps: JoinDeps,
  tools: PostTools,
  post: Post,
  answer: CommandAnswer,
  cookies: readonly string[],
): Promise<Reply> {
  const { opened, language, action } = post;
  if (answer.ok || isDoneAlready(action, answer.refusal.reason)) {
    await deps.presence.markSeen(opened.request.id, opened.now);
    return seeOther(`/join/${opened.token}${language.query}`, cookies);
  }
  const now = await openLink(deps, opened.token);
  if (now === null) return tools.pages.plain('unknown', language, 404);
  return showAgain(tools, { ...post, opened: now }, 'moved');
}

function showAgain(
  { pages }: PostTools,
  { opened, language, form, request }: Post,
  notice: 'oldPage' | 'moved' | 'consentMissing' | 'changedName',
  status = 409,
): Reply {
  const text = language.texts.t(`join.notice.${notice}`);
  const visit = { ...NO_VISIT, system: visitorSystem(request.get('user-agent') ?? ''), typed: form.address };
  return pages.page(opened, language, { ...visit, wantsAgain: notice !== 'moved' }, status, { tone: 'warning', text });
}

function badAddress({ pages }: PostTools, post: Post, typed: string, problem: string): Reply {
  const system = visitorSystem(post.request.get('user-agent') ?? '');
  return pages.page(post.opened, post.language, { ...NO_VISIT, system, wantsAgain: true, typed, problem }, 422, null);
}
