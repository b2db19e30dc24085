import { TAGS, languageName, t } from 'c/sessionRequestTexts';
import {
  USUAL_INTENTS,
  assigneeFields,
  assigneeOf,
  intentField,
  intentsOf,
  limitFields,
  limitsOf,
  momentOf,
  ownZone,
  recipientFields,
  recipientOf,
  textOf,
  zoneField,
  zoneOf,
} from 'c/sessionRequestView';

/**
 * What stands in the form at first. For another device or person nobody is filled in: a number of one must not stay beside the name of the
 * other.
 * @param {Contact | null} contact
 * @param {readonly Channel[]} channels
 * @returns {FieldValues}
 */
export function startOf(contact, channels) {
  const { name, email, phone } = contact || { name: '', email: null, phone: null };
  const usual = email === null ? wayWithoutMail(phone, channels) : channels[0];
  return {
    name,
    email: email || '',
    phone: phone || '',
    channels: usual === undefined ? [] : [usual],
    intents: [...USUAL_INTENTS],
    language: '',
    comment: '',
    start: '',
    expires: '',
    zone: ownZone(),
    moveFrom: '',
    moveUntil: '',
    assignee: 'agent',
    client: '',
  };
}

/**
 * @param {string | null} phone
 * @param {readonly Channel[]} channels
 */
function wayWithoutMail(phone, channels) {
  if (phone !== null && channels.includes('sms')) return 'sms';
  return channels.includes('link') ? 'link' : channels[0];
}

/**
 * @param {FieldValues} values
 * @param {readonly Channel[]} channels
 * @param {FormContext} context
 * @returns {readonly FieldShape[]}
 */
export function fieldsFor(values, channels, context) {
  const timeZone = zoneOf(values);
  const { languages: offered } = context.surroundings;
  const languages = TAGS.filter((tag) => offered === null || offered.includes(tag)).map((tag) => ({
    value: tag,
    label: languageName(tag),
  }));
  return [
    ...recipientFields(),
    {
      name: 'channels',
      kind: 'several',
      label: t('field.channels'),
      options: channels.map((value) => ({ value, label: t(`channel.${value}`) })),
    },
    {
      name: 'language',
      kind: 'choice',
      label: t('field.language'),
      options: [{ value: '', label: t('field.languageDefault') }, ...languages],
    },
    intentField(),
    { name: 'comment', kind: 'area', label: t('field.comment'), hint: t('field.commentHint'), maxLength: 2000 },
    { name: 'start', kind: 'moment', label: t('field.start'), hint: t('field.startHint'), timeZone },
    { name: 'expires', kind: 'moment', label: t('field.expires'), hint: t('field.expiresHint'), timeZone },
    zoneField(context),
    ...limitFields(timeZone),
    ...assigneeFields(values, context),
  ];
}

/**
 * What the form asks for, or the field that is wrong.
 * @param {FieldValues} values
 * @param {FormContext} context
 * @returns {FormResult}
 */
export function wishFrom(values, context) {
  const { now } = context;
  const rest = { language: textOf(values, 'language') || null, comment: textOf(values, 'comment') };
  const parts = [
    recipientOf(values),
    channelsOf(values),
    intentsOf(values),
    timesOf(values, now),
    limitsOf(values, now),
    assigneeOf(values, context),
  ];
  /** @type {Record<string, unknown>} */
  const parameters = rest;
  for (const part of parts) {
    if (!part.ok) return part;
    Object.assign(parameters, part.parameters);
  }
  return { ok: true, parameters };
}

/**
 * @param {FieldValues} values
 * @returns {FormResult}
 */
function channelsOf(values) {
  const channels = Array.isArray(values.channels) ? values.channels : [];
  if (channels.length === 0) return { ok: false, field: 'channels' };
  if (channels.includes('email') && textOf(values, 'email') === '') return { ok: false, field: 'email' };
  if (channels.includes('sms') && textOf(values, 'phone') === '') return { ok: false, field: 'phone' };
  return { ok: true, parameters: { channels } };
}

/**
 * @param {FieldValues} values
 * @param {number} now
 * @returns {FormResult}
 */
function timesOf(values, now) {
  const startAt = momentOf(values, 'start');
  const expiresAt = momentOf(values, 'expires');
  if (startAt !== null && !(startAt > now)) return { ok: false, field: 'start' };
  if (expiresAt !== null && !(expiresAt > Math.max(now, startAt || 0))) return { ok: false, field: 'expires' };
  const schedule = startAt === null ? null : { startAt, timeZone: zoneOf(values) };
  return { ok: true, parameters: { schedule, expiresAt } };
}
