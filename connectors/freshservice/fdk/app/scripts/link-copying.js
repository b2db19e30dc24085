'use strict';

(() => {
  const { words } = SR.parts;

  /**
   * @param {PressState} own
   * @param {string} link
   * @param {string} id
   */
  function copy(own, link, id) {
    const { environment, screen } = own.needs;
    environment
      .copyText(link)
      .then(() => screen.say(words.t('done.copied')))
      .catch(() => copyByHand(own, id));
  }

  /**
   * In a frame of another site, browsers often refuse: then the link is shown and marked.
   * @param {PressState} own
   * @param {string} id
   */
  function copyByHand(own, id) {
    own.linkShown = id;
    own.needs.draw();
    const field = /** @type {HTMLInputElement | null} */ (document.getElementById(id));
    if (field === null) return;
    field.focus();
    field.select();
    const isCopied = typeof document.execCommand === 'function' && document.execCommand('copy');
    own.needs.screen.say(words.t(isCopied ? 'done.copied' : 'done.copyByHand'));
  }

  SR.share('linkCopying', { copy });
})();
