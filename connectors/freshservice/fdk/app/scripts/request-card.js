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
      view.trouble.map((one) => trouble(one, context)),
      over ? null : phrase(view),
      SR.parts.requestActions.requestActions(view, context),
      facts(view, now, over),
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

  /**
   * @param {RequestView['trouble'][number]} one
   * @param {PanelContext} context
   */
  function trouble({ deliveryId, reason }, context) {
    const key = `delivery ${deliveryId}`;
    const press = () => context.resend(deliveryId, key);
    const busy = context.isBusy(key);
    return h(
      'div',
      { class: 'note warning', 'data-key': key },
      h('p', {}, icon('warning'), ' ', reason),
      context.mayPress
        ? h(
            'button',
            { type: 'button', onclick: press, 'aria-disabled': busy ? 'true' : null },
            words.t(busy ? 'working' : 'press.resendDelivery'),
          )
        : null,
    );
  }

  /**
   * @param {RequestView} view
   * @param {number} now
   * @param {boolean} over
   */
  function facts(view, now, over) {
    const { recipient, sessions, createdBy, progress } = view;
    /** @type {[string, string | null | false][]} */
    const rows = [
      ['for', [recipient.name, recipient.email, recipient.phone].filter(Boolean).join(', ')],
      ['presence', !over && presence(view, now)],
      ['address', view.address && sentences.grouped(view.address)],
      ['assignee', sentences.whoHasIt(view.assignee)],
      ['sessions', sessions.count > 0 && sessionTime(sessions)],
      ['comment', view.comment],
      ['note', progress.kind === 'closed' && progress.note],
      ['sentBy', view.channels.map((channel) => words.t(`channel.${channel}`)).join(', ')],
      ['expires', !over && times.moment(view.expiresAt, now)],
      ['createdBy', createdBy.verified ? createdBy.name : words.t('notVerified', { name: createdBy.name })],
    ];
    return h(
      'dl',
      { 'data-key': 'facts' },
      rows
        .filter(([, value]) => value)
        .map(([name, value]) => h('div', {}, h('dt', {}, words.t(`fact.${name}`)), h('dd', {}, value))),
    );
  }

  /**
   * @param {RequestView} view
   * @param {number} now
   */
  function presence({ presence: { onThePage, seenAt } }, now) {
    if (onThePage) return words.t('presence.here');
    return seenAt === null
      ? words.t('presence.never')
      : words.t('presence.left', { time: times.distance(seenAt, now) });
  }

  /** @param {RequestView['sessions']} sessions */
  function sessionTime({ totalMs, estimated }) {
    const duration = times.duration(totalMs);
    return estimated ? words.t('estimated', { duration }) : duration;
  }

  SR.share('requestCard', { requestCard, statusPill, statusOf });
})();
