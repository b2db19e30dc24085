'use strict';

(() => {
  const CHANNEL = 'session-requests-watcher';
  const MOST_TICKETS = 20;
  /** A tab that says nothing for so long is gone. */
  const FORGET_TAB_MS = 90000;
  const FIRST_PAUSE_MS = 2000;
  const LONGEST_PAUSE_MS = 60000;
  const { record } = SR.parts.readAnswer;

  /**
   * Follows the tickets that are on the screen. Of all open tabs of one browser, one asks the server and tells the others; where a browser
   * cannot do that, each tab asks for itself. It never asks sooner than the server said.
   * @param {WatcherNeeds} needs
   * @returns {Watcher}
   */
  function make(needs) {
    const channel = needs.openChannel(CHANNEL);
    /** @type {WatcherState} */
    const state = {
      want: null,
      release: null,
      isQueued: false,
      failures: 0,
      stopWaiting: null,
      dueAt: 0,
      notBefore: 0,
      calls: 0,
    };
    /** @type {Map<string, { tickets: readonly string[], at: number }>} */
    const others = new Map();

    /** @param {Want | null} want */
    function follow(want) {
      const before = state.want;
      state.want = want;
      if (want === null) return rest(before !== null);
      if (before !== null && before.after === want.after) state.want = Object.assign({}, want, { known: before.known });
      tell({ kind: 'want', tickets: want.tickets });
      state.dueAt = Math.max(want.dueAt, state.notBefore);
      if (state.release !== null) plan();
      else lead();
    }

    /** @param {boolean} wasFollowing */
    function rest(wasFollowing) {
      if (wasFollowing) tell({ kind: 'leave' });
      if (state.stopWaiting) state.stopWaiting();
      if (state.release) state.release();
      Object.assign(state, { release: null, stopWaiting: null });
    }

    function lead() {
      if (state.isQueued) return;
      state.isQueued = true;
      needs.lock(CHANNEL, begin).catch(() => {
        // No locks here: this tab asks for itself.
        Object.assign(state, { isQueued: false, release: forget });
        if (state.want) plan();
      });
    }

    function forget() {
      state.release = null;
    }

    /** Holds the lock until this tab no longer follows anything. @returns {Promise<void>} */
    function begin() {
      state.isQueued = false;
      if (state.want === null) return Promise.resolve();
      tell({ kind: 'who' });
      return new Promise((resolve) => {
        state.release = resolve;
        plan();
      });
    }

    function plan() {
      if (state.stopWaiting) state.stopWaiting();
      state.stopWaiting = needs.later(Math.max(0, state.dueAt - needs.now()), () => {
        state.stopWaiting = null;
        turn();
      });
    }

    function turn() {
      const { want } = state;
      if (want === null || state.release === null || state.calls > 0) return;
      const tickets = allTickets(want);
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
          heard(answer, asked);
          tell({ kind: 'answer', answer, asked });
          if (state.release !== null && state.want !== null) plan();
        })
        .catch((error) => {
          // A fault of the app itself: the next try is late, but there is one.
          state.dueAt = needs.now() + LONGEST_PAUSE_MS;
          if (state.release !== null && state.want !== null) plan();
          needs.failed(error);
        });
    }

    /** @param {Want} want */
    function allTickets(want) {
      const now = needs.now();
      for (const [tab, { at }] of others) if (now - at > FORGET_TAB_MS) others.delete(tab);
      const all = [want.tickets, ...Array.from(others.values(), (one) => one.tickets)].flat();
      return Array.from(new Set(all)).slice(0, MOST_TICKETS);
    }

    /**
     * @param {Answer<WatchAnswer>} answer
     * @param {Asked} asked
     */
    function heard(answer, asked) {
      const now = needs.now();
      state.failures = answer.ok ? 0 : state.failures + 1;
      state.dueAt = now + (answer.ok ? afterMs(answer.value) : pauseMs(answer.problem, state.failures));
      state.notBefore = answer.ok && !answer.value.askAgain ? 0 : state.dueAt;
      const { want } = state;
      if (want !== null && want.tickets.every((id) => asked.tickets.includes(id))) takeNews(want, answer, asked);
    }

    /**
     * @param {Want} want
     * @param {Answer<WatchAnswer>} answer
     * @param {Asked} asked
     */
    function takeNews(want, answer, asked) {
      // The asking tab knew these tickets already when this one was loaded after it: news may lie between.
      const isGap = asked.since > want.since && want.tickets.some((id) => asked.known.includes(id));
      if (answer.ok) {
        const { position: after } = answer.value;
        state.want = Object.assign({}, want, { after, since: needs.now(), known: asked.tickets });
      }
      needs.heard(answer, { isGap, dueAt: state.dueAt });
    }

    /** @param {MessageEvent} event */
    function onMessage(event) {
      const message = record(event.data);
      const tab = String(message['tab']);
      if (message['kind'] === 'want') others.set(tab, { tickets: ticketsOf(message), at: needs.now() });
      if (message['kind'] === 'leave') others.delete(tab);
      if (message['kind'] === 'who' && state.want) tell({ kind: 'want', tickets: state.want.tickets });
      if (message['kind'] === 'answer') takeAnswer(message);
    }

    /** @param {Record<string, unknown>} message */
    function takeAnswer(message) {
      const answer = /** @type {Answer<WatchAnswer>} */ (/** @type {unknown} */ (record(message['answer'])));
      const asked = record(message['asked']);
      // Another tab may still run another version of this app.
      const isGood = answer.ok ? SR.parts.readAnswer.isWatch(record(answer.value)) : 'problem' in answer;
      if (!isGood) return;
      const known = ticketsOf({ tickets: asked['known'] });
      heard(answer, { tickets: ticketsOf(asked), known, since: Number(asked['since']) || 0 });
      if (state.want) tell({ kind: 'want', tickets: state.want.tickets });
    }

    /** @param {Record<string, unknown>} message */
    function tell(message) {
      if (channel) channel.postMessage(Object.assign({ tab: needs.tabId }, message));
    }

    if (channel) channel.onmessage = onMessage;
    return Object.freeze({ follow });
  }

  /** @param {Record<string, unknown>} message */
  function ticketsOf(message) {
    const tickets = message['tickets'];
    return Array.isArray(tickets) ? tickets.filter((id) => /^[0-9A-Za-z_-]{1,100}$/.test(String(id))).map(String) : [];
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

  SR.share('watcher', { make, pauseMs });
})();
