import type { Request } from 'express';
import { pageLanguage } from '../../pages/page-language.ts';
import { pressOf } from '../press.ts';
import type { Reply } from '../reply.ts';
import { give, type Given } from './give-command.ts';
import { isDoneAlready, type JoinAction } from './join-actions.ts';
import type { JoinDeps } from './join-deps.ts';
import { enterOwnAddress, joinFirst } from './join-first.ts';
import { carriedValues, readJoinForm } from './join-form.ts';
import { joinLanguage } from './join-language.ts';
import type { JoinPost, PostTools } from './join-post.ts';
import { openLink } from './open-link.ts';
import { goOn, refused, showAgain } from './post-pages.ts';
import type { PressedForm } from './press-check.ts';
import { personOf } from './returning.ts';

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

  const atOnce = form.joins === 'yes' && (action === 'allow' || action === 'deny');
  const post = { opened, action, form, atOnce, language, request };
  const pressed: PressedForm = { requestId: opened.request.id, action, values: carriedValues(form) };
  if (form.check !== '' && tools.checks.passes(pressed, form.check, form.word, opened.now)) {
    const cookie = tools.checks.personCookie(opened.request.id, opened.now, deps.publicUrl);
    return carryOut(deps, tools, post, [cookie]);
  }
  if (!tools.nonces.isFresh(form.nonce, opened.request.id, opened.now)) return showAgain(deps, tools, post, 'oldPage');
  const known = tools.checks.isKnownPerson(opened.request.id, request.get('cookie'), opened.now);
  if (form.check === '' && (press === 'person' || known)) return carryOut(deps, tools, post, []);
  const step = tools.checks.ask(pressed, opened.now, language.texts);
  const hidden = Object.entries(pressed.values).map(([name, value]) => ({ name, value }));
  const view = { action, ...step, hidden, wrong: form.check !== '' };
  return tools.pages.aside('press-check', opened, language, view);
}

async function carryOut(deps: JoinDeps, tools: PostTools, post: JoinPost, cookies: readonly string[]): Promise<Reply> {
  const { device, cookies: kept } = deviceOf(tools, post);
  const now = await joinFirst(deps, tools, post, device);
  if ('status' in now) return now;
  const given = await give(deps, tools, now, device);
  return 'status' in given ? given : afterCommand(deps, tools, given, [...cookies, ...kept]);
}

/** Joining gives a browser its name; the other presses only use it. */
function deviceOf({ devices }: PostTools, { action, request }: JoinPost) {
  const cookie = request.get('cookie');
  if (action !== 'join' && action !== 'move-here') return { device: devices.nameOf(cookie), cookies: [] };
  const { name, cookies } = devices.known(cookie);
  return { device: name, cookies };
}

async function afterCommand(
  deps: JoinDeps,
  tools: PostTools,
  { post, answer }: Given,
  cookies: readonly string[],
): Promise<Reply> {
  const { opened, action, form } = post;
  if (!answer.ok && !isDoneAlready(action, answer.refusal.reason)) return refused(deps, tools, post);
  await deps.presence.markSeen(opened.request.id, opened.now);
  if (answer.ok && action === 'join' && form.anew === '') await enterOwnAddress(deps, tools, post, null);
  return goOn(post, [...cookies, ...keptAddress(tools, post)]);
}

/** With whom it was: only for the same person will this browser see the decision at once the next time. */
function keptAddress({ devices }: PostTools, { action, form, opened, request }: JoinPost): readonly string[] {
  return action === 'allow' ? devices.keepAddress(request.get('cookie'), form.address, personOf(opened.request)) : [];
}
