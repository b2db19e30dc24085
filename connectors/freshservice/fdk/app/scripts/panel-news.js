'use strict';

(() => {
  const { sentences, words } = SR.parts;

  /**
   * The panel with these requests in it: newer versions replace older ones, whichever answer came first.
   * @param {PanelState} panel
   * @param {readonly RequestView[]} views
   * @returns {PanelState}
   */
  function withViews(panel, views) {
    const byId = new Map(panel.requests.map((view) => [view.id, view]));
    for (const view of views) {
      const known = byId.get(view.id);
      if (known === undefined || known.version <= view.version) byId.set(view.id, view);
    }
    const requests = Array.from(byId.values()).sort((one, other) => other.createdAt - one.createdAt);
    return Object.assign({}, panel, { requests });
  }

  /**
   * What a watch call told of this ticket. A call that was begun by another tab may tell nothing of it.
   * @param {PanelState} panel
   * @param {WatchAnswer} answer
   * @returns {PanelState}
   */
  function withNews(panel, answer) {
    const news = answer.tickets[panel.ticket.id];
    const { position, at, askAgain } = answer;
    const timed = Object.assign({}, panel, { position, at, askAgain });
    if (news === undefined) return timed;
    const { access, contacts = panel.contacts, ticket = panel.ticket, requests: views } = news;
    const requests = views === undefined ? panel.requests : panel.requests.filter((one) => isThere(one, views, at));
    return withViews(Object.assign(timed, { access, contacts, ticket, requests }), views || []);
  }

  /**
   * The server tells a ticket's requests whole: one that is missing went to another ticket, or was made after the answer.
   * @param {RequestView} one
   * @param {readonly RequestView[]} views
   * @param {number} at
   */
  function isThere(one, views, at) {
    return one.createdAt >= at || views.some(({ id }) => id === one.id);
  }

  /**
   * What of the change is worth saying aloud.
   * @param {PanelState | null} before
   * @param {PanelState} after
   * @returns {string | null}
   */
  function worthSaying(before, after) {
    if (before === null) return null;
    const status = new Map(before.requests.map((view) => [view.id, view.status]));
    const moved = after.requests.find((view) => status.get(view.id) !== view.status);
    if (moved === undefined) return null;
    return words.t('news.status', { number: moved.number, status: words.t(`status.${moved.status}`) });
  }

  /** Whether there is anything to follow. @param {PanelState} panel */
  function isLively(panel) {
    return panel.askAgain !== null || panel.requests.some((view) => !sentences.isOver(view));
  }

  SR.share('panelNews', { withViews, withNews, worthSaying, isLively });
})();
