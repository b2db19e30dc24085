import { t } from 'c/sessionRequestTexts';
import { ownZone, zones } from './times';

const EMAIL = /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/;
/** As people of any country write numbers; the server knows whose country. */
const PHONE = /^[\s()./-]*(?:(?:\+|00)[\s()./-]*[1-9](?:[\s()./-]*\d){6,14}|(?!00)\d(?:[\s()./-]*\d){4,13})[\s()./-]*$/;

/** @param {FieldValues} values @param {string} name */
export function textOf(values, name) {
  const value = values[name];
  return typeof value === 'string' ? value.trim() : '';
}

/**
 * As much of a contact as can be used without asking anybody: a number without its country code reaches nobody.
 * @param {Contact} contact
 * @returns {Contact}
 */
export function usable({ name, email, phone }) {
  return {
    name: Array.from(name).slice(0, 120).join(''),
    email: email !== null && email.length <= 254 && EMAIL.test(email) ? email : null,
    phone: phone !== null && PHONE.test(phone) ? phone : null,
  };
}

/** The fields that say who needs help. @returns {FieldShape[]} */
export function recipientFields() {
  return [
    { name: 'name', kind: 'text', label: t('field.name'), required: true, maxLength: 120 },
    { name: 'email', kind: 'email', label: t('field.email'), maxLength: 254 },
    { name: 'phone', kind: 'tel', label: t('field.phone'), hint: t('field.phoneHint'), maxLength: 40 },
  ];
}

/**
 * @param {FieldValues} values
 * @returns {FormResult}
 */
export function recipientOf(values) {
  const name = textOf(values, 'name');
  const email = textOf(values, 'email');
  const phone = textOf(values, 'phone');
  if (name === '') return { ok: false, field: 'name' };
  if (email !== '' && !EMAIL.test(email)) return { ok: false, field: 'email' };
  if (phone !== '' && !PHONE.test(phone)) return { ok: false, field: 'phone' };
  return { ok: true, parameters: { recipient: { name, email: email || null, phone: phone || null } } };
}

/**
 * The choice of who shall have a request.
 * @param {FieldValues} values
 * @param {FormContext} context
 * @returns {FieldShape[]}
 */
export function assigneeFields(values, { surroundings }) {
  const queues = surroundings.queues.map(({ id, name }) => ({
    value: `queue:${id}`,
    label: t('assignee.queue', { name }),
  }));
  const options = [
    { value: 'agent', label: t('assign.agent') },
    { value: 'unassigned', label: t('assign.unassigned') },
    ...queues,
    { value: 'client', label: t('assign.client') },
  ];
  /** @type {FieldShape[]} */
  const client = [{ name: 'client', kind: 'text', label: t('field.client'), maxLength: 80 }];
  return [
    { name: 'assignee', kind: 'choice', label: t('field.assignee'), options },
    ...(textOf(values, 'assignee') === 'client' ? client : []),
  ];
}

/**
 * @param {FieldValues} values
 * @param {FormContext} context
 * @returns {FormResult}
 */
export function assigneeOf(values, { me }) {
  const [kind, queueId] = textOf(values, 'assignee').split(/:(.*)/s);
  if (kind === 'agent') return { ok: true, parameters: { assignee: { kind, agent: me } } };
  if (kind === 'queue') return { ok: true, parameters: { assignee: { kind, queueId: String(queueId) } } };
  if (kind !== 'client') return { ok: true, parameters: { assignee: { kind: 'unassigned' } } };
  const address = textOf(values, 'client');
  return address === '' ? { ok: false, field: 'client' } : { ok: true, parameters: { assignee: { kind, address } } };
}

/**
 * @param {FormContext} context
 * @returns {FieldShape}
 */
export function zoneField({ surroundings }) {
  const options = zones(surroundings.timeZone).map((zone) => ({ value: zone, label: zone.replace(/_/g, ' ') }));
  return { name: 'zone', kind: 'choice', label: t('field.zone'), options };
}

/**
 * A date and time as the field gives it, in any zone; null when nothing was chosen, NaN when it is no date.
 * @param {FieldValues} values
 * @param {string} name
 */
export function momentOf(values, name) {
  const written = textOf(values, name);
  return written === '' ? null : Date.parse(written);
}

/** @param {FieldValues} values */
export function zoneOf(values) {
  return textOf(values, 'zone') || ownZone();
}
