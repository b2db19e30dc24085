'use strict';

(() => {
  const { h } = SR.parts.dom;
  /** One shape for each status, so that nobody needs its colour. */
  const SHAPES = Object.freeze({
    Open: ['M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z'],
    Scheduled: ['M3 4.5h10v9H3z', 'M3 7.5h10', 'M5.5 2.5v3', 'M10.5 2.5v3'],
    Waiting: ['M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z', 'M8 5v3.2l2.2 1.5'],
    Ready: ['M3 8.5l3.2 3.2L13 4.8'],
    Connected: ['M2.5 4h11v7h-11z', 'M6 13.5h4', 'M5.5 7.5h5', 'M9 6l1.5 1.5L9 9'],
    Closed: ['M4.5 7.5h7v5.5h-7z', 'M5.8 7.5V5.7a2.2 2.2 0 0 1 4.4 0v1.8'],
    Expired: [
      'M4.5 2.5h7',
      'M4.5 13.5h7',
      'M5.5 2.5c0 3 5 3.5 5 5.5s-5 2.5-5 5.5',
      'M10.5 2.5c0 3-5 3.5-5 5.5s5 2.5 5 5.5',
    ],
    warning: ['M8 2.5l6 11H2z', 'M8 6.5v3.2', 'M8 11.6v.2'],
    info: ['M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z', 'M8 7.3v3.7', 'M8 4.9v.2'],
  });

  /**
   * @param {string} name
   * @returns {HTMLElement}
   */
  function icon(name) {
    const shapes = /** @type {Record<string, readonly string[]>} */ (SHAPES)[name] || SHAPES.info;
    const look = { class: 'icon', viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false' };
    return h(
      'svg',
      look,
      shapes.map((d) => h('path', { d })),
    );
  }

  SR.share('icons', { icon });
})();
