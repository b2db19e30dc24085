'use strict';

(() => {
  const { h } = SR.parts.dom;
  const { words, times, sentences } = SR.parts;
  const { icon } = SR.parts.icons;

  /**
   * What stands beside a request: the user wants to be called, AnyDesk does not answer, or a session may belong to it.
   * @param {RequestView} view
   * @param {PanelContext} context
   */
  function requestSigns(view, context) {
    return [silence(view, context), callBack(view, context), unmatched(view, context)];
  }

  /**
   * @param {RequestView} view
   * @param {PanelContext} context
   */
  function silence({ silentSince }, { now }) {
    if (typeof silentSince !== 'number') return null;
    return note('silent', [words.t('banner.silent', { time: times.moment(silentSince, now) })], null);
  }

  /**
   * @param {RequestView} view
   * @param {PanelContext} context
   */
  function callBack(view, context) {
    if (!view.callBack) return null;
    const { phone, when } = view.callBack;
    const lines = [words.t('banner.callBack', { name: view.recipient.name, phone })];
    if (when) lines.push(words.t('banner.callBackWhen', { when }));
    const type = 'note-called-back';
    const may = view.actions.some(({ command }) => command === type);
    return note('call-back', lines, may ? button(view, context, { type }) : null);
  }

  /**
   * @param {RequestView} view
   * @param {PanelContext} context
   */
  function unmatched(view, context) {
    if (!view.unmatched) return null;
    const { session, startedAt, address } = view.unmatched;
    const where = { time: times.moment(startedAt, context.now), address: sentences.grouped(address) };
    const press = context.mayPress ? button(view, context, { type: 'attach-session', session }) : null;
    return note('unmatched', [words.t('banner.unmatched', where)], press);
  }

  /**
   * @param {string} key
   * @param {readonly string[]} lines
   * @param {HTMLElement | null} press
   */
  function note(key, lines, press) {
    return h(
      'div',
      { class: 'note warning', 'data-key': key },
      lines.map((line, index) => h('p', {}, index === 0 ? [icon('warning'), ' ', line] : line)),
      press === null ? null : h('div', { class: 'main-actions' }, press),
    );
  }

  /**
   * @param {RequestView} view
   * @param {PanelContext} context
   * @param {Record<string, unknown> & { type: string }} body
   */
  function button(view, context, body) {
    const key = `${view.id} ${body.type}`;
    const busy = context.isBusy(key);
    const onclick = () => context.command(view, body, key);
    const look = { type: 'button', onclick, 'data-key': key, 'aria-disabled': busy ? 'true' : null };
    return h('button', look, busy ? words.t('working') : words.t(`press.${body.type}`));
  }

  SR.share('requestSigns', { requestSigns });
})();
