// Notices of the browser while the console is open in a tab. Asks for permission only when its button is pressed.
'use strict';
(() => {
  const SHOWN = 'notices-shown';
  const LIVE = '/console/account/notices/live';
  const can = typeof Notification === 'function' && isSecureContext;
  const panel = document.getElementById('browser-notices');

  const showState = () => {
    if (!panel) return;
    const state = can ? Notification.permission : 'missing';
    for (const part of panel.querySelectorAll('[data-when]')) part.hidden = part.dataset.when !== state;
  };

  const show = ({ id, title, body, language, requestId }) => {
    // Phones show notices only from a worker, which this console has none of.
    try {
      const notice = new Notification(body, { body: title, tag: id, lang: language, dir: 'auto' });
      notice.addEventListener('click', () => {
        window.focus();
        if (requestId) location.assign(`/connect/${encodeURIComponent(requestId)}`);
        notice.close();
      });
    } catch {
      panel?.setAttribute('data-failed', '');
    }
  };

  const listen = () =>
    new Promise((resolve) => {
      const shown = localStorage.getItem(SHOWN);
      const stream = new EventSource(shown ? `${LIVE}?since=${encodeURIComponent(shown)}` : LIVE);
      const remember = ({ lastEventId }) => localStorage.setItem(SHOWN, lastEventId);
      stream.addEventListener('start', remember);
      stream.addEventListener('notice', (event) => {
        remember(event);
        show(JSON.parse(event.data));
      });
      // Broken lines come back by themselves; a refused one does not.
      stream.addEventListener('error', () => stream.readyState === EventSource.CLOSED && resolve());
    });

  // Of all open tabs one listens; when it closes, the next one goes on.
  let isListening = false;
  const begin = () => {
    if (isListening || !can || Notification.permission !== 'granted' || !navigator.locks) return;
    isListening = true;
    navigator.locks.request('console-notices', listen);
  };

  panel?.querySelector('[data-allow-notices]')?.addEventListener('click', async () => {
    await Notification.requestPermission();
    showState();
    begin();
  });
  panel?.querySelector('[data-test-notice]')?.addEventListener('click', ({ currentTarget }) => {
    const { title, body } = currentTarget.dataset;
    show({ id: 'test', title, body, language: document.documentElement.lang, requestId: null });
  });
  showState();
  begin();
})();
