'use strict';

(() => {
  const { record } = SR.parts.readAnswer;

  /**
   * Tells the browser's other tabs.
   * @param {WatcherOwn} own
   * @param {Record<string, unknown>} message
   */
  function tell({ channel, needs }, message) {
    if (channel) channel.postMessage(Object.assign({ tab: needs.tabId }, message));
  }

  /**
   * @param {WatcherOwn} own
   * @param {MessageEvent} event
   */
  function onMessage(own, event) {
    const { others, state, needs } = own;
    const message = record(event.data);
    const tab = String(message['tab']);
    if (message['kind'] === 'want') others.set(tab, { tickets: ticketsOf(message), at: needs.now() });
    if (message['kind'] === 'leave') others.delete(tab);
    if (message['kind'] === 'who' && state.want) tell(own, { kind: 'want', tickets: state.want.tickets });
    if (message['kind'] === 'answer') takeAnswer(own, message);
  }

  /**
   * @param {WatcherOwn} own
   * @param {Record<string, unknown>} message
   */
  function takeAnswer(own, message) {
    const answer = /** @type {Answer<WatchAnswer>} */ (/** @type {unknown} */ (record(message['answer'])));
    const asked = record(message['asked']);
    // Another tab may still run another version of this app.
    const isGood = answer.ok ? SR.parts.readAnswer.isWatch(record(answer.value)) : 'problem' in answer;
    if (!isGood) return;
    const known = ticketsOf({ tickets: asked['known'] });
    SR.parts.watcherTurns.heard(own, answer, { tickets: ticketsOf(asked), known, since: Number(asked['since']) || 0 });
    if (own.state.want) tell(own, { kind: 'want', tickets: own.state.want.tickets });
  }

  /** @param {Record<string, unknown>} message */
  function ticketsOf(message) {
    const tickets = message['tickets'];
    return Array.isArray(tickets) ? tickets.filter((id) => /^[0-9A-Za-z_-]{1,100}$/.test(String(id))).map(String) : [];
  }

  SR.share('watcherTabs', { tell, onMessage });
})();
