import type { Request } from 'express';
import { z } from 'zod';
import { commandRequest } from '../../../../core/use-cases/command-request.ts';
import { text } from '../../../outside-text.ts';
import type { PageLanguage } from '../../../pages/page-language.ts';
import { type Reply, seeOther } from '../../reply.ts';
import type { JoinDeps } from '../join-deps.ts';
import type { JoinPages } from '../join-page.ts';
import type { Opened } from '../open-link.ts';
import { personPress, type PressTools } from '../person-press.ts';
import { callView } from './call-view.ts';

const carried = {
  nonce: z.string().max(80).default(''),
  /** The further step: token and typed word. */
  check: z.string().max(60).default(''),
  word: z.string().max(60).default(''),
};
const askForm = z.strictObject({
  ...carried,
  phone: text({ most: 60 }).default(''),
  when: text({ most: 100 }).default(''),
});
const dropForm = z.strictObject(carried);

type Typed = { readonly phone: string; readonly when: string };
const NOTHING_TYPED: Typed = { phone: '', when: '' };

/** The form for a call; home again where there is nothing to ask for. */
export function callPage(pages: JoinPages, opened: Opened, language: PageLanguage): Reply {
  const call = callView(opened);
  if (call === null || call.isAsked || call.againAt !== null) return home(opened, language, []);
  return askAgain(pages, opened, language, NOTHING_TYPED, null, 200);
}

/** "Please call me": agent and ticket are told by the event. */
export async function askPost(deps: JoinDeps, tools: PressTools, request: Request): Promise<Reply> {
  const press = await personPress(deps, tools, request, { action: 'call-back', schema: askForm });
  if ('status' in press) return press;
  const { opened, language, form, cookies } = press;
  const { t } = language.texts;
  if (press.isOld) return askAgain(tools.pages, opened, language, form, t('join.notice.oldPage'), 409);
  const phone = await deps.readPhone(form.phone, opened.installation.settings);
  if (phone === null) return askAgain(tools.pages, opened, language, form, t('join.callBack.wrong'), 422);
  await give(deps, opened, { type: 'ask-call-back', actor: { kind: 'recipient' }, phone, when: form.when });
  return home(opened, language, cookies);
}

/** "I do not need the call any more." */
export async function dropPost(deps: JoinDeps, tools: PressTools, request: Request): Promise<Reply> {
  const press = await personPress(deps, tools, request, { action: 'call-drop', schema: dropForm });
  if ('status' in press) return press;
  const { opened, language, cookies, isOld } = press;
  // A page that had been open for long is shown anew, and the button with it.
  if (!isOld) await give(deps, opened, { type: 'drop-call-back', actor: { kind: 'recipient' } });
  return home(opened, language, cookies);
}

/** Whatever comes of it, the page shows it: asked for already, dropped already, or over meanwhile. */
async function give(
  deps: Pick<JoinDeps, 'core'>,
  { request }: Opened,
  command: Parameters<typeof commandRequest>[1]['command'],
): Promise<void> {
  await commandRequest(deps.core, {
    requestId: request.id,
    command,
    person: null,
    installationId: null,
    expectedVersion: null,
    envelope: null,
  });
}

function askAgain(
  pages: JoinPages,
  opened: Opened,
  language: PageLanguage,
  { phone, when }: Typed,
  problem: string | null,
  status: number,
): Reply {
  return { ...pages.aside('call', opened, language, { typed: { phone, when }, problem }), status };
}

function home({ token }: Opened, { query }: PageLanguage, cookies: readonly string[]): Reply {
  return seeOther(`/join/${token}${query}`, cookies);
}
