// Starts the agent's AnyDesk: once after a press, and by itself when the access that was asked for is allowed.
'use strict';
(() => {
  const { main, refresh } = window.livePage;
  const LAUNCHED = 'launched';
  const PRESENCE_EVERY_MS = 30000;
  let waitsForAllow = main().dataset.asked === '1';

  const startClient = () => {
    const link = document.querySelector('[data-launch][data-fresh]');
    if (!link || sessionStorage.getItem(LAUNCHED) === link.dataset.launch) return;
    sessionStorage.setItem(LAUNCHED, link.dataset.launch);
    if (link.target === '_blank') window.open(link.href, '_blank', 'noopener');
    else location.assign(link.href);
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

  document.addEventListener('page-refreshed', () => {
    const { status, asked } = main().dataset;
    if (asked === '1') waitsForAllow = true;
    else if (waitsForAllow && status !== 'ready') waitsForAllow = false;
    else if (waitsForAllow) {
      waitsForAllow = false;
      launch();
    }
    startClient();
  });

  // Whoever pressed Connect in the panel has pressed: the server says so, and says it once.
  const begin = async () => {
    const goesOn = main().dataset.goesOn === '1' && !document.querySelector('[data-launch][data-fresh]');
    if (!goesOn) startClient();
    else await send(document.querySelector('form#launch'));
  };

  // Leaving for AnyDesk while the page still loads would stop the loading.
  if (document.readyState === 'complete') begin();
  else addEventListener('load', () => setTimeout(begin));
  if (main().dataset.page) {
    setInterval(() => {
      if (!document.hidden) refresh(false);
    }, PRESENCE_EVERY_MS);
  }
})();
