'use strict';

(() => {
  const { h } = SR.parts.dom;
  const { words, times, sentences, problems } = SR.parts;
  const { icon } = SR.parts.icons;
  const WORTH_TELLING_MS = 5000;

  /**
   * The whole panel, as it is now.
   * @param {PanelModel} model
   * @param {PanelContext | null} context Null while nothing is known yet.
   */
  function panelView(model, context) {
    if (model.stop !== null) return frame(stopped(model.stop, model));
    if (context === null) return frame(model.problem === null ? skeleton() : troubleNote(model));
    const { panel } = context;
    const shown = panel.access === 'granted' ? requests(context) : null;
    return frame([model.problem === null ? lateNote(model) : troubleNote(model), notes(context), shown]);
  }

  /** @param {unknown} content */
  function frame(content) {
    return h('div', {}, h('h1', { tabindex: '-1', 'data-key': 'title' }, words.t('title')), content);
  }

  function skeleton() {
    return h(
      'div',
      { class: 'skeleton', 'data-key': 'skeleton' },
      h('p', {}, words.t('loading')),
      // The vendor's own; where its library does not load, the style sheet draws bars instead.
      ['100%', '60%', '100%'].map((width) => h('fw-skeleton', { width, height: '14px', 'aria-hidden': 'true' })),
    );
  }

  /**
   * Nothing can be shown until somebody does something: what, and who.
   * @param {Stop} stop
   * @param {PanelModel} model
   */
  function stopped({ kind, sentence }, model) {
    const label = words.t(kind === 'sign-in' ? 'stop.sign-in.done' : 'tryAgain');
    return h(
      'section',
      { class: 'card', 'data-key': `stop ${kind}`, 'data-stop': kind },
      h('h2', { tabindex: '-1' }, icon('info'), ' ', words.t(`stop.${kind}.title`)),
      h('p', {}, sentence || words.t(`stop.${kind}`)),
      h(
        'button',
        { type: 'button', class: 'primary', onclick: model.reload, 'aria-disabled': model.isLoading ? 'true' : null },
        model.isLoading ? words.t('working') : label,
      ),
    );
  }

  /** Something does not work at the moment: the last known state stays below it. @param {PanelModel} model */
  function troubleNote(model) {
    const { problem, heardAt, nextTryAt } = model;
    const now = model.localNow;
    return h(
      'div',
      { class: 'note warning', 'data-key': 'trouble' },
      h(
        'p',
        {},
        icon('warning'),
        ` ${problem === null ? '' : problems.sentence(problem)} `,
        heardAt === null || now - heardAt < WORTH_TELLING_MS
          ? null
          : words.t('banner.age', { time: times.distance(heardAt, now) }),
        ' ',
        nextTryAt > now ? words.t('banner.nextTry', { time: times.distance(nextTryAt, now) }) : null,
      ),
      h(
        'button',
        { type: 'button', onclick: model.reload, 'aria-disabled': model.isLoading ? 'true' : null },
        words.t(model.isLoading ? 'working' : 'tryAgain'),
      ),
    );
  }

  /** @param {PanelModel} model */
  function lateNote({ isLate, heardAt, localNow }) {
    if (!isLate || heardAt === null) return null;
    const text = words.t('banner.age', { time: times.distance(heardAt, localNow) });
    return h('p', { class: 'note', 'data-key': 'late' }, icon('info'), ` ${text}`);
  }

  /** @param {PanelContext} context */
  function notes({ panel, isTooOld }) {
    const { access, ticket, installation, me } = panel;
    /** @type {[boolean, string][]} */
    const all = [
      [isTooOld, 'banner.tooOld'],
      [!isTooOld && panel.protocol > SR.PROTOCOL, 'banner.updateApp'],
      [access !== 'granted', `banner.${access}`],
      [['closed', 'deleted', 'merged'].includes(ticket.state), `banner.ticket.${ticket.state}`],
      [!me.mayCommand && access === 'granted', 'banner.viewer'],
      [installation.environment === 'test', 'banner.test'],
      [me.proof === 'asserted', 'banner.asserted'],
    ];
    return all
      .filter(([isSo]) => isSo)
      .map(([, key]) =>
        h('p', { class: 'note', 'data-key': key }, icon('info'), ` ${words.t(key, { name: me.name })}`),
      );
  }

  /** @param {PanelContext} context */
  function requests(context) {
    const { now } = context;
    const { requests: all, next, ticket } = context.panel;
    const over = all.filter(sentences.isOver);
    const active = all.filter((view) => !sentences.isOver(view));
    const planned = active.filter((view) => sentences.isUpcoming(view, now)).sort(byStart);
    const current = active.filter((view) => !sentences.isUpcoming(view, now));
    const shown = current.length > 0 ? current : planned.slice(0, 1);
    const later = current.length > 0 ? planned : planned.slice(1);
    const mayCreate = ticket.state !== 'deleted' && ticket.state !== 'merged';
    return [
      shown.map((view) => SR.parts.requestCard.requestCard(view, context)),
      mayCreate ? SR.parts.createCard.createCard(context, shown.length === 0) : null,
      folded('upcoming', later, context),
      folded('past', over, context),
      next === null ? null : h('p', { class: 'hint', 'data-key': 'older' }, words.t('olderOnPage')),
    ];
  }

  /**
   * @param {RequestView} one
   * @param {RequestView} other
   */
  function byStart(one, other) {
    return (one.schedule ? one.schedule.startAt : 0) - (other.schedule ? other.schedule.startAt : 0);
  }

  /**
   * @param {string} name
   * @param {readonly RequestView[]} views
   * @param {PanelContext} context
   */
  function folded(name, views, context) {
    if (views.length === 0) return null;
    return h(
      'details',
      { class: 'folded', 'data-key': name },
      h('summary', {}, words.t(name, { count: views.length })),
      views.map((view) => SR.parts.requestCard.requestCard(view, context)),
    );
  }

  SR.share('panelView', { panelView });
})();
