'use strict';

(() => {
  const MOST_TICKETS = 20;
  /** A tab that says nothing for so long is gone. */
  const FORGET_TAB_MS = 90000;
  const FIRST_PAUSE_MS = 2000;
  const LONGEST_PAUSE_MS = 60000;

  /** @param {WatcherOwn} own */
  function plan(own) {
    const { state, needs } = own;
    if (state.stopWaiting) state.stopWaiting();
    state.stopWaiting = needs.later(Math.max(0, state.dueAt - needs.now()), () => {
      state.stopWaiting = null;
      turn(own);
    });
  }

  /** Asks the server, for every tab. @param {WatcherOwn} own */
  function turn(own) {
    const { state, needs } = own;
    const { want } = state;
    if (want === null || state.release === null || state.calls > 0) return;
    const tickets = allTickets(own, want);
    const query = {
      tickets: tickets.join(','),
      after: want.after,
      panel: needs.browserId,
      protocol: String(SR.PROTOCOL),
    };
    const asked = { tickets, known: want.known || want.tickets, since: want.since };
    state.calls += 1;
    needs.begun();
    needs
      .watch(query)
      .then((answer) => {
        state.calls -= 1;
        heard(own, answer, asked);
        SR.parts.watcherTabs.tell(own, { kind: 'answer', answer, asked });
        if (state.release !== null && state.want !== null) plan(own);
      })
      .catch((error) => {
        // A fault of the app itself: the next try is late, but there is one.
        state.dueAt = needs.now() + LONGEST_PAUSE_MS;
        if (state.release !== null && state.want !== null) plan(own);
        needs.failed(error);
      });
  }

  /**
   * @param {WatcherOwn} own
   * @param {Want} want
   */
  function allTickets({ needs, others }, want) {
    const now = needs.now();
    for (const [tab, { at }] of others) if (now - at > FORGET_TAB_MS) others.delete(tab);
    const all = [want.tickets, ...Array.from(others.values(), (one) => one.tickets)].flat();
    return Array.from(new Set(all)).slice(0, MOST_TICKETS);
  }

  /**
   * @param {WatcherOwn} own
   * @param {Answer<WatchAnswer>} answer
   * @param {Asked} asked
   */
  function heard(own, answer, asked) {
    const { state, needs } = own;
    const now = needs.now();
    state.failures = answer.ok ? 0 : state.failures + 1;
    state.dueAt = now + (answer.ok ? afterMs(answer.value) : pauseMs(answer.problem, state.failures));
    state.notBefore = answer.ok && !answer.value.askAgain ? 0 : state.dueAt;
    const { want } = state;
    if (want !== null && want.tickets.every((id) => asked.tickets.includes(id))) takeNews(own, want, answer, asked);
  }

  /**
   * @param {WatcherOwn} own
   * @param {Want} want
   * @param {Answer<WatchAnswer>} answer
   * @param {Asked} asked
   */
  function takeNews({ state, needs }, want, answer, asked) {
    // The asking tab knew these tickets already when this one was loaded after it: news may lie between.
    const isGap = asked.since > want.since && want.tickets.some((id) => asked.known.includes(id));
    if (answer.ok) {
      const { position: after } = answer.value;
      state.want = Object.assign({}, want, { after, since: needs.now(), known: asked.tickets });
    }
    needs.heard(answer, { isGap, dueAt: state.dueAt });
  }

  /** Null: nothing is going on, so there is nothing to ask for soon. @param {WatchAnswer} answer */
  function afterMs(answer) {
    return answer.askAgain ? Math.max(0, Number(answer.askAgain.afterMs) || 0) : LONGEST_PAUSE_MS;
  }

  /**
   * @param {Problem} problem
   * @param {number} failures
   */
  function pauseMs(problem, failures) {
    const growing = Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);
    return Math.max(problem.waitMs, growing);
  }

  SR.share('watcherTurns', { plan, heard, pauseMs });
})();
