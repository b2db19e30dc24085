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

  if (!main().dataset.live) return;
  here();
  setInterval(here, HERE_EVERY_MS);
  setInterval(() => refresh(false), REFRESH_EVERY_MS);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) here();
  });
})();
