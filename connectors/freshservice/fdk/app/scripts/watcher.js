'use strict';

(() => {
  const CHANNEL = 'session-requests-watcher';
  const { watcherTurns, watcherTabs } = SR.parts;
  const { pauseMs } = watcherTurns;

  /**
   * Follows the tickets that are on the screen. Of all open tabs of one browser, one asks the server and tells the others; where a browser
   * cannot do that, each tab asks for itself. It never asks sooner than the server said.
   * @param {WatcherNeeds} needs
   * @returns {Watcher}
   */
  function make(needs) {
    /** @type {WatcherOwn} */
    const own = {
      needs,
      channel: needs.openChannel(CHANNEL),
      state: {
        want: null,
        release: null,
        isQueued: false,
        failures: 0,
        stopWaiting: null,
        dueAt: 0,
        notBefore: 0,
        calls: 0,
      },
      others: new Map(),
    };
    if (own.channel) own.channel.onmessage = (event) => watcherTabs.onMessage(own, event);
    return Object.freeze({ follow: (/** @type {Want | null} */ want) => follow(own, want) });
  }

  /**
   * @param {WatcherOwn} own
   * @param {Want | null} want
   */
  function follow(own, want) {
    const { state } = own;
    const before = state.want;
    state.want = want;
    if (want === null) return rest(own, before !== null);
    if (before !== null && before.after === want.after) state.want = Object.assign({}, want, { known: before.known });
    watcherTabs.tell(own, { kind: 'want', tickets: want.tickets });
    state.dueAt = Math.max(want.dueAt, state.notBefore);
    if (state.release !== null) watcherTurns.plan(own);
    else lead(own);
  }

  /**
   * @param {WatcherOwn} own
   * @param {boolean} wasFollowing
   */
  function rest(own, wasFollowing) {
    const { state } = own;
    if (wasFollowing) watcherTabs.tell(own, { kind: 'leave' });
    if (state.stopWaiting) state.stopWaiting();
    if (state.release) state.release();
    Object.assign(state, { release: null, stopWaiting: null });
  }

  /** @param {WatcherOwn} own */
  function lead(own) {
    const { state, needs } = own;
    if (state.isQueued) return;
    state.isQueued = true;
    const forget = () => {
      state.release = null;
    };
    needs
      .lock(CHANNEL, () => begin(own))
      .catch(() => {
        // No locks here: this tab asks for itself.
        Object.assign(state, { isQueued: false, release: forget });
        if (state.want) watcherTurns.plan(own);
      });
  }

  /**
   * Holds the lock until this tab no longer follows anything.
   * @param {WatcherOwn} own
   * @returns {Promise<void>}
   */
  function begin(own) {
    const { state } = own;
    state.isQueued = false;
    if (state.want === null) return Promise.resolve();
    watcherTabs.tell(own, { kind: 'who' });
    return new Promise((resolve) => {
      state.release = resolve;
      watcherTurns.plan(own);
    });
  }

  SR.share('watcher', { make, pauseMs });
})();
