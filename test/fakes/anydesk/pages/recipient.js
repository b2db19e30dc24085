import { byId, press, setText, watch } from './live.js';

const acceptWindow = byId('accept-window');
let shownCall = null;

watch((view) => {
  const call = view.incoming;
  if (call === null) {
    shownCall = null;
    acceptWindow.close();
    return;
  }
  setText('accept-title', `${call.callerName} wants to connect to this device`);
  setText('caller-id', call.callerId);
  if (shownCall === call.callId) return;
  shownCall = call.callId;
  for (const box of boxes()) box.checked = box.defaultChecked;
  if (!acceptWindow.open) acceptWindow.showModal();
  byId('accept-title').focus();
});

byId('accept').addEventListener('click', () => {
  const permissions = boxes()
    .filter((box) => box.checked)
    .map((box) => box.value);
  void press('accept', { permissions });
});
byId('dismiss').addEventListener('click', () => void press('dismiss'));
// Escape closes the window; for the caller that is the same as Dismiss.
acceptWindow.addEventListener('cancel', () => void press('dismiss'));
byId('disconnect').addEventListener('click', () => void press('end', { by: 'recipient' }));

byId('copy').addEventListener('click', () => void copyId());

async function copyId() {
  const id = byId('own-id').textContent.replaceAll(' ', '');
  try {
    await navigator.clipboard.writeText(id);
    setText('copied', 'Copied.');
  } catch {
    getSelection().selectAllChildren(byId('own-id'));
    setText('copied', 'Selected: copy it with Ctrl+C.');
  }
}

function boxes() {
  return [...acceptWindow.querySelectorAll('input[name=permission]')];
}
