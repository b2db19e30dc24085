// Times on the reader's own clock, the countdown to an appointment, and the page that opens by itself. Every page works without it.
'use strict';
(() => {
  const language = `${document.documentElement.lang}-u-nu-latn`;
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const LONG = {
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  };
  const MINUTE_MS = 60000;
  const SOONEST_MS = 1000;
  const STALE_MS = 5 * MINUTE_MS;

  const format = (at, timeZone, options) => new Intl.DateTimeFormat(language, { ...options, timeZone }).format(at);
  const shown = (at, timeZone) => {
    const zone = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'short' })
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName').value;
    return `${format(at, timeZone, LONG)} (${zone})`;
  };
  // As a field for date and time wants it.
  const forField = (at, timeZone) => {
    const options = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', timeZone };
    return new Intl.DateTimeFormat('sv-SE', options).format(at).replace(' ', 'T');
  };

  const showOwnTimes = () => {
    for (const place of document.querySelectorAll('[data-your-time]')) {
      const time = place.querySelector('time');
      const at = Date.parse(time.dateTime);
      if (format(at, here, LONG) === format(at, time.dataset.zone, LONG)) continue;
      time.textContent = shown(at, here);
      place.hidden = false;
    }
  };

  // Whoever chooses a time means the clock on his own wall.
  const chooseOnOwnClock = () => {
    const form = document.querySelector('form[data-move]');
    if (!form || new URLSearchParams(location.search).has('zone')) return;
    const { zone, start } = form.elements;
    const planned = zone.value;
    if (planned === here) return;
    zone.value = here;
    document.querySelector('[data-zone-name]').textContent = here;
    start.min = forField(Number(form.dataset.least), here);
    start.max = forField(Number(form.dataset.most), here);
    const limits = document.querySelector('#move-limits');
    limits.textContent = limits.dataset.text
      .replace('{earliest}', shown(Number(form.dataset.least), here))
      .replace('{latest}', shown(Number(form.dataset.most), here));
    const slots = [...document.querySelectorAll('[data-at]')];
    for (const slot of slots) {
      const url = new URL(slot.href);
      url.searchParams.set('zone', here);
      slot.href = url.href;
      slot.textContent = shown(Number(slot.dataset.at), here);
    }
    start.value = forField(Number(slots[0]?.dataset.at ?? form.dataset.least), here);
  };

  const until = (ms) => {
    const relative = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
    const minutes = Math.max(0, Math.ceil(ms / MINUTE_MS));
    if (minutes < 120) return relative.format(minutes, 'minute');
    const hours = Math.round(ms / (60 * MINUTE_MS));
    return hours < 48 ? relative.format(hours, 'hour') : relative.format(Math.round(hours / 24), 'day');
  };

  // Not while a press is on its way, which it would end.
  const loadAnew = () => {
    if (!document.querySelector('form[data-sent]')) location.reload();
  };

  const countDown = () => {
    const facts = document.querySelector('[data-opens]');
    if (!facts) return;
    const begins = facts.querySelector('[data-begins]');
    const ahead = Number(facts.dataset.now) - Date.now();
    const now = () => Date.now() + ahead;
    const loadedAt = Date.now();
    const tick = () => {
      const text = until(Number(begins.dataset.begins) - now());
      // Only what changed: the same words again would be read aloud again.
      if (begins.textContent !== text) begins.textContent = text;
      const left = Number(facts.dataset.opens) - now();
      if (left <= 0) return loadAnew();
      const toMinute = (Number(begins.dataset.begins) - now()) % MINUTE_MS || MINUTE_MS;
      setTimeout(tick, Math.max(Math.min(left, toMinute), SOONEST_MS));
    };
    tick();
    // Meanwhile the agent may have moved it.
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden && Date.now() - loadedAt > STALE_MS) loadAnew();
    });
  };

  showOwnTimes();
  chooseOnOwnClock();
  countDown();
  document.addEventListener('page-refreshed', showOwnTimes);
})();
