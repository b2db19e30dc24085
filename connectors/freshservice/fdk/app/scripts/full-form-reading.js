'use strict';

(() => {
  const { fields, times, newRequest, limits } = SR.parts;
  const { textOf } = fields;

  /**
   * What the form asks for, or the field that is wrong.
   * @param {FormData} data
   * @param {FormFacts} facts
   * @returns {FormResult<Record<string, unknown>>}
   */
  function read(data, facts) {
    /** @type {Record<string, unknown>} */
    const asked = {
      ticket: newRequest.ticketOf(facts.panel.ticket, facts.ticket),
      language: textOf(data, 'language') || null,
      comment: textOf(data, 'comment'),
      another: facts.another,
    };
    const parts = [
      readReach(data),
      severalOf(data, 'intents'),
      readTimes(data, facts.now()),
      readAssignee(data, facts),
    ];
    for (const part of parts) {
      if (!part.ok) return part;
      Object.assign(asked, part.value);
    }
    return { ok: true, value: asked };
  }

  /**
   * Who it is for, and how the link gets there.
   * @param {FormData} data
   * @returns {FormResult<Record<string, unknown>>}
   */
  function readReach(data) {
    const recipient = fields.recipientOf(data);
    if (!recipient.ok) return recipient;
    const channels = severalOf(data, 'channels');
    if (!channels.ok) return channels;
    const missing = missingAddress(data.getAll('channels').map(String), recipient.value);
    if (missing !== null) return { ok: false, field: missing };
    return { ok: true, value: Object.assign({ recipient: recipient.value }, channels.value) };
  }

  /**
   * @param {FormData} data
   * @param {string} name
   * @returns {FormResult<Record<string, unknown>>}
   */
  function severalOf(data, name) {
    const chosen = data.getAll(name).map(String);
    return chosen.length === 0 ? { ok: false, field: name } : { ok: true, value: { [name]: chosen } };
  }

  /**
   * @param {FormData} data
   * @param {FormFacts} facts
   * @returns {FormResult<Record<string, unknown>>}
   */
  function readAssignee(data, { panel }) {
    const assignee = fields.assigneeOf(data, panel.me);
    return assignee.ok ? { ok: true, value: { assignee: assignee.value } } : assignee;
  }

  /**
   * @param {readonly string[]} channels
   * @param {{ readonly email: string | null, readonly phone: string | null }} recipient
   */
  function missingAddress(channels, { email, phone }) {
    if (channels.includes('email') && email === null) return 'email';
    return channels.includes('sms') && phone === null ? 'phone' : null;
  }

  /**
   * @param {FormData} data
   * @param {number} now
   * @returns {FormResult<Record<string, unknown>>}
   */
  function readTimes(data, now) {
    const timeZone = textOf(data, 'zone');
    const [startAt = null, expiresAt = null] = ['start', 'expires'].map((name) =>
      momentOf(textOf(data, name), timeZone),
    );
    if (!isAfter(startAt, now)) return { ok: false, field: 'start' };
    if (!isAfter(expiresAt, Math.max(now, startAt || 0))) return { ok: false, field: 'expires' };
    const moveLimits = limits.limitsOf(data, timeZone, now);
    if (!moveLimits.ok) return moveLimits;
    const schedule = startAt === null ? null : { startAt, timeZone };
    return { ok: true, value: { schedule, expiresAt, moveLimits: moveLimits.value } };
  }

  /**
   * Nothing chosen is well; what is no date is not.
   * @param {number | null} at
   * @param {number} earlier
   */
  function isAfter(at, earlier) {
    return at === null || at > earlier;
  }

  /** Null when nothing was written, NaN when it is no date.
   * @param {string} local
   * @param {string} timeZone
   */
  function momentOf(local, timeZone) {
    if (local === '') return null;
    const at = times.momentOf(local, timeZone);
    return at === null ? NaN : at;
  }

  SR.share('fullFormReading', { read });
})();
