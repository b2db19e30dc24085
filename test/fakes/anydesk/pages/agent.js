import { byId, press, setText, watch } from './live.js';

watch((view) => {
  const hadFocus = document.activeElement === byId('cancel');
  byId('cancel').hidden = !view.calling;
  if (hadFocus && !view.calling) byId('address').focus();
});

byId('dial').addEventListener('submit', (event) => {
  event.preventDefault();
  void dial();
});
byId('cancel').addEventListener('click', () => void press('cancel'));
byId('disconnect').addEventListener('click', () => void press('end', { by: 'agent' }));

async function dial() {
  const refusal = await press('dial', { address: byId('address').value });
  setText('notice', refusal === null ? '' : 'That is not an AnyDesk address: nine or ten digits, or name@namespace.');
}
