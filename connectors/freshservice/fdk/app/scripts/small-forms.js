'use strict';

(() => {
  const { h } = SR.parts.dom;
  const { words, fields, times } = SR.parts;
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
      fields: (prefix) => [fields.field(prefix, 'address', { maxlength: '200' })],
      read: (data) => need(data, 'address'),
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
      ],
      read: (data, view, { now }) => {
        const timeZone = fields.textOf(data, 'zone');
        const startAt = times.momentOf(fields.textOf(data, 'start'), timeZone);
        if (startAt === null || startAt <= now) return { ok: false, field: 'start' };
        return { ok: true, value: { schedule: { startAt, timeZone } } };
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

  /** @param {string} command */
  function has(command) {
    return command in FORMS;
  }

  /**
   * The form for a command, to be opened by the person; open from the start where it is what comes next.
   * @param {RequestView} view
   * @param {string} command
   * @param {PanelContext} context
   * @param {boolean} [isNext]
   */
  function smallForm(view, command, context, isNext = false) {
    const form = /** @type {SmallForm} */ (FORMS[command]);
    const prefix = `${view.id}-${command}-${context.generationOf(view.id)}`;
    const busy = context.isBusy(`${view.id} ${command}`);
    const label = words.has(`form.${command}.do`) ? words.t(`form.${command}.do`) : words.t(`form.${command}`);
    const warning = warningFor(view, command, isNext);
    const body = h(
      'form',
      { onsubmit: submitter(view, command, context), novalidate: true, 'data-key': prefix },
      warning === null ? null : h('p', { class: 'hint' }, warning),
      form.fields(prefix, view, context),
      h('button', { type: 'submit', 'aria-disabled': busy ? 'true' : null }, busy ? words.t('working') : label),
    );
    if (isNext) return h('div', { class: 'next', 'data-key': prefix }, body);
    return h('details', { 'data-key': prefix }, h('summary', {}, words.t(`form.${command}`)), body);
  }

  /**
   * @param {RequestView} view
   * @param {string} command
   * @param {PanelContext} context
   * @returns {(event: Event) => void}
   */
  function submitter(view, command, context) {
    return (event) => {
      event.preventDefault();
      const form = /** @type {HTMLFormElement} */ (event.currentTarget);
      fields.clear(form);
      const result = /** @type {SmallForm} */ (FORMS[command]).read(new FormData(form), view, context);
      if (!result.ok) fields.fail(form, result.field, words.t(`wrong.${result.field}`));
      else context.command(view, Object.assign({ type: command }, result.value), `${view.id} ${command}`);
    };
  }

  /**
   * What the press does to somebody, where it does.
   * @param {RequestView} view
   * @param {string} command
   * @param {boolean} isNext
   * @returns {string | null}
   */
  function warningFor(view, command, isNext) {
    const { name } = view.recipient;
    if (command === 'close-request') return closeWarning(view, isNext);
    if (command === 'reschedule' && view.status === 'Open') return null;
    return words.has(`form.${command}.warn`) ? words.t(`form.${command}.warn`, { name }) : null;
  }

  /**
   * @param {RequestView} view
   * @param {boolean} isNext
   */
  function closeWarning({ status, recipient }, isNext) {
    if (isNext) return words.t('form.close-request.after');
    if (status === 'Connected') return words.t('form.close-request.connected');
    return status === 'Open' ? null : words.t('form.close-request.warn', { name: recipient.name });
  }

  SR.share('smallForms', { has, smallForm });
})();
