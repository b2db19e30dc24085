'use strict';

(() => {
  const { problems, panelNews, panelDrawing, panelLoading } = SR.parts;
  /** A call may be held so long by the server; later than that, it is late. */
  const LONGEST_HOLD_MS = 30000;
  const LATE_MS = 5000;
  /** Nothing goes on in a ticket: looking at it again after so long is soon enough. */
  const IDLE_MS = 60000;

  /** What the panel hears of its ticket, together with the browser's other tabs. @param {PanelLife} life */
  function makeWatcher(life) {
    const { environment, data } = life;
    const { openChannel, lock, now, later, browserId, tabId } = environment;
    return SR.parts.watcher.make({
      openChannel,
      lock,
      now,
      later,
      browserId,
      tabId,
      watch: (query) => data.calls.call('watchTickets', { query }),
      begun: () => Object.assign(data, { expectedBy: environment.now() + LONGEST_HOLD_MS + LATE_MS }),
      heard: (answer, about) => heard(life, answer, about),
      failed: () =>
        heard(life, { ok: false, problem: problems.make('fault') }, { isGap: false, dueAt: environment.now() }),
    });
  }

  /** While something goes on and somebody can see it. @param {PanelLife} life */
  function follow({ environment, data, watcher }) {
    const { panel, positionAt } = data;
    if (panel === null || !environment.isVisible() || !panelNews.isLively(panel)) {
      data.expectedBy = Infinity;
      return watcher().follow(null);
    }
    const dueAt = positionAt + (panel.askAgain ? panel.askAgain.afterMs : 0);
    watcher().follow({ tickets: [panel.ticket.id], after: panel.position, since: positionAt, dueAt });
  }

  /**
   * @param {PanelLife} life
   * @param {Answer<WatchAnswer>} answer
   * @param {{ readonly isGap: boolean, readonly dueAt: number }} about
   */
  function heard(life, answer, { isGap, dueAt }) {
    const { environment, data, screen } = life;
    if (data.panel === null) return;
    if (!answer.ok) return watchFailed(life, answer.problem, dueAt);
    const now = environment.now();
    const before = data.panel;
    const panel = panelNews.withNews(before, answer.value);
    Object.assign(data, { panel, problem: null, heardAt: now, positionAt: now, nextTryAt: 0 });
    data.offsetMs = answer.value.at - now;
    data.expectedBy = dueAt + LONGEST_HOLD_MS + LATE_MS;
    const said = panelNews.worthSaying(before, panel);
    if (said !== null) screen.say(said);
    if (isGap) panelLoading.load(life);
    else if (!panelNews.isLively(panel)) follow(life);
    panelDrawing.draw(life);
  }

  /**
   * @param {PanelLife} life
   * @param {Problem} problem
   * @param {number} dueAt
   */
  function watchFailed(life, problem, dueAt) {
    if (panelLoading.isStopping(problem) && problem.kind !== 'refused') return panelLoading.stop(life, problem);
    Object.assign(life.data, { problem, nextTryAt: dueAt });
    panelDrawing.draw(life);
  }

  /** Somebody looks at the panel again, or no longer. @param {PanelLife} life */
  function seen(life) {
    const { environment, data } = life;
    if (!environment.isVisible()) return follow(life);
    const age = environment.now() - (data.heardAt === null ? 0 : data.heardAt);
    const isLively = data.panel !== null && panelNews.isLively(data.panel);
    if (age > (isLively ? LATE_MS : IDLE_MS)) panelLoading.load(life);
    else follow(life);
  }

  SR.share('panelWatching', { makeWatcher, follow, seen });
})();
