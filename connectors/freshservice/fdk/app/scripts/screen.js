'use strict';

(() => {
  const { h, at } = SR.parts.dom;
  const TALLEST_PX = 700;
  const FORGET_SAID_MS = 10000;

  /**
   * The page's main part and its one line that is read aloud.
   * @param {PlatformClient} client
   * @param {Environment} environment
   * @param {boolean} mayGrow The place has the height that the app asks for.
   */
  function make(client, environment, mayGrow) {
    const state = { heightPx: 0, forget: () => undefined };

    /** @param {HTMLElement} wanted */
    function show(wanted) {
      const main = at('main');
      const focused = main.contains(document.activeElement) ? document.activeElement : null;
      const place = focused ? placeOf(focused) : null;
      const next = /** @type {HTMLElement} */ (main.cloneNode(false));
      next.append(...Array.from(wanted.childNodes));
      SR.parts.morph.morph(main, next);
      if (focused !== null && !main.contains(focused)) refocus(main, place);
      if (mayGrow) fit();
    }

    /** The sidebar does not grow by itself. */
    function fit() {
      const heightPx = Math.min(TALLEST_PX, Math.ceil(document.documentElement.scrollHeight));
      if (Math.abs(heightPx - state.heightPx) < 8) return;
      state.heightPx = heightPx;
      Promise.resolve()
        .then(() => client.instance.resize({ height: `${heightPx}px` }))
        .catch(() => {
          // A place that cannot be resized scrolls instead: nothing is lost.
          state.heightPx = 0;
        });
    }

    /**
     * @param {string} sentence
     * @param {'done' | 'wrong' | 'quiet'} [kind]
     */
    function say(sentence, kind = 'done') {
      const line = at('said');
      line.className = `said ${kind}`;
      line.textContent = sentence;
      state.forget();
      if (kind !== 'wrong') Object.assign(state, { forget: environment.later(FORGET_SAID_MS, hush) });
    }

    function hush() {
      at('said').textContent = '';
    }

    return Object.freeze({ show, say, hush });
  }

  /** @param {Element} element */
  function placeOf(element) {
    const section = element.closest('section[data-key]');
    return section === null ? null : section.getAttribute('data-key');
  }

  /** The control that was pressed is gone: its card's heading is the nearest place.
   * @param {HTMLElement} main
   * @param {string | null} place
   */
  function refocus(main, place) {
    const cards = Array.from(main.querySelectorAll('section[data-key]'));
    const card = cards.find((one) => one.getAttribute('data-key') === place) || cards[0] || main;
    const heading = /** @type {HTMLElement | null} */ (card.querySelector('h2') || main.querySelector('h1'));
    if (heading) heading.focus();
  }

  /** @param {string} sentence */
  function fault(sentence) {
    at('main').replaceChildren(h('p', { class: 'note warning' }, sentence));
  }

  SR.share('screen', { make, fault });
})();
