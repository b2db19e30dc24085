import { OUTCOMES } from '../../../../../core/session-request/values.ts';
import { keptRecipient } from '../../../../panel-api/kept-recipient.ts';
import { choiceField, emailField, optional, phoneField, textField } from '../../field-readers.ts';
import { readForm, withError } from '../../form-reading.ts';
import { outcomeWord } from '../../words.ts';
import type { InstallationSettings } from '../../../../../core/ports/installation.ts';
import { offeredLanguages } from '../../../../texts/offered-languages.ts';
import { languageNames } from '../../../../texts/texts.ts';
import type { ConsoleAction } from './action.ts';

const NOTE_MOST = 2000;

export const close: ConsoleAction = {
  command: 'close-request',
  fields: ({ visit: { texts } }) => [
    {
      kind: 'select',
      name: 'outcome',
      label: texts.t('console.field.outcome'),
      value: 'solved',
      options: OUTCOMES.map((outcome) => ({ value: outcome, label: outcomeWord(outcome, texts) })),
    },
    {
      kind: 'textarea',
      name: 'note',
      label: texts.t('console.field.note'),
      value: '',
      hint: texts.t('console.field.noteHint'),
    },
  ],
  read: async (body, { actor }) => {
    const form = readForm(body, { outcome: choiceField(OUTCOMES), note: textField({ most: NOTE_MOST, lines: true }) });
    if (!form.ok) return form;
    return { ok: true, command: { type: 'close-request', actor, ...form.values } };
  },
  needsVersion: false,
  isHarmful: true,
};

export const comment: ConsoleAction = {
  command: 'add-comment',
  fields: ({ visit: { texts } }) => [
    {
      kind: 'textarea',
      name: 'text',
      label: texts.t('console.field.comment'),
      value: '',
      required: true,
      hint: texts.t('console.field.commentHint'),
    },
  ],
  read: async (body, { actor }) => {
    const form = readForm(body, { text: textField({ most: NOTE_MOST, required: true, lines: true }) });
    if (!form.ok) return form;
    return { ok: true, command: { type: 'add-comment', actor, text: form.values.text } };
  },
  needsVersion: false,
  isHarmful: false,
};

/** Another address or number kills the link that was sent before. */
export const correctRecipient: ConsoleAction = {
  command: 'correct-recipient',
  fields: ({ visit: { texts }, settings, stored: { request } }) => [
    {
      kind: 'text',
      name: 'name',
      label: texts.t('console.fact.recipient'),
      value: request.recipient.name,
      required: true,
    },
    { kind: 'email', name: 'email', label: texts.t('console.fact.email'), value: request.recipient.email ?? '' },
    {
      kind: 'tel',
      name: 'phone',
      label: texts.t('console.fact.phone'),
      value: request.recipient.phone ?? '',
      hint: texts.t('console.field.phoneHint'),
    },
    {
      kind: 'select',
      name: 'language',
      label: texts.t('console.fact.language'),
      value: request.language,
      options: languageOptions(request.language, offeredIn(settings)),
    },
  ],
  read: async (body, { actor, deps, settings, stored: { request } }) => {
    const form = readForm(body, {
      name: textField({ most: 120, required: true }),
      email: optional(emailField),
      phone: optional(phoneField),
      language: choiceField(languageOptions(request.language, offeredIn(settings)).map((option) => option.value)),
    });
    if (!form.ok) return form;
    const { language, ...typed } = form.values;
    const recipient = await keptRecipient(deps.people, settings ?? {}, typed, request.channels);
    if (!recipient.ok) return { ok: false, state: withError(form.state, 'phone', { key: 'console.error.smsPhone' }) };
    return { ok: true, command: { type: 'correct-recipient', actor, recipient: recipient.value, language } };
  },
  needsVersion: true,
  isHarmful: true,
};

/** The end user read it out on the phone; he confirms it with Allow. */
export const enterAddress: ConsoleAction = {
  command: 'enter-address',
  fields: ({ visit: { texts } }) => [
    {
      kind: 'text',
      name: 'address',
      label: texts.t('console.fact.address'),
      value: '',
      required: true,
      hint: texts.t('console.field.addressHint'),
    },
  ],
  read: async (body, { actor, deps, settings }) => {
    const form = readForm(body, { address: textField({ most: 200, required: true }) });
    if (!form.ok) return form;
    const address = deps.remoteTool.readAddress(form.values.address, settings?.remoteClient);
    if (address === null)
      return { ok: false, state: withError(form.state, 'address', { key: 'console.error.address' }) };
    return { ok: true, command: { type: 'enter-address', actor, address, device: null } };
  },
  needsVersion: false,
  isHarmful: false,
};

/** A session that the agent made in AnyDesk itself: the end user's page leads there. Empty takes the link away. */
export const setSessionLink: ConsoleAction = {
  command: 'set-session-link',
  fields: ({ visit: { texts }, stored: { request } }) => [
    { kind: 'url', name: 'url', label: texts.t('console.field.url'), value: request.sessionLink ?? '' },
  ],
  read: async (body, { actor, deps }) => {
    const form = readForm(body, { url: textField({ most: 500 }) });
    if (!form.ok) return form;
    const typed = form.values.url;
    const url = typed === '' ? null : deps.remoteTool.readSessionLink(typed);
    if (typed !== '' && url === null)
      return { ok: false, state: withError(form.state, 'url', { key: 'console.error.sessionLink' }) };
    return { ok: true, command: { type: 'set-session-link', actor, url } };
  },
  needsVersion: false,
  isHarmful: false,
};

function offeredIn(settings: InstallationSettings | null): readonly string[] | undefined {
  return settings === null ? undefined : offeredLanguages(settings);
}

/** The languages mails can be written in, and the request's own when it is none of them. */
export function languageOptions(
  current: string,
  offered?: readonly string[],
): readonly { readonly value: string; readonly label: string }[] {
  const known = languageNames(offered).map(({ tag, name }) => ({ value: tag, label: name }));
  return known.some((option) => option.value === current) ? known : [{ value: current, label: current }, ...known];
}
