import { t } from 'c/sessionRequestTexts';
import { grouped } from './sentences';
import { moment } from './times';
import { momentOrNull, record, text, textOrNull } from './values';

/**
 * What stands beside a request, as the server wrote it.
 * @param {Record<string, unknown>} told
 */
export function signsOf(told) {
  const [call, unmatched] = [record(told.callBack), record(told.unmatched)];
  const [phone, session, startedAt] = [
    textOrNull(call.phone),
    textOrNull(unmatched.session),
    momentOrNull(unmatched.startedAt),
  ];
  return {
    silentSince: momentOrNull(told.silentSince),
    callBack: phone === null ? null : { phone, when: text(call.when) },
    unmatched: session === null || startedAt === null ? null : { session, startedAt, address: text(unmatched.address) },
  };
}

/**
 * The same in words, with what may be pressed: the user wants to be called, AnyDesk does not answer, or a session may belong to it.
 * @param {RequestView} view
 * @param {number} now
 * @returns {readonly { readonly name: string, readonly lines: readonly string[], readonly wish: Wish | null, readonly label: string }[]}
 */
export function signNotes({ id, silentSince, callBack, unmatched, recipient: { name }, actions }, now) {
  const notes = [];
  if (silentSince !== null) {
    notes.push({
      name: 'silent',
      lines: [t('banner.silent', { time: moment(silentSince, now) })],
      wish: null,
      label: '',
    });
  }
  if (callBack !== null) {
    const { phone, when } = callBack;
    const lines = [t('banner.callBack', { name, phone }), ...(when ? [t('banner.callBackWhen', { when })] : [])];
    const type = 'note-called-back';
    const may = actions.some(({ command }) => command === type);
    notes.push({
      name: 'call-back',
      lines,
      wish: may ? { requestKey: id, type, parameters: {} } : null,
      label: t(`press.${type}`),
    });
  }
  if (unmatched !== null) {
    const { session, startedAt, address } = unmatched;
    const line = t('banner.unmatched', { time: moment(startedAt, now), address: grouped(address) });
    const type = 'attach-session';
    notes.push({
      name: 'unmatched',
      lines: [line],
      wish: { requestKey: id, type, parameters: { session } },
      label: t(`press.${type}`),
    });
  }
  return notes;
}
