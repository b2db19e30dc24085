import { HOME, returnPath } from '../../../sign-in/return-path.ts';
import type { Reply } from '../../reply.ts';
import { seeOther } from '../../reply.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { doneAt, doorPage, type Trouble } from '../console-page.ts';
import { emailField, passwordField } from '../field-readers.ts';
import { EMPTY_FORM, type FormState, readForm } from '../form-reading.ts';
import { fieldViews } from '../form-view.ts';
import { CLEAR_TROUBLE, providerButton, providerTrouble } from './provider-sign-in.ts';
import { pageAddress, queryOf, type Visit } from '../visit.ts';

const READERS = { email: emailField, password: passwordField };

/** Where a person signs in with address and password, and comes back to where he wanted to go. */
export async function signInPage(deps: ConsoleDeps, visit: Visit): Promise<Reply> {
  const to = returnPath(queryOf(visit, 'return'));
  if ((await deps.signIn.signedIn(visit.request)) !== null) return seeOther(to);
  return show(deps, visit, EMPTY_FORM, null, 200);
}

export async function signInPost(deps: ConsoleDeps, visit: Visit): Promise<Reply> {
  const { signIn } = deps;
  const { request, texts } = visit;
  signIn.checkOrigin(request);
  const form = readForm(request.body, READERS);
  if (!form.ok) return show(deps, visit, form.state, null, 422);
  const { email, password } = form.values;
  const answer = await signIn.passwords.check(email, password, request.ip ?? '');
  const trouble = (key: 'wrong' | 'busy'): Trouble => ({
    title: texts.t('console.signIn.refused'),
    text: texts.t(`console.signIn.${key}`),
  });
  switch (answer.kind) {
    case 'wrong':
      return show(deps, visit, form.state, trouble('wrong'), 401);
    case 'busy':
      return show(deps, visit, form.state, trouble('busy'), 503);
    case 'wait': {
      const count = Math.max(1, Math.ceil((answer.againAt - deps.core.clock.now()) / 1000));
      const text = texts.t('console.signIn.wait', { count });
      const page = await show(deps, visit, form.state, { title: texts.t('console.signIn.refused'), text }, 429);
      return { ...page, headers: { ...page.headers, 'retry-after': String(count) } };
    }
    case 'right': {
      const cookie = await signIn.open(request, answer.personId);
      if (cookie === null) return show(deps, visit, form.state, trouble('wrong'), 401);
      return seeOther(returnPath(queryOf(visit, 'return')), [cookie]);
    }
    default:
      return answer satisfies never;
  }
}

export async function signOutPost(deps: ConsoleDeps, visit: Visit): Promise<Reply> {
  const signedIn = await deps.signIn.signedIn(visit.request);
  if (signedIn !== null) deps.signIn.checkForm(visit.request, signedIn);
  return doneAt('/console/sign-in', 'signed-out', [await deps.signIn.close(visit.request)]);
}

async function show(
  deps: ConsoleDeps,
  visit: Visit,
  state: FormState,
  trouble: Trouble | null,
  status: number,
): Promise<Reply> {
  const { texts } = visit;
  const to = returnPath(queryOf(visit, 'return'));
  const provider = await providerButton(deps, visit);
  const told = trouble === null ? providerTrouble(visit, provider) : null;
  const fields = fieldViews(
    [
      {
        kind: 'email',
        name: 'email',
        label: texts.t('console.signIn.email'),
        value: '',
        required: true,
        autocomplete: 'username',
      },
      {
        kind: 'password',
        name: 'password',
        label: texts.t('console.signIn.password'),
        required: true,
        autocomplete: 'current-password',
      },
    ],
    state,
    texts,
  );
  const page = doorPage(deps.pages, visit, {
    template: 'sign-in',
    title: texts.t('console.signIn.title'),
    status,
    trouble: trouble ?? told,
    view: {
      fields,
      provider,
      action: pageAddress(visit, { return: to === HOME ? '' : to }),
      goesOn: to !== HOME,
      nobodyYet: await deps.people.persons.isEmpty(),
    },
  });
  return told === null ? page : { ...page, cookies: [CLEAR_TROUBLE] };
}
