import type { Request } from 'express';
import { z } from 'zod';
import { commandRequest } from '../../../../core/use-cases/command-request.ts';
import type { PageLanguage } from '../../../pages/page-language.ts';
import { type Reply, seeOther } from '../../reply.ts';
import type { JoinDeps } from '../join-deps.ts';
import type { Opened } from '../open-link.ts';
import { personPress, type PressTools } from '../person-press.ts';
import { moveRange } from './move-range.ts';
import { readChosen } from './read-chosen.ts';

const moveForm = z.strictObject({
  nonce: z.string().max(80).default(''),
  at: z.string().max(20).default(''),
  zone: z.string().max(64).default(''),
  /** The further step: token and typed word. */
  check: z.string().max(60).default(''),
  word: z.string().max(60).default(''),
});
type MoveForm = z.infer<typeof moveForm>;

/** A person's press moves the appointment; agent and ticket are told by the event. */
export async function movePost(deps: JoinDeps, tools: PressTools, request: Request): Promise<Reply> {
  const press = await personPress(deps, tools, request, { action: 'move', schema: moveForm });
  if ('status' in press) return press;
  const { opened, language, form, cookies, isOld } = press;
  return isOld ? askAgain(opened, language, form, []) : move(deps, opened, language, form, cookies);
}

async function move(
  deps: JoinDeps,
  opened: Opened,
  language: PageLanguage,
  form: MoveForm,
  cookies: readonly string[],
): Promise<Reply> {
  const range = moveRange(opened);
  const planned = opened.request.schedule;
  if (range === null || planned === null) return seeOther(`/join/${opened.token}${language.query}`, cookies);
  const { at, zone } = form;
  const isThere = Number(at) === planned.startAt && zone === planned.timeZone;
  if (isThere) return seeOther(`/join/${opened.token}/time/done${language.query}`, cookies);
  const chosen = readChosen({ at, zone, start: undefined }, { range, now: opened.now, planned }, language.texts);
  if (chosen.kind !== 'chosen') return askAgain(opened, language, form, cookies);
  const answer = await commandRequest(deps.core, {
    requestId: opened.request.id,
    command: {
      type: 'reschedule',
      actor: { kind: 'recipient' },
      schedule: chosen.schedule,
      expiresAt: null,
      moveLimits: null,
    },
    person: null,
    installationId: null,
    // News that come meanwhile, such as that the SMS arrived, are no reason to ask once more.
    expectedVersion: null,
    envelope: { scope: `join:${opened.request.id}`, commandId: form.nonce, bodyHash: `move ${at} ${zone}` },
  });
  if (!answer.ok) return askAgain(opened, language, form, cookies);
  return seeOther(`/join/${opened.token}/time/done${language.query}`, cookies);
}

/** The page looks at the time anew, and says what is wrong with it, or asks once more. */
function askAgain(opened: Opened, { query }: PageLanguage, { at, zone }: MoveForm, cookies: readonly string[]): Reply {
  const asked = new URLSearchParams(query.slice(1));
  asked.set('at', at);
  asked.set('zone', zone);
  return seeOther(`/join/${opened.token}/time?${asked.toString()}`, cookies);
}
