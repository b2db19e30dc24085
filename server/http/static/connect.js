// Starts the agent's AnyDesk: once after a press, and by itself when the access that the page waits for is allowed.
'use strict';
(() => {
  const { main, refresh, isLeaving } = window.livePage;
  const LAUNCHED = 'launched';
  const ARMED = 'armed';
  const PRESENCE_EVERY_MS = 30000;
  const STARTS_WITHIN_MS = 3000;
  const page = main().dataset.page;
  const isArmed = () => page !== undefined && sessionStorage.getItem(ARMED) === page;
  let waitsForAllow = main().dataset.asked === '1';

  // The start that the browser refused. What is shown of it is shown again after every refresh.
  let refused = null;
  const showRefused = () => {
    const link = document.querySelector('[data-launch]');
    if (!link || link.dataset.launch !== refused) return null;
    for (const notice of document.querySelectorAll('[data-refused]')) notice.hidden = false;
    link.classList.add('primary', 'wide');
    return link;
  };

  // A client that starts takes the focus, or the browser asks in front of the page. When neither happens, the browser has refused:
  // it follows such a link only after a press that is not long ago. Then one large button is the way.
  const lookWhetherStarted = () => {
    if (document.hidden || !document.hasFocus()) return;
    const left = new AbortController();
    const timer = setTimeout(() => {
      left.abort();
      refused = document.querySelector('[data-launch]')?.dataset.launch ?? null;
      showRefused()?.focus();
    }, STARTS_WITHIN_MS);
    const stop = () => {
      clearTimeout(timer);
      left.abort();
    };
    addEventListener('blur', stop, { signal: left.signal });
    addEventListener('pagehide', stop, { signal: left.signal });
    document.addEventListener('visibilitychange', stop, { signal: left.signal });
  };

  const startClient = () => {
    const link = document.querySelector('[data-launch][data-fresh]');
    if (isLeaving() || !link || sessionStorage.getItem(LAUNCHED) === link.dataset.launch) return;
    sessionStorage.setItem(LAUNCHED, link.dataset.launch);
    if (link.target === '_blank') window.open(link.href, '_blank', 'noopener');
    else location.assign(link.href);
    lookWhetherStarted();
  };

  const launch = async () => {
    const form = document.querySelector('form#launch');
    if (!document.querySelector('[data-launch]')) await send(form);
  };

  const send = async (form) => {
    if (!form) return;
    await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) }).catch(() => {});
    await refresh(true);
  };

  // What works with script alone is shown by it, again after every refresh.
  const equip = () => {
    showRefused();
    for (const part of document.querySelectorAll('[data-wait]')) part.hidden = false;
    for (const part of document.querySelectorAll('[data-armed]')) part.hidden = !isArmed();
    for (const button of document.querySelectorAll('[data-arm]')) button.hidden = isArmed();
    if (!navigator.clipboard) return;
    for (const button of document.querySelectorAll('[data-copy]')) button.hidden = false;
  };

  document.addEventListener('click', async ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null;
    if (button?.matches('[data-arm]')) {
      sessionStorage.setItem(ARMED, page);
      equip();
      // The button that had the focus is gone.
      document.querySelector('[data-armed]')?.focus();
    } else if (button?.matches('[data-copy]')) {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      const label = button.textContent;
      button.textContent = button.dataset.done;
      setTimeout(() => (button.textContent = label), 2000);
    }
  });

  const goOnAfterAllow = () => {
    const { status, asked } = main().dataset;
    if (asked === '1') waitsForAllow = true;
    else if (waitsForAllow && status !== 'ready') waitsForAllow = false;
    else if (status === 'ready' && (waitsForAllow || isArmed())) {
      waitsForAllow = false;
      sessionStorage.removeItem(ARMED);
      launch();
    }
  };

  document.addEventListener('page-refreshed', () => {
    goOnAfterAllow();
    equip();
    startClient();
  });

  // Whoever pressed Connect in the panel has pressed: the server says so, and says it once.
  const begin = async () => {
    if (isLeaving()) return;
    const goesOn = main().dataset.goesOn === '1' && !document.querySelector('[data-launch][data-fresh]');
    if (!goesOn) {
      startClient();
      goOnAfterAllow();
    } else await send(document.querySelector('form#launch'));
  };

  equip();
  // Leaving for AnyDesk while the page still loads would stop the loading.
  if (document.readyState === 'complete') begin();
  else addEventListener('load', () => setTimeout(begin));
  if (page) {
    setInterval(() => {
      if (!document.hidden) refresh(false);
    }, PRESENCE_EVERY_MS);
  }
})();
