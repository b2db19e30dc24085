import type { Request } from 'express';
import { z } from 'zod';
import { commandRequest } from '../../../../core/use-cases/command-request.ts';
import { type PageLanguage, pageLanguage } from '../../../pages/page-language.ts';
import { pressOf } from '../../press.ts';
import { type Reply, seeOther } from '../../reply.ts';
import type { JoinDeps } from '../join-deps.ts';
import { joinLanguage } from '../join-language.ts';
import type { PostTools } from '../join-post.ts';
import { openLink, type Opened } from '../open-link.ts';
import type { PressedForm } from '../press-check.ts';
import { moveRange } from './move-range.ts';
import { readChosen } from './read-chosen.ts';

export type TimeTools = Pick<PostTools, 'pages' | 'nonces' | 'checks'>;

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
export async function movePost(deps: JoinDeps, tools: TimeTools, token: string, request: Request): Promise<Reply> {
  const { pages, nonces, checks } = tools;
  const opened = await openLink(deps, token);
  if (opened === null) return pages.plain('unknown', pageLanguage(request), 404);
  const language = joinLanguage(request, opened);
  const press = pressOf(request, deps.publicUrl);
  if (press === 'foreign') return pages.plain('foreign', language, 403);
  const form = moveForm.safeParse(request.body ?? {});
  if (!form.success) return pages.plain('bad-form', language, 400);
  const { nonce, at, zone, check, word } = form.data;
  const requestId = opened.request.id;
  const pressed: PressedForm = { requestId, action: 'move', values: { nonce, at, zone } };
  if (check !== '' && checks.passes(pressed, check, word, opened.now)) {
    const cookie = checks.personCookie(requestId, opened.now, deps.publicUrl);
    return move(deps, opened, language, form.data, [cookie]);
  }
  if (!nonces.isFresh(nonce, requestId, opened.now)) return askAgain(opened, language, form.data, []);
  const known = checks.isKnownPerson(requestId, request.get('cookie'), opened.now);
  if (check === '' && (press === 'person' || known)) return move(deps, opened, language, form.data, []);
  const step = checks.ask(pressed, opened.now, language.texts);
  const hidden = Object.entries(pressed.values).map(([name, value]) => ({ name, value }));
  return pages.aside('press-check', opened, language, { action: 'move', ...step, hidden, wrong: check !== '' });
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
