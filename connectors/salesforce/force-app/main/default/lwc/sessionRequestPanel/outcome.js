import { t } from 'c/sessionRequestTexts';
import { whatOf } from 'c/sessionRequestView';

/**
 * What to say of a command that has its answer.
 * @param {CommandRow} row
 * @param {PageState} page
 * @returns {{ readonly isDone: boolean, readonly said: string | null, readonly wrong: string | null }}
 */
export function outcomeOf(row, page) {
  // A question, not an answer: it is asked where the commands stand.
  if (row.result === 'Too old') return { isDone: false, said: null, wrong: null };
  if (row.result === 'Refused') {
    const wrong = t('pending.refused', { what: whatOf(row), reason: row.message || t('pending.noReason') });
    return { isDone: false, said: null, wrong };
  }
  const request = page.requests.find(({ key }) => key === (row.resultKey || row.requestKey));
  return { isDone: true, said: request === undefined ? t('done.done') : doneWith(row, request), wrong: null };
}

/**
 * @param {CommandRow} row
 * @param {RequestRow} request
 */
function doneWith({ type }, { number, status, recipientName }) {
  if (type === 'create-request') return t('done.created', { number, name: recipientName });
  return t('done.command', { number, status: t(`status.${status}`) });
}
