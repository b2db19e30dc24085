'use strict';

(() => {
  const STORED_ID = 'session-requests-browser';

  /** What the panel needs of the browser. Kept in one place, so that tests can give another one. @returns {Environment} */
  function browser() {
    return Object.freeze({
      now: () => Date.now(),
      later,
      every: (/** @type {number} */ ms, /** @type {() => void} */ run) => {
        setInterval(run, ms);
      },
      lock,
      openChannel,
      browserId: browserId(),
      tabId: SR.parts.presses.randomId(),
      newId: SR.parts.presses.randomId,
      isVisible: () => document.visibilityState === 'visible',
      onVisibility: (/** @type {() => void} */ run) => document.addEventListener('visibilitychange', run),
      onFocus: (/** @type {() => void} */ run) => window.addEventListener('focus', run),
      languages: () => Array.from(navigator.languages || [navigator.language]),
      copyText,
    });
  }

  /**
   * @param {number} ms
   * @param {() => void} run
   */
  function later(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  }

  /**
   * @param {string} name
   * @param {() => Promise<void>} hold
   * @returns {Promise<void>}
   */
  function lock(name, hold) {
    if (!navigator.locks) return Promise.reject(new Error('This browser has no locks'));
    return navigator.locks.request(name, hold);
  }

  /** @param {string} name */
  function openChannel(name) {
    return typeof BroadcastChannel === 'function' ? new BroadcastChannel(name) : null;
  }

  /** The same for all tabs, where the browser lets the app remember it. */
  function browserId() {
    try {
      const stored = localStorage.getItem(STORED_ID);
      if (stored !== null && /^[0-9a-f]{32}$/.test(stored)) return stored;
      const fresh = SR.parts.presses.randomId();
      localStorage.setItem(STORED_ID, fresh);
      return fresh;
    } catch {
      return SR.parts.presses.randomId();
    }
  }

  /** @param {string} text @returns {Promise<void>} */
  function copyText(text) {
    if (!navigator.clipboard) return Promise.reject(new Error('This browser does not let the app copy'));
    return navigator.clipboard.writeText(text);
  }

  SR.share('browser', { browser });
})();
