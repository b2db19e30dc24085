const device = Number(document.body.dataset.device);
const timer = byId('timer');

/** The element with this id. */
export function byId(id) {
  return document.getElementById(id);
}

/** Presses a button of the simulation for this window's device. Gives the refusal's code, or null when it was done. */
export async function press(action, body = {}) {
  const response = await fetch(`/control/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ device, ...body }),
  });
  return response.ok ? null : (await response.json()).code;
}

/** Calls `render` with every view of this window's device, and keeps status, session and timer of the window up to date. */
export function watch(render) {
  let session = null;
  let aheadMs = 0;
  const showTime = () => {
    if (session !== null) timer.textContent = spoken(Date.now() + aheadMs - session.startedAt);
  };
  setInterval(showTime, 1000);
  new EventSource(`/events?device=${device}`).addEventListener('message', (message) => {
    const view = JSON.parse(message.data);
    session = view.session;
    aheadMs = view.now - Date.now();
    setText('status', view.status);
    showSession(session);
    showTime();
    render(view);
  });
}

function showSession(session) {
  const hadFocus = byId('session').contains(document.activeElement);
  byId('session').hidden = session === null;
  if (session === null) {
    if (hadFocus) focusStatus();
    return;
  }
  const items = ['See the screen', ...session.permissions].map((text) => {
    const item = document.createElement('li');
    item.textContent = text;
    return item;
  });
  byId('granted').replaceChildren(...items);
}

/** The button that had the focus is gone: the reader goes on at the status. */
function focusStatus() {
  byId('status').tabIndex = -1;
  byId('status').focus();
}

/** Sets the text only when it is another one, so that screen readers say it once. */
export function setText(id, text) {
  if (byId(id).textContent !== text) byId(id).textContent = text;
}

function spoken(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
