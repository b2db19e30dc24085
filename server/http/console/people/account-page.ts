import { mayCommand } from '../../../../core/people/rights.ts';
import { CONSOLE_LANGUAGES, languageNames } from '../../../texts/texts.ts';
import { languageField, optional, passwordField, timeZoneField } from '../field-readers.ts';
import type { Reply } from '../../reply.ts';
import { ZONE_LIST } from '../time-zones.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { consolePage, doneAt } from '../console-page.ts';
import { newPasswordSpecs, passwordFault } from './entrance-pages.ts';
import { EMPTY_FORM, type FormState, readForm, withError } from '../form-reading.ts';
import { type FieldSpec, fieldViews } from '../form-view.ts';
import { ownApps } from '../connectors/own-apps.ts';
import { devicesSpecs } from '../sessions/device-specs.ts';
import { timeZones } from '../time-zones.ts';
import type { SignedInVisit } from '../visit.ts';

const PATH = '/console/account';
const PASSWORD_READERS = { current: passwordField, password: passwordField, again: passwordField };
const PREFERENCE_READERS = { language: optional(languageField), timeZone: optional(timeZoneField) };

/** One's own account: language, time zone, password. */
export async function accountPage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  return showAccount(deps, visit, {}, 200);
}

export async function preferencesPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const form = readForm(visit.request.body, PREFERENCE_READERS);
  if (!form.ok) return showAccount(deps, visit, { preferences: form.state }, 422);
  await deps.people.ownAccount.setPreferences(visit.person.id, form.values);
  return doneAt(PATH, 'preferences-saved');
}

/** Asks for the present password: an unattended screen must not be enough to take an account over. */
export async function passwordPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const { request, person } = visit;
  const { passwords } = deps.signIn;
  const again = (state: FormState, status: number) => showAccount(deps, visit, { password: state }, status);
  const form = readForm(request.body, PASSWORD_READERS);
  if (!form.ok) return again(form.state, 422);
  const fault = passwordFault(form.state, form.values.password, form.values.again, person.email);
  if (fault !== null) return again(fault, 422);
  const answer = await passwords.check(person.email, form.values.current, request.ip ?? '');
  if (answer.kind !== 'right') {
    const key = answer.kind === 'wrong' ? 'console.password.wrong' : 'console.password.wait';
    return again(withError(form.state, 'current', { key }), answer.kind === 'wrong' ? 422 : 429);
  }
  await deps.people.ownAccount.changePassword(person, await passwords.hash(form.values.password));
  // Everywhere else he is signed out now; here he goes on under a new cookie.
  const cookie = await deps.signIn.open(request, person.id);
  return doneAt(PATH, 'password-changed', cookie === null ? [] : [cookie]);
}

/** Forms as they were typed; the others are as stored. */
type Forms = { readonly preferences?: FormState; readonly password?: FormState; readonly devices?: FormState };

export async function showAccount(
  deps: ConsoleDeps,
  visit: SignedInVisit,
  forms: Forms,
  status: number,
): Promise<Reply> {
  const { texts, person } = visit;
  const spoken = languageNames(CONSOLE_LANGUAGES);
  const preferences: readonly FieldSpec[] = [
    {
      kind: 'select',
      name: 'language',
      label: texts.t('console.account.language'),
      value: person.language ?? '',
      options: [
        { value: '', label: texts.t('console.account.asBrowser') },
        ...spoken.map(({ tag, name }) => ({ value: tag, label: name })),
      ],
      hint: texts.t('console.account.languageHint', { languages: texts.list(spoken.map(({ name }) => name)) }),
    },
    {
      kind: 'text',
      name: 'timeZone',
      label: texts.t('console.account.timeZone'),
      value: person.timeZone ?? '',
      hint: texts.t('console.account.timeZoneHint', { zone: visit.zone }),
      list: ZONE_LIST,
    },
  ];
  const password: readonly FieldSpec[] = [
    {
      kind: 'password',
      name: 'current',
      label: texts.t('console.password.current'),
      required: true,
      autocomplete: 'current-password',
    },
    ...newPasswordSpecs(visit),
  ];
  return consolePage(deps.pages, visit, {
    template: 'account',
    title: texts.t('console.account.title'),
    area: 'account',
    status,
    view: {
      email: person.email,
      preferences: fieldViews(preferences, forms.preferences ?? EMPTY_FORM, texts, 'p'),
      password: fieldViews(password, forms.password ?? EMPTY_FORM, texts, 'w'),
      devices: mayCommand(person)
        ? fieldViews(await devicesSpecs(deps, visit), forms.devices ?? EMPTY_FORM, texts, 'd')
        : [],
      apps: await ownApps(deps, visit),
      zones: timeZones(),
    },
  });
}
