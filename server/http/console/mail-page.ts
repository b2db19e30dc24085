import { randomUUID } from 'node:crypto';
import { MAIL_SECURITY, type ShownMailSettings } from '../../mail/mail-settings.ts';
import type { Reply } from '../reply.ts';
import type { ConsoleDeps } from './console-deps.ts';
import { consolePage, doneAt } from './console-page.ts';
import { choiceField, emailField, refined, textField, wholeNumberField } from './field-readers.ts';
import { EMPTY_FORM, type FieldReader, type FormState, readForm, withError } from './form-reading.ts';
import { type FieldSpec, fieldViews } from './form-view.ts';
import type { SignedInVisit } from './visit.ts';

const PATH = '/console/mail';
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$|^\[[0-9a-f:.]+\]$/i;

const hostField = (required: boolean): FieldReader<string> =>
  refined(textField({ most: 253, required }), (value) => value === '' || HOST.test(value), {
    key: 'console.error.host',
  });

const READERS = {
  host: hostField(true),
  port: wholeNumberField(1, 65_535),
  security: choiceField(MAIL_SECURITY),
  user: textField({ most: 200 }),
  // As typed: a password may begin or end with a space.
  password: ((raw) => ({ ok: true, value: raw[0] ?? '' })) satisfies FieldReader<string>,
  fromAddress: emailField,
  ehloName: hostField(false),
};

/** What came of a test mail. */
type Tested = { readonly level: 'ok' | 'problem'; readonly text: string };

/** How mails leave. */
export async function mailPage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  return show(deps, visit, EMPTY_FORM, null, 200);
}

export async function mailPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const form = readForm(visit.request.body, READERS);
  if (!form.ok) return show(deps, visit, form.state, null, 422);
  const { user, password, ehloName, ...rest } = form.values;
  const before = await deps.people.mailSettings.shown();
  const keeps = user !== '' && password === '' && before?.hasPassword === true;
  // Otherwise a stored password, which nobody may see, could be sent to a server of somebody's choice.
  if (keeps && (before.host !== rest.host || before.user !== user)) {
    return show(deps, visit, withError(form.state, 'password', { key: 'console.mail.passwordAgain' }), null, 422);
  }
  const settings = { ...rest, user: user === '' ? null : user, ehloName: ehloName === '' ? null : ehloName };
  const replacement = user === '' || password === '' ? null : password;
  await deps.people.mailSettings.save(visit.person, settings, keeps ? undefined : replacement);
  return doneAt(PATH, 'mail-saved');
}

export async function mailRemovePost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  await deps.people.mailSettings.remove(visit.person);
  return doneAt(PATH, 'mail-removed');
}

/** Sends a mail to the admin himself and says what the server answered. */
export async function mailTestPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const settings = await deps.people.mailSettings.read();
  if (settings === null) return show(deps, visit, EMPTY_FORM, null, 409);
  const { texts, person } = visit;
  const text = texts.t('console.mail.testBody', { name: person.name });
  const answer = await deps.mailerFor(settings).send({
    to: { name: person.name, address: person.email },
    fromName: texts.t('console.app'),
    replyTo: null,
    subject: texts.t('console.mail.testSubject'),
    text,
    html: deps.pages.render('console/test-mail', { text }, texts),
    messageId: `<${randomUUID()}@${new URL(deps.publicUrl).hostname}>`,
    language: texts.language,
  });
  switch (answer.kind) {
    case 'done':
      return show(
        deps,
        visit,
        EMPTY_FORM,
        { level: 'ok', text: texts.t('console.mail.testDone', { email: person.email }) },
        200,
      );
    case 'not-done':
      return show(deps, visit, EMPTY_FORM, { level: 'problem', text: answer.because.message }, 200);
    case 'unknown':
      return show(deps, visit, EMPTY_FORM, { level: 'problem', text: answer.because }, 200);
    default:
      return answer satisfies never;
  }
}

/** A new secret for whoever tells of mails that did not arrive; shown this once. */
export async function mailReportsPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const secret = await deps.people.reportSecret.renew(visit.person);
  return show(deps, visit, EMPTY_FORM, null, 200, secret);
}

async function show(
  deps: ConsoleDeps,
  visit: SignedInVisit,
  state: FormState,
  tested: Tested | null,
  status: number,
  reportSecret: string | null = null,
): Promise<Reply> {
  const { texts } = visit;
  const shown = await deps.people.mailSettings.shown();
  return consolePage(deps.pages, visit, {
    template: 'mail',
    title: texts.t('console.area.mail'),
    area: 'mail',
    status,
    view: {
      isSet: shown !== null,
      isDemo: deps.demoMailbox !== null,
      tested,
      fields: fieldViews(specs(shown, visit), state, texts),
      reportUrl: `${deps.publicUrl}/webhooks/mail/reports`,
      reportSecret,
      reportsOn: await deps.people.reportSecret.isSet(),
    },
  });
}

function specs(shown: ShownMailSettings | null, { texts }: SignedInVisit): readonly FieldSpec[] {
  const t = (name: 'host' | 'port' | 'user' | 'fromAddress' | 'ehloName') => texts.t(`console.mail.${name}`);
  return [
    {
      kind: 'text',
      name: 'host',
      label: t('host'),
      value: shown?.host ?? '',
      required: true,
      hint: texts.t('console.mail.hostHint'),
    },
    { kind: 'number', name: 'port', label: t('port'), value: String(shown?.port ?? 587), required: true },
    {
      kind: 'select',
      name: 'security',
      label: texts.t('console.mail.security'),
      value: shown?.security ?? 'starttls',
      options: MAIL_SECURITY.map((one) => ({ value: one, label: texts.t(`console.mail.securities.${one}`) })),
    },
    { kind: 'text', name: 'user', label: t('user'), value: shown?.user ?? '', hint: texts.t('console.mail.userHint') },
    {
      kind: 'password',
      name: 'password',
      label: texts.t('console.signIn.password'),
      autocomplete: 'new-password',
      hint: texts.t(shown?.hasPassword === true ? 'console.mail.passwordKept' : 'console.mail.passwordHint'),
    },
    {
      kind: 'email',
      name: 'fromAddress',
      label: t('fromAddress'),
      value: shown?.fromAddress ?? '',
      required: true,
      hint: texts.t('console.mail.fromHint'),
    },
    {
      kind: 'text',
      name: 'ehloName',
      label: t('ehloName'),
      value: shown?.ehloName ?? '',
      hint: texts.t('console.mail.ehloHint'),
    },
  ];
}
