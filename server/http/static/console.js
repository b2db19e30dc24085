// Makes the console pleasant: live request pages, copying, the reader's time zone. Every page works without it.
'use strict';
(() => {
  const DAY_SEC = 86400;
  const LOOK_EVERY_MS = 30000;
  const HIDDEN_CLOSES_MS = 60000;

  // The server tells times in this zone from the next page on.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone)
    document.cookie = `sr-zone=${encodeURIComponent(zone)}; path=/console; max-age=${365 * DAY_SEC}; samesite=lax`;

  // Pressing twice is one press. The browser's back button brings the form back to life.
  document.addEventListener('submit', (event) => {
    // A download leaves the page where it is, and may be wanted again.
    if (event.defaultPrevented || 'downloads' in event.target.dataset) return;
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = '1';
  });
  addEventListener('pageshow', () => {
    for (const form of document.forms) delete form.dataset.sent;
  });

  // On a phone the areas are one long row.
  document.querySelector('.bar nav [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });

  const enableCopying = (root) => {
    if (!navigator.clipboard) return;
    for (const button of root.querySelectorAll('[data-copy]')) {
      button.hidden = false;
      button.addEventListener('click', async () => {
        const field = document.getElementById(button.dataset.copy);
        await navigator.clipboard.writeText(field.value ?? field.textContent);
        const label = button.textContent;
        button.textContent = button.dataset.done;
        setTimeout(() => (button.textContent = label), 2000);
      });
    }
  };
  enableCopying(document);

  document.querySelector('[aria-invalid=true], .field-problem ~ input')?.focus();

  const request = document.getElementById('request');
  if (!request) return;
  const news = document.getElementById('news');
  const typingNotice = document.getElementById('typing-notice');
  let stream = null;
  let hiddenTimer = 0;
  let version = request.dataset.version;

  // Fetched as a document, so no text is ever made into markup here.
  const fetchPage = () =>
    new Promise((resolve, reject) => {
      const call = new XMLHttpRequest();
      call.open('GET', location.pathname);
      call.setRequestHeader('sr-watching', '1');
      call.responseType = 'document';
      call.onload = () => resolve(call.status === 200 ? call.response : null);
      call.onerror = reject;
      call.send();
    });

  const isTyped = (form) =>
    [...form.elements].some((field) => {
      if (field.type === 'hidden') return false;
      if (field.options) return [...field.options].some((option) => option.selected !== option.defaultSelected);
      return field.type === 'checkbox' ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
    });

  const takeOverAction = (old, fresh) => {
    const form = old.matches('form') ? old : old.querySelector('form');
    const isBusy = old.open && (isTyped(form) || old.contains(document.activeElement));
    if (isBusy) return fresh.hidden || form.elements.version?.value !== fresh.querySelector('[name=version]')?.value;
    const next = document.importNode(fresh, true);
    if (old.open) next.open = true;
    old.replaceWith(next);
    return false;
  };

  const refresh = async () => {
    const page = await fetchPage().catch(() => null);
    const next = page?.getElementById('request');
    if (!next) return;
    for (const part of next.querySelectorAll('[data-part]')) {
      const old = request.querySelector(`[data-part="${part.dataset.part}"]`);
      if (!old || old.isEqualNode(part) || old.contains(document.activeElement)) continue;
      old.replaceWith(document.importNode(part, true));
    }
    enableCopying(request);
    let isOld = false;
    for (const fresh of next.querySelectorAll('[data-action]')) {
      const old = request.querySelector(`[data-action="${CSS.escape(fresh.dataset.action)}"]`);
      if (old) isOld = takeOverAction(old, fresh) || isOld;
    }
    typingNotice.hidden = !isOld;
    document.title = page.title;
    if (next.dataset.version === version) return;
    version = next.dataset.version;
    const status = request.querySelector('.request-head .status')?.textContent ?? '';
    const sentence = request.querySelector('.request-head .lead')?.textContent ?? '';
    news.textContent = `${news.dataset.text.replace('%', status)} ${sentence}`;
  };

  const listen = () => {
    if (stream) return;
    stream = new EventSource(request.dataset.live);
    stream.addEventListener('request', (event) => {
      if (String(JSON.parse(event.data).mark) !== version) refresh();
    });
    stream.addEventListener('ended', () => {
      stream.close();
      location.reload();
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
      refresh();
    }
  });
  listen();
  // Whether the end user's page is open is no event: it is looked up.
  setInterval(() => document.hidden || refresh(), LOOK_EVERY_MS);
})();
