import type { Request } from 'express';
import type { z } from 'zod';
import { type PageLanguage, pageLanguage } from '../../pages/page-language.ts';
import { pressOf } from '../press.ts';
import type { Reply } from '../reply.ts';
import type { JoinDeps } from './join-deps.ts';
import { joinLanguage } from './join-language.ts';
import type { PostTools } from './join-post.ts';
import { openLink, type Opened } from './open-link.ts';
import type { PressedForm } from './press-check.ts';

export type PressTools = Pick<PostTools, 'pages' | 'nonces' | 'checks'>;

/** What every form has beside its own fields. */
type Carried = Readonly<Record<'nonce' | 'check' | 'word', string>> & Readonly<Record<string, string>>;

/** A press on a form with few fields of its own. */
export type PersonPress<Form> = {
  readonly opened: Opened;
  readonly language: PageLanguage;
  readonly form: Form;
  /** To be sent along with the answer. */
  readonly cookies: readonly string[];
  /** The page had been open for too long: nothing may be done, and the person is asked once more. */
  readonly isOld: boolean;
};

/** The press of a person on a form of the join page; or the page that answers whatever else came. */
export async function personPress<Form extends Carried>(
  deps: Pick<JoinDeps, 'requests' | 'installations' | 'links' | 'core' | 'waits' | 'stopEnds' | 'publicUrl'>,
  { pages, nonces, checks }: PressTools,
  request: Request,
  { action, schema }: { readonly action: string; readonly schema: z.ZodType<Form> },
): Promise<PersonPress<Form> | Reply> {
  const opened = await openLink(deps, String(request.params['token']));
  if (opened === null) return pages.plain('unknown', pageLanguage(request), 404);
  const language = joinLanguage(request, opened);
  const press = pressOf(request, deps.publicUrl);
  if (press === 'foreign') return pages.plain('foreign', language, 403);
  const read = schema.safeParse(request.body ?? {});
  if (!read.success) return pages.plain('bad-form', language, 400);
  const form = read.data;
  const { check, word, ...values } = form;
  const requestId = opened.request.id;
  const pressed: PressedForm = { requestId, action, values };
  const done = { opened, language, form, cookies: [], isOld: false };
  if (check !== '' && checks.passes(pressed, check, word, opened.now)) {
    return { ...done, cookies: [checks.personCookie(requestId, opened.now, deps.publicUrl)] };
  }
  if (!nonces.isFresh(form.nonce, requestId, opened.now)) return { ...done, isOld: true };
  const known = checks.isKnownPerson(requestId, request.get('cookie'), opened.now);
  if (check === '' && (press === 'person' || known)) return done;
  const step = checks.ask(pressed, opened.now, language.texts);
  const hidden = Object.entries(values).map(([name, value]) => ({ name, value }));
  return pages.aside('press-check', opened, language, { action, ...step, hidden, wrong: check !== '' });
}
