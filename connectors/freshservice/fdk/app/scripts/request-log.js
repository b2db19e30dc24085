'use strict';

(() => {
  const { h } = SR.parts.dom;
  const { words, times } = SR.parts;

  /**
   * What happened to a request, read when somebody opens it.
   * @param {RequestView} view
   * @param {PanelContext} context
   */
  function requestLog(view, context) {
    const read = (/** @type {Event} */ event) => {
      const { open } = /** @type {HTMLDetailsElement} */ (event.currentTarget);
      if (open) context.readLog(view);
    };
    return h(
      'details',
      { 'data-key': 'log', ontoggle: read },
      h('summary', {}, words.t('log')),
      contents(context.logOf(view.id), context.now),
    );
  }

  /**
   * @param {LogState | undefined} log
   * @param {number} now
   */
  function contents(log, now) {
    if (log === undefined) return h('p', { class: 'hint' }, words.t('loading'));
    if (log.sentence !== null) return h('p', { class: 'note warning' }, log.sentence);
    if (log.events.length === 0) return h('p', { class: 'hint' }, words.t('log.empty'));
    return h(
      'ol',
      { class: 'log' },
      log.events.map((event) => h('li', {}, line(event, now))),
    );
  }

  /**
   * @param {LoggedEvent} event
   * @param {number} now
   */
  function line({ type, at, by }, now) {
    const key = `event.${type}`;
    const what = words.has(key) ? words.t(key) : type.replace(/-/g, ' ');
    const who = by.name === null ? words.t(`by.${by.kind}`) : by.name;
    const shown = by.verified ? who : words.t('notVerified', { name: who });
    return [h('span', { class: 'quiet' }, times.moment(at, now)), ` ${what} · ${shown}`];
  }

  SR.share('requestLog', { requestLog });
})();
