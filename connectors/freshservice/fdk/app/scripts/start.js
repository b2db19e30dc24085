'use strict';

(() => {
  const PAGES = Object.freeze({ panel: 'panel', requests: 'requestsPage', form: 'formPage' });

  /**
   * Starts what this page is, as soon as the platform is ready.
   * @param {() => Promise<PlatformClient>} initialized
   * @param {Environment} environment
   * @returns {Promise<void>}
   */
  function start(initialized, environment) {
    const name = /** @type {keyof typeof PAGES} */ (document.documentElement.dataset['page']);
    return Promise.resolve()
      .then(initialized)
      .then((client) => SR.parts[PAGES[name]].start(client, environment))
      .catch(() => SR.parts.screen.fault(SR.parts.words.t('problem.platform')));
  }

  SR.share('start', { start });
})();
