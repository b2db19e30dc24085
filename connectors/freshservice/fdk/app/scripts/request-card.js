'use strict';

(() => {
  const { h } = SR.parts.dom;
  const { words, times, sentences } = SR.parts;
  const { icon } = SR.parts.icons;

  /**
   * @param {RequestView} view
   * @param {number} now
   */
  function statusOf(view, now) {
    return sentences.isUpcoming(view, now) ? 'Scheduled' : view.status;
  }

  /**
   * A status with icon and text, so that nobody needs its colour.
   * @param {string} status
   */
  function statusPill(status) {
    return h(
      'span',
      { class: `status status-${status.toLowerCase()}` },
      icon(status),
      ` ${words.t(`status.${status}`)}`,
    );
  }

  /**
   * One request: how it stands, what to say and do, and what is known of it.
   * @param {RequestView} view
   * @param {PanelContext} context
   */
  function requestCard(view, context) {
    const { now } = context;
    const over = sentences.isOver(view);
    const headingId = `heading-${view.id}`;
    return h(
      'section',
      { class: 'card', 'data-key': view.id, 'data-status': view.status, 'aria-labelledby': headingId },
      h(
        'h2',
        { id: headingId, tabindex: '-1' },
        statusPill(statusOf(view, now)),
        ' ',
        h('span', { class: 'quiet' }, view.number),
      ),
      h('p', { class: 'sentence' }, sentences.whatIsGoingOn(view, now)),
      closing(view, now),
      SR.parts.requestSigns.requestSigns(view, context),
      view.trouble.map((one) => SR.parts.deliveryTrouble.deliveryTrouble(view, one, context)),
      over ? null : phrase(view),
      SR.parts.requestActions.requestActions(view, context),
      SR.parts.requestFacts.requestFacts(view, now),
      SR.parts.requestLog.requestLog(view, context),
    );
  }

  /** @param {RequestView} view */
  function phrase({ phrase: said, recipient }) {
    return h(
      'div',
      { class: 'phrase', 'data-key': 'phrase' },
      h('p', { class: 'words', lang: 'en' }, said),
      h('p', { class: 'hint' }, words.t('phrase', { name: recipient.name })),
    );
  }

  /**
   * @param {RequestView} view
   * @param {number} now
   */
  function closing({ ticketClosed }, now) {
    if (ticketClosed === null) return null;
    const text =
      ticketClosed.closesAt === null
        ? words.t('banner.ticketClosed')
        : words.t('banner.ticketCloses', { time: times.distance(ticketClosed.closesAt, now) });
    return h('p', { class: 'note warning' }, icon('warning'), ' ', text);
  }

  SR.share('requestCard', { requestCard, statusPill, statusOf });
})();
