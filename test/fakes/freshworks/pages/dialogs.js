import { h } from './dom.js';

const NOTICE_MS = 6000;
const CONFIRM_MS = 10_000;

/** A line at the edge of the page for a few seconds. */
export function showNotify({ type = 'info', title, message }) {
  if (!['info', 'success', 'warning', 'danger', 'alert'].includes(type))
    throw new Error(`showNotify: type "${type}" is not known`);
  if (typeof message !== 'string' && typeof title !== 'string') throw new Error('showNotify needs a message');
  const notice = h('div', { class: `notice ${type}` }, title ? h('strong', {}, title) : null, ' ', message ?? '');
  document.getElementById('notices').append(notice);
  setTimeout(() => notice.remove(), NOTICE_MS);
}

/** Asks; what was pressed comes back as `message`. Nobody pressing counts as cancelling. */
export function showConfirm({ title, message, saveLabel = 'OK', cancelLabel = 'Cancel' }) {
  atMost('showConfirm', 'title', title, 30);
  atMost('showConfirm', 'message', message, 100);
  atMost('showConfirm', 'saveLabel', saveLabel, 11);
  atMost('showConfirm', 'cancelLabel', cancelLabel, 11);
  return new Promise((resolve) => {
    const end = (label) => {
      clearTimeout(timer);
      dialog.close();
      dialog.remove();
      resolve({ message: label });
    };
    const dialog = h(
      'dialog',
      { class: 'confirm', 'aria-labelledby': 'confirm-title' },
      h('h2', { id: 'confirm-title' }, title ?? 'Please confirm'),
      h('p', {}, message),
      h(
        'p',
        { class: 'buttons' },
        h('button', { type: 'button', class: 'primary', onclick: () => end(saveLabel) }, saveLabel),
        h('button', { type: 'button', onclick: () => end(cancelLabel) }, cancelLabel),
      ),
    );
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      end(cancelLabel);
    });
    const timer = setTimeout(() => end(cancelLabel), CONFIRM_MS);
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Shows a page of the app above everything. `onClose` is told however it ends. */
export function showModalFrame({ title, frame, onClose }) {
  atMost('showModal', 'title', title, 30);
  const close = () => dialog.close();
  const dialog = h(
    'dialog',
    { class: 'modal', 'aria-labelledby': `title-${frame.id}` },
    h(
      'header',
      {},
      h('h2', { id: `title-${frame.id}` }, title),
      h('button', { type: 'button', 'aria-label': 'Close', onclick: close }, '✕'),
    ),
    frame,
  );
  dialog.addEventListener('close', () => {
    dialog.remove();
    onClose();
  });
  document.body.append(dialog);
  dialog.showModal();
  return close;
}

function atMost(what, name, text, length) {
  if (text !== undefined && (typeof text !== 'string' || text.length > length)) {
    throw new Error(`${what}: ${name} must be a text of at most ${length} characters`);
  }
}
