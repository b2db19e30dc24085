'use strict';

(() => {
  const { h } = SR.parts.dom;
  const { words, newRequest } = SR.parts;

  /**
   * The way to a new request: one press when the ticket names somebody, and the form with every field.
   * @param {PanelContext} context
   * @param {boolean} isFirst No other request is active.
   */
  function createCard(context, isFirst) {
    if (!context.mayPress)
      return isFirst ? h('p', { class: 'empty', 'data-key': 'create' }, words.t('create.none')) : null;
    if (context.inlineForm !== null) return inline(context, context.inlineForm);
    const contact = context.contacts[0];
    if (!isFirst)
      return h('p', { class: 'create-more', 'data-key': 'another' }, formButton(context, 'create.another', true));
    return h(
      'section',
      { class: 'card create', 'data-key': 'create', 'aria-labelledby': 'create-title' },
      h('h2', { id: 'create-title', tabindex: '-1' }, words.t('create.none')),
      contact === undefined ? nobody(context) : context.contacts.map((one, index) => press(context, one, index)),
      h('p', {}, formButton(context, 'create.form', false)),
    );
  }

  /**
   * @param {PanelContext} context
   * @param {HTMLFormElement} form
   */
  function inline(context, form) {
    return h(
      'section',
      { class: 'card', 'data-key': 'inline-form', 'aria-labelledby': 'form-title' },
      h('h2', { id: 'form-title', tabindex: '-1' }, words.t('create.title')),
      form,
    );
  }

  /** @param {PanelContext} context */
  function nobody(context) {
    const open = () => context.openForm({ focus: 'name', another: false });
    return [
      h('p', {}, words.t('create.noContact')),
      h('button', { type: 'button', class: 'primary', onclick: open, 'data-key': 'nobody' }, words.t('create.do')),
    ];
  }

  /**
   * @param {PanelContext} context
   * @param {Contact} contact
   * @param {number} index
   */
  function press(context, contact, index) {
    const { name, email } = contact;
    const { panel } = context;
    const channel = newRequest.usualChannel(contact, panel.channels);
    const key = `create ${index}`;
    const busy = context.isBusy(key);
    const create = () => context.create(newRequest.oneFor(panel, context.ticket, contact, channel), key);
    const missing = email === null && panel.channels.includes('email');
    const label = missing ? words.t('create.linkOnly') : words.t('create.press', { name });
    const look = { type: 'button', class: index === 0 && !missing ? 'primary big' : null, onclick: create };
    return h(
      'div',
      { class: 'one-press', 'data-key': `contact ${index}` },
      context.contacts.length > 1 ? h('p', { class: 'hint' }, words.t(`role.${contact.role}`)) : null,
      missing ? noAddress(context, name) : null,
      h('button', Object.assign(look, { 'aria-disabled': busy ? 'true' : null }), busy ? words.t('working') : label),
      h(
        'p',
        { class: 'hint' },
        channel === 'email' ? words.t('create.byEmail', { email: email || '' }) : words.t('create.byLink'),
      ),
    );
  }

  /**
   * @param {PanelContext} context
   * @param {string} name
   */
  function noAddress(context, name) {
    const open = () => context.openForm({ focus: 'email', another: false });
    return [
      h('p', {}, words.t('create.noEmail', { name })),
      h(
        'button',
        { type: 'button', class: 'primary', onclick: open, 'data-key': 'add-email' },
        words.t('create.addEmail'),
      ),
    ];
  }

  /**
   * @param {PanelContext} context
   * @param {string} label
   * @param {boolean} another
   */
  function formButton(context, label, another) {
    const open = () => context.openForm({ focus: null, another });
    return h('button', { type: 'button', class: 'plain', onclick: open, 'data-key': label }, words.t(label));
  }

  SR.share('createCard', { createCard });
})();
