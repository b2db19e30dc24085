import { element } from './element';
import { t } from './texts';

/** The window over the record in which a quick action runs. Focus goes back to its button. */
export function openAction({ label }, component) {
  const opener = document.activeElement;
  const close = element('button', { type: 'button', class: 'close', 'aria-label': t('close') }, '×');
  const dialog = element('dialog', { 'aria-label': label.replace(/ Action$/, ''), class: 'action' }, close, component);
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('lightning__actionsclosescreen', () => dialog.close());
  dialog.addEventListener('close', () => {
    dialog.remove();
    opener?.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}
