'use strict';

(() => {
  const { h } = SR.parts.dom;
  const { words, fields, times } = SR.parts;

  /**
   * Between which starts the recipient may choose; folded, as few agents limit it.
   * @param {string} prefix
   * @param {{ readonly limits: MoveLimits | null, readonly timeZone: string }} now
   */
  function limitFields(prefix, { limits, timeZone }) {
    const at = (/** @type {number | undefined} */ moment) =>
      moment === undefined ? '' : times.localTime(moment, timeZone);
    const hint = words.t('field.moveHint');
    return h(
      'details',
      { 'data-key': `${prefix}-limits`, open: limits !== null },
      h('summary', {}, words.t('fact.moves')),
      fields.field(prefix, 'moveFrom', { type: 'datetime-local', value: at(limits?.earliestAt) }),
      fields.field(prefix, 'moveUntil', { type: 'datetime-local', value: at(limits?.latestAt), hint }),
    );
  }

  /**
   * The limits that a form names, null for none, or the field that is wrong. Only the latest start: the earliest is now.
   * @param {FormData} data
   * @param {string} timeZone
   * @param {number} now
   * @returns {FormResult<MoveLimits | null>}
   */
  function limitsOf(data, timeZone, now) {
    const [from, until] = ['moveFrom', 'moveUntil'].map((name) => fields.textOf(data, name));
    if (!from && !until) return { ok: true, value: null };
    const earliestAt = from ? times.momentOf(from, timeZone) : now;
    const latestAt = times.momentOf(String(until), timeZone);
    const field = wrongField(earliestAt, latestAt, now);
    return field === null
      ? { ok: true, value: { earliestAt: Number(earliestAt), latestAt: Number(latestAt) } }
      : { ok: false, field };
  }

  /**
   * @param {number | null} earliestAt
   * @param {number | null} latestAt
   * @param {number} now
   */
  function wrongField(earliestAt, latestAt, now) {
    if (latestAt === null || latestAt <= now) return 'moveUntil';
    return earliestAt === null || earliestAt >= latestAt ? 'moveFrom' : null;
  }

  SR.share('limits', { limitFields, limitsOf });
})();
