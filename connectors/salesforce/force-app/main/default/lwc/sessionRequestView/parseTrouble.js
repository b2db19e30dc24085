import { has, t } from 'c/sessionRequestTexts';
import { list, record, text } from './values';

/** Each delivery once, and only what can be named when it is to be sent again. @param {unknown} told */
export function troubleOf(told) {
  const all = list(told)
    .map(record)
    .map(({ deliveryId, kind, reason, known, wentBy }) => {
      const went = `went.${text(wentBy)}`;
      const because = reasonOf(text(reason), record(known));
      return {
        deliveryId: text(deliveryId),
        kind: text(kind),
        reason: has(went) ? `${because} ${t(went)}` : because,
        isSettled: has(went),
      };
    });
  return all.filter(({ deliveryId }, index) => {
    return deliveryId !== '' && all.findIndex((other) => other.deliveryId === deliveryId) === index;
  });
}

/**
 * In the agent's language, where there are words for it.
 * @param {string} reason
 * @param {Record<string, unknown>} known
 */
function reasonOf(reason, known) {
  const key = `reason.${text(known.key)}`;
  return has(key) ? t(key, wordsIn(record(known.params))) : reason;
}

/** @param {Record<string, unknown>} told */
function wordsIn(told) {
  return Object.fromEntries(Object.entries(told).map(([name, value]) => [name, text(value)]));
}
