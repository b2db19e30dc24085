import type { Request } from 'express';
import { commandRequest } from '../../../core/use-cases/command-request.ts';
import { isActive } from '../../../core/session-request/states.ts';
import type { CommandAnswer } from '../../../core/use-cases/answers.ts';
import { type PageLanguage, pageLanguage } from '../../pages/page-language.ts';
import { pressOf } from '../press.ts';
import { type Reply, seeOther } from '../reply.ts';
import { askedBy, isDoneAlready, type JoinAction } from './join-actions.ts';
import type { Devices } from './devices.ts';
import { handOver } from './hand-over.ts';
import type { JoinDeps } from './join-deps.ts';
import { carriedValues, type JoinForm, readJoinForm } from './join-form.ts';
import { joinLanguage } from './join-language.ts';
import type { JoinPages } from './join-page.ts';
import { type Visit, visitOf } from './join-visit.ts';
import { openLink, type Opened } from './open-link.ts';
import type { PageNonces } from './page-nonce.ts';
import type { PressChecks, PressedForm } from './press-check.ts';

export type PostTools = {
  readonly pages: JoinPages;
  readonly nonces: PageNonces;
  readonly checks: PressChecks;
  readonly devices: Devices;
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
  if (!tools.nonces.isFresh(form.nonce, opened.request.id, opened.now)) return showAgain(deps, tools, post, 'oldPage');
  const known = tools.checks.isKnownPerson(opened.request.id, request.get('cookie'), opened.now);
  if (form.check === '' && (press === 'person' || known)) return carryOut(deps, tools, post, []);
  const step = tools.checks.ask(pressed, opened.now, language.texts);
  const hidden = Object.entries(pressed.values).map(([name, value]) => ({ name, value }));
  const view = { action, ...step, hidden, wrong: form.check !== '' };
  return tools.pages.aside('press-check', opened, language, view);
}

async function carryOut(deps: JoinDeps, tools: PostTools, post: Post, cookies: readonly string[]): Promise<Reply> {
  let { opened } = post;
  const { device, cookies: kept } = deviceOf(tools, post);
  const userAgent = post.request.get('user-agent') ?? '';
  for (let look = 1; ; look += 1) {
    const seen = { ...post, opened };
    const asked = askedBy(post.action, post.form, opened, post.language.texts, {
      ...tools,
      remoteTool: deps.remoteTool,
      device,
      userAgent,
      hashOf: (address) => deps.keys.mac('consent-address', address).toString('base64url').slice(0, 22),
    });
    if (asked.kind === 'notice') return showAgain(deps, tools, seen, asked.notice, 422);
    if (asked.kind === 'bad-address') return badAddress(deps, tools, seen, asked);
    if (asked.kind === 'code') {
      if (!isActive(opened.request)) return showAgain(deps, tools, seen, 'moved');
      return handOver(deps, tools.pages, opened, post.language, await deps.codes.make(opened.request));
    }
    const answer = await commandRequest(deps.core, {
      requestId: opened.request.id,
      command: asked.command,
      person: null,
      installationId: null,
      expectedVersion: opened.version,
      envelope: envelopeOf(post),
    });
    const isStale = !answer.ok && answer.refusal.reason === 'stale-version';
    if (!isStale || look === MOST_LOOKS) return afterCommand(deps, tools, seen, answer, [...cookies, ...kept]);
    const again = await openLink(deps, opened.token);
    if (again === null) return tools.pages.plain('unknown', post.language, 404);
    opened = again;
  }
}

/** Joining gives a browser its name; the other presses only use it. */
function deviceOf({ devices }: PostTools, { action, request }: Post) {
  const cookie = request.get('cookie');
  if (action !== 'join' && action !== 'move-here') return { device: devices.nameOf(cookie), cookies: [] };
  const { name, cookies } = devices.known(cookie);
  return { device: name, cookies };
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
    if (answer.ok && action === 'join') await enterOwnAddress(deps, tools, post);
    return seeOther(`/join/${opened.token}${queryAfter(action, language)}`, [...cookies, ...keptAddress(tools, post)]);
  }
  const now = await openLink(deps, opened.token);
  if (now === null) return tools.pages.plain('unknown', language, 404);
  return showAgain(deps, tools, { ...post, opened: now }, 'moved');
}

/** Where the page goes on: the readiness check stays to show what it found. */
function queryAfter(action: JoinAction, { query }: PageLanguage): string {
  const ask = { readiness: 'check', 'move-here': 'moved' } as const;
  if (action !== 'readiness' && action !== 'move-here') return query;
  return `${query === '' ? '?' : `${query}&`}ask=${ask[action]}`;
}

/** The address that was allowed with this browser the last time stands there already; it counts only when it is allowed again. */
async function enterOwnAddress(deps: JoinDeps, { devices }: PostTools, { opened, request }: Post): Promise<void> {
  const cookie = request.get('cookie');
  const kept = devices.addressOf(cookie);
  const address = kept === null ? null : deps.remoteTool.readAddress(kept, opened.installation.settings.remoteClient);
  if (address === null) return;
  await commandRequest(deps.core, {
    requestId: opened.request.id,
    command: { type: 'enter-address', actor: { kind: 'recipient' }, address, device: devices.nameOf(cookie) },
    person: null,
    installationId: null,
    expectedVersion: null,
    envelope: null,
  });
}

function keptAddress({ devices }: PostTools, { action, form, request }: Post): readonly string[] {
  const kept = action === 'allow' ? devices.keepAddress(request.get('cookie'), form.address) : null;
  return kept === null ? [] : [kept];
}

async function showAgain(
  deps: JoinDeps,
  tools: PostTools,
  post: Post,
  notice: 'oldPage' | 'moved' | 'consentMissing' | 'changedName' | 'starsMissing',
  status = 409,
): Promise<Reply> {
  const { opened, language, form } = post;
  const text = language.texts.t(`join.notice.${notice}`);
  const over = { typed: form.address, wantsAgain: notice !== 'moved' };
  const visit = await visitAgain(deps, tools, post, over);
  return tools.pages.page(opened, language, visit, status, { tone: 'warning', text });
}

async function badAddress(
  deps: JoinDeps,
  tools: PostTools,
  post: Post,
  { typed, problem }: { readonly typed: string; readonly problem: string },
): Promise<Reply> {
  const visit = await visitAgain(deps, tools, post, { wantsAgain: true, typed, problem });
  return tools.pages.page(post.opened, post.language, visit, 422, null);
}

async function visitAgain(deps: JoinDeps, { devices }: PostTools, post: Post, over: Partial<Visit>): Promise<Visit> {
  return visitOf(deps, devices, post.opened, post.request, over);
}
