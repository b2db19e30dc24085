'use strict';

(() => {
  const { h } = SR.parts.dom;
  const { words, fields } = SR.parts;
  const { FORMS } = SR.parts.smallFormShapes;
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
