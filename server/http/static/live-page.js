// Keeps a page up to date without loading it anew: <main data-page data-live data-look>. Every page works without it.
'use strict';
(() => {
  const main = () => document.querySelector('main');
  const news = document.querySelector('#news');
  const PRESSED = 'pressed';
  const HIDDEN_CLOSES_MS = 60000;
  const LOOK_AGAIN_MS = 5000;
  const LEAVES_WITHIN_MS = 20000;
  let stream = null;
  let isLeaving = false;
  let hiddenTimer = 0;

  const heading = () => document.querySelector('h1');
  // What a control is known by in a page that was fetched anew.
  const mark = ({ id, tagName, name, value, textContent }) => id || [tagName, name, value, textContent].join();
  const fields = (root) => [...root.querySelectorAll('input:not([type=hidden]), select, textarea')];

  // The new page is fetched as a document, so no text is ever made into markup here.
  const fetchPage = (url) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('GET', url);
      request.setRequestHeader('sr-watching', '1');
      request.responseType = 'document';
      request.onload = () =>
        request.status < 400 ? resolve(request.response) : reject(new Error(String(request.status)));
      request.onerror = reject;
      request.send();
    });

  const keep = (before, after) => {
    for (const { name, value, checked } of fields(before)) {
      const field = fields(after).find((one) => one.name === name && (one.type !== 'radio' || one.value === value));
      if (field) Object.assign(field, { value, checked });
    }
    for (const { id } of before.querySelectorAll('details[open][id]'))
      after.querySelector(`#${CSS.escape(id)}`)?.setAttribute('open', '');
  };

  // Fetches the page and puts its content in place of the old one. `isNews`: something happened that the reader should hear of.
  // One at a time: of two at once the older answer could come last, and stay.
  let refreshing = Promise.resolve();
  const refresh = (isNews) => (refreshing = refreshing.catch(() => {}).then(() => fetchAndShow(isNews)));
  const fetchAndShow = async (isNews) => {
    const page = await fetchPage(main().dataset.page).catch(() => null);
    const next = page?.querySelector('main');
    // What the news was about is not shown yet, and the stream tells it only once.
    if (!next) return isNews && stream && setTimeout(lookAgain, LOOK_AGAIN_MS);
    if (isLeaving) return;
    const before = main();
    const after = document.importNode(next, true);
    const isSamePage = before.querySelector('h1').textContent === after.querySelector('h1').textContent;
    const hadFocus = before.contains(document.activeElement);
    const focused = mark(document.activeElement);
    if (isSamePage) keep(before, after);
    const again = isSamePage && hadFocus && [...after.querySelectorAll('*')].find((one) => mark(one) === focused);
    before.replaceWith(after);
    document.title = page.title;
    if (again) again.focus();
    if (document.activeElement !== again && (hadFocus || (isNews && !isSamePage))) heading().focus();
    if (isNews)
      news.textContent = [...document.querySelectorAll('.access, .status, h1, .notice:not([hidden]), [data-news]')]
        .map((piece) => piece.textContent.trim())
        .join('\n');
    document.dispatchEvent(new CustomEvent('page-refreshed'));
  };

  // A page that leaves for elsewhere ends the press that is on its way, sometimes before it was sent.
  const leaveFor = (url) => {
    if (!isLeaving) location.assign(url);
  };

  const unlisten = () => {
    stream?.close();
    stream = null;
  };
  const listen = () => {
    const url = main()?.dataset.live;
    if (!url || stream || isLeaving) return;
    stream = new EventSource(url);
    stream.addEventListener('request', (event) => {
      if (JSON.parse(event.data).look !== main().dataset.look) refresh(true);
    });
    stream.addEventListener('ended', () => {
      unlisten();
      leaveFor(main().dataset.page);
    });
    stream.addEventListener('error', () => {
      if (stream?.readyState === EventSource.CLOSED) lookAgain();
    });
  };

  // Browsers come back by themselves to a stream that broke, never to one that was refused: a link that died while the page was
  // loading, a busy server. The page itself tells which it was.
  const lookAgain = async () => {
    unlisten();
    const url = main().dataset.page;
    const answer = await fetch(url, { headers: { 'sr-watching': '1' }, redirect: 'manual' }).catch(() => null);
    const isGone = answer && (answer.type === 'opaqueredirect' || (answer.status >= 400 && answer.status < 500));
    if (isGone && answer.status !== 429) return leaveFor(url);
    if (answer?.ok) await refresh(true);
    setTimeout(answer?.ok ? listen : lookAgain, LOOK_AGAIN_MS);
  };

  // Few streams fit into one browser: a page nobody looks at gives its place away.
  document.addEventListener('visibilitychange', () => {
    clearTimeout(hiddenTimer);
    if (document.hidden) hiddenTimer = setTimeout(unlisten, HIDDEN_CLOSES_MS);
    else listen();
  });

  const setLeaving = (leaving) => {
    isLeaving = leaving;
    if (leaving) unlisten();
    else listen();
  };

  // A second press while the first is on its way would be a second answer.
  document.addEventListener('submit', (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = '1';
    sessionStorage.setItem(PRESSED, '1');
    // The answer is a page of its own. What its news would begin on this one, such as starting AnyDesk, would end with it.
    setLeaving(true);
    setTimeout(setLeaving, LEAVES_WITHIN_MS, false);
  });
  addEventListener('pageshow', (event) => {
    for (const form of document.forms) delete form.dataset.sent;
    if (event.persisted) setLeaving(false);
    if (event.persisted && main()?.dataset.page) refresh(false);
  });

  // The browser itself looks for autofocus some time after the page has loaded; a press of the keyboard may be there before.
  if (sessionStorage.getItem(PRESSED)) (document.querySelector('[autofocus]') ?? heading())?.focus();
  sessionStorage.removeItem(PRESSED);
  // Not before the other scripts of the page hear what it tells.
  addEventListener('DOMContentLoaded', listen);
  window.livePage = { main, refresh, isLeaving: () => isLeaving };
})();
