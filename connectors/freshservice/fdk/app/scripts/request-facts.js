'use strict';

(() => {
  const { h } = SR.parts.dom;
  const { words, times, sentences, details } = SR.parts;

  /**
   * What is known of a request, as terms and what they say; what is not known is left out.
   * @param {RequestView} view
   * @param {number} now
   */
  function requestFacts(view, now) {
    const rows = [...whoAndWhat(view, now), ...howItGoes(view), ...howItWasMade(view, now)];
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
   * @returns {FactRow[]}
   */
  function whoAndWhat(view, now) {
    const { recipient, readiness } = view;
    return [
      ['for', [recipient.name, recipient.email, recipient.phone].filter(Boolean).join(', ')],
      ['presence', !sentences.isOver(view) && presence(view, now)],
      ['readiness', readiness && details.readiness(readiness, now)],
      ['address', details.address(view)],
      ['proposed', details.proposed(view)],
      ['intents', details.doing(view.intents)],
      ['wishes', details.doing(view.wishes)],
      ['assignee', sentences.whoHasIt(view.assignee)],
    ];
  }

  /**
   * @param {RequestView} view
   * @returns {FactRow[]}
   */
  function howItGoes({ sessions, progress, comment }) {
    const isClosed = progress.kind === 'closed';
    return [
      ['toldBy', progress.kind === 'connected' && details.toldBy(progress.toldBy)],
      ['sessions', sessions.count > 0 && sessionTime(sessions)],
      ['comment', comment],
      ['note', isClosed && progress.note],
      ['rating', isClosed && progress.rating && details.rating(progress.rating)],
    ];
  }

  /**
   * @param {RequestView} view
   * @param {number} now
   * @returns {FactRow[]}
   */
  function howItWasMade(view, now) {
    const { createdBy } = view;
    return [
      ...(sentences.isOver(view) ? [] : whatIsAhead(view, now)),
      ['sentBy', view.channels.map((channel) => words.t(`channel.${channel}`)).join(', ')],
      ['createdBy', createdBy.verified ? createdBy.name : words.t('notVerified', { name: createdBy.name })],
    ];
  }

  /**
   * @param {RequestView} view
   * @param {number} now
   * @returns {FactRow[]}
   */
  function whatIsAhead({ status, sessionLink, opensAt, moveLimits, expiresAt }, now) {
    const isClosedYet = status === 'Open' && typeof opensAt === 'number' && opensAt > now;
    return [
      ['sessionLink', sessionLink],
      ['opens', isClosedYet && times.moment(opensAt, now)],
      ['moves', moveLimits && details.moves(moveLimits, now)],
      ['expires', times.moment(expiresAt, now)],
    ];
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

  SR.share('requestFacts', { requestFacts });
})();
