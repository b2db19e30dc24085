import type { Ticket, TicketContact } from '../../../../core/ports/ticket.ts';
import { type Channel, INTENTS, USUAL_INTENTS } from '../../../../core/session-request/values.ts';
import type { InstallationRow } from '../../../storage/store.ts';
import { type AssigneeContext, assigneeOptions } from './actions/place-actions.ts';
import { keptLanguage, offeredLanguages } from '../../../texts/offered-languages.ts';
import { languageOptions } from './actions/text-actions.ts';
import { ZONE_LIST } from '../time-zones.ts';
import {
  choicesField,
  emailField,
  flagField,
  languageField,
  optional,
  phoneField,
  textField,
  timeZoneField,
} from '../field-readers.ts';
import type { FieldSpec } from '../form-view.ts';
import { channelWord } from '../words.ts';
import { intentSpec, limitSpecs } from './limit-fields.ts';

/** What a new request's form begins with: the ticket's first contact, as far as the help desk knows it. */
export type NewRequestStart = {
  readonly row: InstallationRow;
  readonly ticket: Ticket | null;
  readonly context: Omit<AssigneeContext, 'queueId'>;
  /** Ways by which links can be sent now. */
  readonly channels: readonly Channel[];
};

export function newRequestReaders(channels: readonly Channel[]) {
  return {
    name: textField({ most: 120, required: true }),
    email: optional(emailField),
    phone: optional(phoneField),
    language: languageField,
    channels: choicesField(channels),
    intents: choicesField(INTENTS),
    to: textField({ most: 60, required: true }),
    client: textField({ most: 200 }),
    comment: textField({ most: 2000, lines: true }),
    start: textField({ most: 30 }),
    zone: timeZoneField,
    expires: textField({ most: 30 }),
    moveFrom: textField({ most: 30 }),
    moveUntil: textField({ most: 30 }),
    another: flagField,
  };
}

export function newRequestSpecs({ row, ticket, context, channels }: NewRequestStart): readonly FieldSpec[] {
  const { texts, person, zone } = context.visit;
  const contact = ticket?.contacts[0] ?? null;
  const { settings } = row.installation;
  const language = keptLanguage(settings, contact?.language ?? null) ?? settings.language;
  return [
    {
      kind: 'text',
      name: 'name',
      label: texts.t('console.fact.recipient'),
      value: contact?.name ?? '',
      required: true,
    },
    { kind: 'email', name: 'email', label: texts.t('console.fact.email'), value: contact?.email ?? '' },
    {
      kind: 'tel',
      name: 'phone',
      label: texts.t('console.fact.phone'),
      value: contact?.phone ?? '',
      hint: texts.t('console.field.phoneHint'),
    },
    {
      kind: 'select',
      name: 'language',
      label: texts.t('console.fact.language'),
      value: language,
      options: languageOptions(language, offeredLanguages(settings)),
    },
    {
      kind: 'checkboxes',
      name: 'channels',
      label: texts.t('console.fact.channels'),
      values: defaultChannels(contact, channels),
      options: channels
        .filter((channel) => channel !== 'ticket' || ticket !== null)
        .map((channel) => ({ value: channel, label: channelWord(channel, texts) })),
    },
    intentSpec(texts, USUAL_INTENTS),
    {
      kind: 'select',
      name: 'to',
      label: texts.t('console.field.assignTo'),
      value: `agent:${person.id}`,
      options: assigneeOptions(context),
    },
    {
      kind: 'text',
      name: 'client',
      label: texts.t('console.field.client'),
      value: '',
      hint: texts.t('console.field.clientHint'),
    },
    {
      kind: 'textarea',
      name: 'comment',
      label: texts.t('console.field.comment'),
      value: '',
      hint: texts.t('console.field.commentHint'),
    },
    {
      kind: 'datetime-local',
      name: 'start',
      label: texts.t('console.field.start'),
      value: '',
      hint: texts.t('console.field.startHint'),
    },
    { kind: 'text', name: 'zone', label: texts.t('console.field.zone'), value: zone, required: true, list: ZONE_LIST },
    {
      kind: 'datetime-local',
      name: 'expires',
      label: texts.t('console.field.expiresOptional'),
      value: '',
      hint: texts.t('console.field.expiresAfterStart'),
    },
    ...limitSpecs(texts, null, zone),
    { kind: 'checkbox', name: 'another', label: texts.t('console.field.another'), checked: false },
  ];
}

/** E-mail where there is an address; else the link is copied. */
function defaultChannels(contact: TicketContact | null, channels: readonly Channel[]): readonly Channel[] {
  const wanted: Channel = contact !== null && contact.email === null ? 'link' : 'email';
  return channels.includes(wanted) ? [wanted] : channels.slice(0, 1);
}
