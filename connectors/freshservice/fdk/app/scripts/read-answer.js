'use strict';

(() => {
  const ACCESS = Object.freeze(['granted', 'checking', 'refused']);

  /**
   * @param {unknown} value
   * @returns {Record<string, unknown>}
   */
  function record(value) {
    const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isRecord ? /** @type {Record<string, unknown>} */ (value) : {};
  }

  /**
   * @param {unknown} value
   * @returns {string | null}
   */
  function textOrNull(value) {
    if (typeof value === 'number') return String(value);
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
  }

  /**
   * The object that a text holds as JSON; null when it holds none.
   * @param {unknown} text
   * @returns {Record<string, unknown> | null}
   */
  function parseRecord(text) {
    if (typeof text !== 'string') return Object.keys(record(text)).length > 0 ? record(text) : null;
    try {
      const value = JSON.parse(text);
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
    } catch {
      return null;
    }
  }

  /** @param {unknown} value */
  function isView(value) {
    const view = record(value);
    const { recipient, progress, actions, trouble, presence, sessions, assignee } = view;
    return (
      ['id', 'number', 'status', 'phrase', 'connectUrl'].every((name) => typeof view[name] === 'string') &&
      [recipient, progress, presence, sessions, assignee].every((one) => Object.keys(record(one)).length > 0) &&
      Array.isArray(actions) &&
      Array.isArray(trouble)
    );
  }

  /** @param {unknown} value */
  function areViews(value) {
    return Array.isArray(value) && value.every(isView);
  }

  /** @param {Record<string, unknown>} value */
  function hasPlaceInTime(value) {
    return typeof value['position'] === 'string' && typeof value['at'] === 'number';
  }

  /** @param {Record<string, unknown>} value */
  function isPanel(value) {
    const { protocol, installation, me, ticket, access, requests, contacts, queues, channels } = value;
    return (
      typeof protocol === 'number' &&
      hasPlaceInTime(value) &&
      ACCESS.includes(String(access)) &&
      [installation, me, ticket].every((one) => Object.keys(record(one)).length > 0) &&
      [contacts, queues, channels].every(Array.isArray) &&
      areViews(requests)
    );
  }

  /** @param {Record<string, unknown>} value */
  function isWatch(value) {
    const news = Object.values(record(value['tickets']));
    return hasPlaceInTime(value) && news.every((one) => areViews(record(one)['requests'] || []));
  }

  /** @param {Record<string, unknown>} value */
  function isList(value) {
    return areViews(value['requests']) && Object.keys(record(value['counts'])).length > 0;
  }

  /** @param {Record<string, unknown>} value */
  function isCommandAnswer(value) {
    return isView(value['request']);
  }

  /** @param {Record<string, unknown>} value */
  function isLog(value) {
    return Array.isArray(value['events']);
  }

  /** @param {Record<string, unknown>} value */
  function isResent(value) {
    return value['resent'] === true;
  }

  SR.share('readAnswer', {
    record,
    textOrNull,
    parseRecord,
    isPanel,
    isWatch,
    isList,
    isCommandAnswer,
    isLog,
    isResent,
  });
})();
