// Tells the server that somebody is on the join page, and keeps its forms fresh.
'use strict';
(() => {
  const { main, refresh } = window.livePage;
  const HERE_EVERY_MS = 30000;
  const REFRESH_EVERY_MS = 15 * 60000;

  const here = () => {
    const url = main().dataset.here;
    if (url) fetch(url, { method: 'POST', keepalive: true }).catch(() => {});
  };

  // An address that was pasted needs no further press: only what looks like one goes on, and nothing is allowed by it.
  document.addEventListener('paste', ({ target, clipboardData }) => {
    const pasted = clipboardData?.getData('text') ?? '';
    if (!target.matches?.('[data-goes-on]') || target.value || !/^\s*\d{3}[\s.]?\d{3}[\s.]?\d{3,4}\s*$/.test(pasted))
      return;
    setTimeout(() => target.form.requestSubmit(target.form.querySelector('button')));
  });
  // Who pressed the download may soon have a client that is online: the server can then propose its number.
  document.addEventListener('click', ({ isTrusted, target }) => {
    const link = isTrusted && target.closest?.('[data-noted]');
    const nonce = document.querySelector('input[name="nonce"]');
    if (!link || !nonce) return;
    const body = new URLSearchParams({ nonce: nonce.value });
    fetch(link.dataset.noted, { method: 'POST', body, keepalive: true }).catch(() => {});
  });
  const print = document.querySelector('[data-print]');
  if (print) Object.assign(print, { hidden: false, onclick: () => window.print() });

  if (!main().dataset.live) return;
  here();
  setInterval(here, HERE_EVERY_MS);
  setInterval(() => refresh(false), REFRESH_EVERY_MS);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) here();
  });
})();
