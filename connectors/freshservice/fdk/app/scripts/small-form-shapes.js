'use strict';

(() => {
  const { words, fields, times, limits, details } = SR.parts;
  /** As much as can be told here; the server knows the hosts. */
  const LINK = /^<?https:\/\/[^\s/]*anydesk\.com\//i;
  const OUTCOMES = Object.freeze([
    'solved',
    'not-solved',
    'no-show',
    'declined',
    'wrong-device',
    'cancelled',
    'duplicate',
    'not-stated',
  ]);

  /** What each form asks, and the command that its answers make. @type {Readonly<Record<string, SmallForm>>} */
  const FORMS = Object.freeze({
    'close-request': {
      fields: (prefix, { sessions }) => [
        fields.field(prefix, 'outcome', {
          tag: 'select',
          children: fields.options(
            OUTCOMES.map((one) => [one, words.t(`outcome.${one}`)]),
            sessions.count > 0 ? 'solved' : 'not-stated',
          ),
        }),
        fields.field(prefix, 'note', { tag: 'textarea', rows: '2', maxlength: '2000' }),
      ],
      read: (data) => ({
        ok: true,
        value: { outcome: fields.textOf(data, 'outcome'), note: fields.textOf(data, 'note') },
      }),
    },
    'add-comment': {
      fields: (prefix) => [
        fields.field(prefix, 'text', {
          tag: 'textarea',
          rows: '2',
          maxlength: '2000',
          hint: words.t('field.commentHint'),
        }),
      ],
      read: (data) => need(data, 'text'),
    },
    'enter-address': {
      fields: (prefix, { proposals = [] }) => [
        ...(proposals.length === 0 ? [] : [proposalField(prefix, proposals)]),
        fields.field(prefix, 'address', { maxlength: '200' }),
      ],
      // What is typed counts before what stands there to be taken.
      read: (data) => {
        const address = fields.textOf(data, 'address') || fields.textOf(data, 'proposal');
        return address ? { ok: true, value: { address } } : { ok: false, field: 'address' };
      },
    },
    'set-session-link': {
      fields: (prefix, { sessionLink }) => [
        fields.field(prefix, 'url', {
          type: 'url',
          value: sessionLink || '',
          maxlength: '500',
          dir: 'ltr',
          hint: words.t('field.urlHint'),
        }),
      ],
      read: (data, { sessionLink }) => {
        const url = fields.textOf(data, 'url');
        // Empty takes a link away; where there is none, nothing was pasted yet.
        if (!url && !sessionLink) return { ok: false, field: 'url' };
        return url && !LINK.test(url) ? { ok: false, field: 'url' } : { ok: true, value: { url: url || null } };
      },
    },
    extend: {
      fields: (prefix, view, { now }) => [
        fields.field(prefix, 'expires', { type: 'datetime-local', value: local(Math.max(view.expiresAt, now)) }),
      ],
      read: (data, view, { now }) => {
        const expiresAt = times.momentOf(fields.textOf(data, 'expires'), times.ownZone());
        return expiresAt === null || expiresAt <= now
          ? { ok: false, field: 'expires' }
          : { ok: true, value: { expiresAt } };
      },
    },
    reschedule: {
      fields: (prefix, view, { panel }) => [
        fields.field(prefix, 'start', { type: 'datetime-local', value: startOf(view) }),
        fields.field(prefix, 'zone', {
          tag: 'select',
          children: fields.options(fields.zones(panel.installation.timeZone), zoneOf(view)),
        }),
        limits.limitFields(prefix, { limits: view.moveLimits || null, timeZone: zoneOf(view) }),
      ],
      read: (data, view, { now }) => {
        const timeZone = fields.textOf(data, 'zone');
        const startAt = times.momentOf(fields.textOf(data, 'start'), timeZone);
        if (startAt === null || startAt <= now) return { ok: false, field: 'start' };
        const typed = limits.limitsOf(data, timeZone, now);
        if (!typed.ok) return typed;
        // The form showed the limits there were: emptied fields take them away.
        const moveLimits = typed.value || (view.moveLimits ? 'none' : null);
        return { ok: true, value: { schedule: { startAt, timeZone }, moveLimits } };
      },
    },
    'correct-recipient': {
      fields: (prefix, { recipient }) => [
        fields.field(prefix, 'name', { value: recipient.name, maxlength: '120' }),
        fields.field(prefix, 'email', { type: 'email', value: recipient.email || '', maxlength: '254' }),
        fields.field(prefix, 'phone', { type: 'tel', value: recipient.phone || '', hint: words.t('field.phoneHint') }),
      ],
      read: (data) => {
        const recipient = fields.recipientOf(data);
        return recipient.ok ? { ok: true, value: { recipient: recipient.value } } : recipient;
      },
    },
    assign: {
      fields: (prefix, { assignee }, { panel }) =>
        fields.assigneeFields(prefix, panel.queues, assignee.kind === 'unassigned' ? 'agent' : 'unassigned'),
      read: (data, view, { panel }) => {
        const assignee = fields.assigneeOf(data, panel.me);
        return assignee.ok ? { ok: true, value: { assignee: assignee.value } } : assignee;
      },
    },
  });

  /** @param {string} prefix @param {readonly Proposal[]} proposals */
  function proposalField(prefix, proposals) {
    const choices = proposals.map((one) => /** @type {[string, string]} */ ([one.address, details.proposal(one)]));
    return fields.field(prefix, 'proposal', { tag: 'select', children: fields.options([['', '–'], ...choices], '') });
  }

  /**
   * @param {FormData} data
   * @param {string} name
   * @returns {FormResult<Record<string, unknown>>}
   */
  function need(data, name) {
    const text = fields.textOf(data, name);
    return text ? { ok: true, value: { [name]: text } } : { ok: false, field: name };
  }

  /** @param {number} at */
  function local(at) {
    return times.localTime(at, times.ownZone());
  }

  /** @param {RequestView} view */
  function startOf({ schedule }) {
    return schedule === null ? '' : times.localTime(schedule.startAt, zoneOf({ schedule }));
  }

  /** @param {Pick<RequestView, 'schedule'>} view */
  function zoneOf({ schedule }) {
    return schedule !== null && times.isZone(schedule.timeZone) ? schedule.timeZone : times.ownZone();
  }

  SR.share('smallFormShapes', { FORMS });
})();
