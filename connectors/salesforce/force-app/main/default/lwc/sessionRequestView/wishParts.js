import { t } from 'c/sessionRequestTexts';
import { momentOf } from './formParts';

const INTENTS = Object.freeze(['view', 'control', 'files']);
export const USUAL_INTENTS = Object.freeze(['view', 'control']);

/** What the agent wants to do. The recipient reads it; what is possible, AnyDesk's own window decides. @returns {FieldShape} */
export function intentField() {
  const options = INTENTS.map((value) => ({ value, label: t(`intent.${value}`) }));
  return { name: 'intents', kind: 'several', label: t('field.intents'), options };
}

/**
 * @param {FieldValues} values
 * @returns {FormResult}
 */
export function intentsOf({ intents }) {
  const chosen = Array.isArray(intents) ? intents : [];
  return chosen.length === 0 ? { ok: false, field: 'intents' } : { ok: true, parameters: { intents: chosen } };
}

/**
 * Between which starts the recipient may choose.
 * @param {string} timeZone
 * @returns {FieldShape[]}
 */
export function limitFields(timeZone) {
  const hint = t('field.moveHint');
  return [
    { name: 'moveFrom', kind: 'moment', label: t('field.moveFrom'), timeZone },
    { name: 'moveUntil', kind: 'moment', label: t('field.moveUntil'), hint, timeZone },
  ];
}

/**
 * The limits that a form names, null for none, or the field that is wrong. Only the latest start: the earliest is now.
 * @param {FieldValues} values
 * @param {number} now
 * @returns {FormResult}
 */
export function limitsOf(values, now) {
  const [from, latestAt] = [momentOf(values, 'moveFrom'), momentOf(values, 'moveUntil')];
  if (from === null && latestAt === null) return { ok: true, parameters: { moveLimits: null } };
  const earliestAt = from === null ? now : from;
  if (latestAt === null || !(latestAt > now)) return { ok: false, field: 'moveUntil' };
  if (!(earliestAt < latestAt)) return { ok: false, field: 'moveFrom' };
  return { ok: true, parameters: { moveLimits: { earliestAt, latestAt } } };
}
