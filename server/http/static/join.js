// Keeps the join page up to date without loading it anew, and tells the server that somebody is there. The page works without it.
'use strict';
(() => {
  const main = () => document.querySelector('main');
  const news = document.querySelector('#news');
  const PRESSED = 'pressed';
  const HERE_EVERY_MS = 30000;
  const REFRESH_EVERY_MS = 15 * 60000;
  const HIDDEN_CLOSES_MS = 60000;
  let stream = null;
  let hiddenTimer = 0;

  const focusHeading = () => document.querySelector('h1')?.focus();

  const here = () => {
    const url = main().dataset.here;
    if (url) fetch(url, { method: 'POST', keepalive: true }).catch(() => {});
  };

  // The new page is fetched as a document, so no text is ever made into markup here.
  const fetchPage = (url) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('GET', url);
      request.responseType = 'document';
      request.onload = () => resolve(request.response);
      request.onerror = reject;
      request.send();
    });

  const typedValues = () => [...document.querySelectorAll('main input:not([type=hidden])')].map(({ name, value, checked }) => ({ name, value, checked }));

  const refresh = async (isNews) => {
    const page = await fetchPage(main().dataset.page).catch(() => null);
    const next = page?.querySelector('main');
    if (!next) return;
    const typed = typedValues();
    const before = main();
    const title = document.querySelector('h1').textContent;
    const active = document.activeElement?.id;
    before.replaceWith(document.importNode(next, true));
    document.title = page.title;
    const isSamePage = document.querySelector('h1').textContent === title;
    for (const { name, value, checked } of typed) {
      const field = isSamePage && document.querySelector(`main input:not([type=hidden])[name="${CSS.escape(name)}"]`);
      if (field) Object.assign(field, { value, checked });
    }
    if (isSamePage && active) document.getElementById(active)?.focus();
    if (!isNews) return;
    if (!isSamePage) focusHeading();
    news.textContent = [...document.querySelectorAll('.access, h1, .notice')].map((piece) => piece.textContent.trim()).join('. ');
  };

  const listen = () => {
    const url = main().dataset.live;
    if (!url || stream) return;
    stream = new EventSource(url);
    stream.addEventListener('request', (event) => {
      if (JSON.parse(event.data).look !== main().dataset.look) refresh(true);
    });
    stream.addEventListener('ended', () => {
      stream.close();
      location.assign(main().dataset.page);
    });
  };
  const unlisten = () => {
    stream?.close();
    stream = null;
  };

  document.addEventListener('visibilitychange', () => {
    clearTimeout(hiddenTimer);
    if (document.hidden) hiddenTimer = setTimeout(unlisten, HIDDEN_CLOSES_MS);
    else {
      listen();
      here();
    }
  });

  // A second press while the first is on its way would be a second answer.
  document.addEventListener('submit', (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = '1';
    sessionStorage.setItem(PRESSED, '1');
  });
  addEventListener('pageshow', (event) => {
    for (const form of document.forms) delete form.dataset.sent;
    if (event.persisted && main().dataset.page) refresh(false);
  });

  if (sessionStorage.getItem(PRESSED) && !document.querySelector('[autofocus]')) focusHeading();
  sessionStorage.removeItem(PRESSED);
  if (main().dataset.live) {
    listen();
    here();
    setInterval(here, HERE_EVERY_MS);
    setInterval(() => refresh(false), REFRESH_EVERY_MS);
  }
})();
