import { HOME } from '../../../sign-in/return-path.ts';
import { passwordProblem } from '../../../sign-in/password-rules.ts';
import { type Reply, seeOther } from '../../reply.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { doorPage } from '../console-page.ts';
import { emailField, passwordField, textField } from '../field-readers.ts';
import { EMPTY_FORM, type FieldError, type FormState, readForm, withError } from '../form-reading.ts';
import { type FieldSpec, fieldViews } from '../form-view.ts';
import { pageAddress, paramOf, type Visit } from '../visit.ts';

const ADMIN_READERS = {
  name: textField({ most: 120, required: true }),
  email: emailField,
  password: passwordField,
  again: passwordField,
};
const PASSWORD_READERS = { password: passwordField, again: passwordField };

/** The first admin's link. Looking at it changes nothing, so a preview or a scanner cannot use it up. */
export async function firstAdminPage(deps: ConsoleDeps, visit: Visit): Promise<Reply> {
  const works = await deps.people.entrance.firstAdminLinkWorks(paramOf(visit, 'token'));
  return works ? showFirstAdmin(deps, visit, EMPTY_FORM, 200) : linkIsDead(deps, visit);
}

export async function firstAdminPost(deps: ConsoleDeps, visit: Visit): Promise<Reply> {
  const { signIn, people } = deps;
  const token = paramOf(visit, 'token');
  signIn.checkOrigin(visit.request);
  if (!(await people.entrance.firstAdminLinkWorks(token))) return linkIsDead(deps, visit);
  const form = readForm(visit.request.body, ADMIN_READERS);
  if (!form.ok) return showFirstAdmin(deps, visit, form.state, 422);
  const { name, email, password, again } = form.values;
  const fault = passwordFault(form.state, password, again, email);
  if (fault !== null) return showFirstAdmin(deps, visit, fault, 422);
  const passwordHash = await signIn.passwords.hash(password);
  const admin = await people.entrance.enterFirstAdmin(token, { name, email, passwordHash });
  if (admin === null) return linkIsDead(deps, visit);
  return enter(deps, visit, admin.id);
}

/** The link by which somebody sets a password: a new colleague, or one who forgot his. */
export async function setPasswordPage(deps: ConsoleDeps, visit: Visit): Promise<Reply> {
  const person = await deps.people.entrance.personOfLink(paramOf(visit, 'token'));
  return person === null ? linkIsDead(deps, visit) : showSetPassword(deps, visit, person.name, EMPTY_FORM, 200);
}

export async function setPasswordPost(deps: ConsoleDeps, visit: Visit): Promise<Reply> {
  const { signIn, people } = deps;
  const token = paramOf(visit, 'token');
  signIn.checkOrigin(visit.request);
  const person = await people.entrance.personOfLink(token);
  if (person === null) return linkIsDead(deps, visit);
  const form = readForm(visit.request.body, PASSWORD_READERS);
  if (!form.ok) return showSetPassword(deps, visit, person.name, form.state, 422);
  const fault = passwordFault(form.state, form.values.password, form.values.again, person.email);
  if (fault !== null) return showSetPassword(deps, visit, person.name, fault, 422);
  const done = await people.entrance.setPassword(token, await signIn.passwords.hash(form.values.password));
  return done === null ? linkIsDead(deps, visit) : enter(deps, visit, done.id);
}

/** The form with what speaks against the new password beside it; null when nothing does. */
export function passwordFault(state: FormState, password: string, again: string, email: string): FormState | null {
  const problem = passwordProblem(password, email);
  if (problem !== null)
    return withError(state, 'password', { key: `console.password.${problem}` } satisfies FieldError);
  return password === again ? null : withError(state, 'again', { key: 'console.password.differs' });
}

/** The two fields of a new password. */
export function newPasswordSpecs(visit: Visit): readonly FieldSpec[] {
  const { texts } = visit;
  const common = { kind: 'password', required: true, autocomplete: 'new-password' } as const;
  return [
    { ...common, name: 'password', label: texts.t('console.password.new'), hint: texts.t('console.password.hint') },
    { ...common, name: 'again', label: texts.t('console.password.again') },
  ];
}

async function enter(deps: ConsoleDeps, visit: Visit, personId: string): Promise<Reply> {
  const cookie = await deps.signIn.open(visit.request, personId);
  return cookie === null ? linkIsDead(deps, visit) : seeOther(HOME, [cookie]);
}

function showFirstAdmin(deps: ConsoleDeps, visit: Visit, state: FormState, status: number): Reply {
  const { texts } = visit;
  const specs: readonly FieldSpec[] = [
    {
      kind: 'text',
      name: 'name',
      label: texts.t('console.person.name'),
      value: '',
      required: true,
      autocomplete: 'name',
    },
    {
      kind: 'email',
      name: 'email',
      label: texts.t('console.signIn.email'),
      value: '',
      required: true,
      autocomplete: 'username',
    },
    ...newPasswordSpecs(visit),
  ];
  return doorPage(deps.pages, visit, {
    template: 'first-admin',
    title: texts.t('console.firstAdmin.title'),
    status,
    view: { fields: fieldViews(specs, state, texts), action: pageAddress(visit) },
  });
}

function showSetPassword(deps: ConsoleDeps, visit: Visit, name: string, state: FormState, status: number): Reply {
  const { texts } = visit;
  return doorPage(deps.pages, visit, {
    template: 'set-password',
    title: texts.t('console.setPassword.title'),
    status,
    view: {
      name,
      fields: fieldViews(newPasswordSpecs(visit), state, texts),
      action: pageAddress(visit),
    },
  });
}

function linkIsDead(deps: ConsoleDeps, visit: Visit): Reply {
  return doorPage(deps.pages, visit, {
    template: 'dead-link',
    title: visit.texts.t('console.deadLink.title'),
    status: 404,
    view: {},
  });
}
