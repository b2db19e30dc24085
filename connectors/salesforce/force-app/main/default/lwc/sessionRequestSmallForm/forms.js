import { t } from 'c/sessionRequestTexts';
import {
  assigneeFields,
  assigneeOf,
  isZone,
  limitFields,
  limitsOf,
  momentOf,
  ownZone,
  proposalText,
  recipientFields,
  recipientOf,
  textOf,
  zoneField,
  zoneOf,
} from 'c/sessionRequestView';

const OUTCOMES = Object.freeze([
  'solved',
  'not-solved',
  'no-show',
  'declined',
  'wrong-device',
  'cancelled',
  'duplicate',
  'not-stated',
]);

/** As much as can be told here; the server knows the hosts. */
const SESSION_LINK = /^<?https:\/\/[^\s/]*anydesk\.com\//i;

/**
 * @typedef {object} FormShape
 * @property {(view: RequestView) => FieldValues} start What stands in the fields at first.
 * @property {(values: FieldValues, context: FormContext, view: RequestView) => readonly FieldShape[]} fields
 * @property {(values: FieldValues, context: FormContext, view: RequestView) => FormResult} read
 */

/** What each form asks, and the command that its answers make. @type {Readonly<Record<string, FormShape>>} */
export const FORMS = {
  'close-request': {
    start: ({ sessions }) => ({ outcome: sessions.count > 0 ? 'solved' : 'not-stated', note: '' }),
    fields: () => [
      {
        name: 'outcome',
        kind: 'choice',
        label: t('field.outcome'),
        options: OUTCOMES.map((one) => ({ value: one, label: t(`outcome.${one}`) })),
      },
      { name: 'note', kind: 'area', label: t('field.note'), maxLength: 2000 },
    ],
    read: (values) => ({
      ok: true,
      parameters: { outcome: textOf(values, 'outcome'), note: textOf(values, 'note') },
    }),
  },
  'add-comment': {
    start: () => ({ text: '' }),
    fields: () => [
      { name: 'text', kind: 'area', label: t('field.text'), hint: t('field.commentHint'), maxLength: 2000 },
    ],
    read: (values) => need(values, 'text'),
  },
  'enter-address': {
    start: () => ({ proposal: '', address: '' }),
    fields: (values, context, { proposals }) => [
      ...(proposals.length === 0 ? [] : [proposalField(proposals)]),
      { name: 'address', kind: 'text', label: t('field.address'), maxLength: 200 },
    ],
    // What is typed counts before what stands there to be taken.
    read: (values) => {
      const address = textOf(values, 'address') || textOf(values, 'proposal');
      return address === '' ? { ok: false, field: 'address' } : { ok: true, parameters: { address } };
    },
  },
  'set-session-link': {
    start: ({ sessionLink }) => ({ url: sessionLink || '' }),
    fields: () => [{ name: 'url', kind: 'text', label: t('field.url'), hint: t('field.urlHint'), maxLength: 500 }],
    read: (values, context, { sessionLink }) => {
      const url = textOf(values, 'url');
      // Empty takes a link away; where there is none, nothing was pasted yet.
      const isUsable = url === '' ? sessionLink !== null : SESSION_LINK.test(url);
      return isUsable ? { ok: true, parameters: { url: url || null } } : { ok: false, field: 'url' };
    },
  },
  extend: {
    start: ({ expiresAt }) => ({ expires: expiresAt > 0 ? isoOf(expiresAt) : '' }),
    fields: () => [{ name: 'expires', kind: 'moment', label: t('field.expires'), timeZone: ownZone() }],
    read: (values, { now }) => {
      const expiresAt = momentOf(values, 'expires');
      const isLater = expiresAt !== null && expiresAt > now;
      return isLater ? { ok: true, parameters: { expiresAt } } : { ok: false, field: 'expires' };
    },
  },
  reschedule: {
    start: ({ schedule, moveLimits }) => ({
      start: schedule === null ? '' : isoOf(schedule.startAt),
      moveFrom: moveLimits === null ? '' : isoOf(moveLimits.earliestAt),
      moveUntil: moveLimits === null ? '' : isoOf(moveLimits.latestAt),
      zone: schedule !== null && isZone(schedule.timeZone) ? schedule.timeZone : ownZone(),
    }),
    fields: (values, context) => [
      { name: 'start', kind: 'moment', label: t('field.start'), timeZone: zoneOf(values) },
      zoneField(context),
      ...limitFields(zoneOf(values)),
    ],
    read: (values, { now }, view) => {
      const startAt = momentOf(values, 'start');
      const isLater = startAt !== null && startAt > now;
      if (!isLater) return { ok: false, field: 'start' };
      const limits = limitsOf(values, now);
      if (!limits.ok) return limits;
      // The form showed the limits there were: emptied fields take them away.
      const moveLimits = limits.parameters.moveLimits || (view.moveLimits === null ? null : 'none');
      return { ok: true, parameters: { schedule: { startAt, timeZone: zoneOf(values) }, moveLimits } };
    },
  },
  'correct-recipient': {
    start: ({ recipient: { name, email, phone } }) => ({ name, email: email || '', phone: phone || '' }),
    fields: recipientFields,
    read: recipientOf,
  },
  assign: {
    start: ({ assignee }) => ({ assignee: assignee.kind === 'unassigned' ? 'agent' : 'unassigned', client: '' }),
    fields: assigneeFields,
    read: assigneeOf,
  },
};

/** @param {readonly Proposal[]} proposals @returns {FieldShape} */
function proposalField(proposals) {
  const options = proposals.map((one) => ({ value: one.address, label: proposalText(one) }));
  return {
    name: 'proposal',
    kind: 'choice',
    label: t('field.proposal'),
    options: [{ value: '', label: '–' }, ...options],
  };
}

/**
 * @param {FieldValues} values
 * @param {string} name
 * @returns {FormResult}
 */
function need(values, name) {
  const text = textOf(values, name);
  return text === '' ? { ok: false, field: name } : { ok: true, parameters: { [name]: text } };
}

/** As the platform's fields for a moment write it. @param {number} at */
function isoOf(at) {
  return new Date(at).toISOString();
}
