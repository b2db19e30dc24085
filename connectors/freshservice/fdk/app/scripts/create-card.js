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
      contact === undefined ? nobody(context) : context.contacts.map((one, index) => press(context, one, index === 0)),
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
   * @param {boolean} isFirst
   */
  function press(context, contact, isFirst) {
    const { panel, contacts } = context;
    const channel = newRequest.usualChannel(contact, panel.channels);
    // By person, not by place: when another one comes in front, a button that is about to be pressed stays the same person's.
    const who = contact.email || contact.name;
    const isMissing = channel === 'link' && contact.email === null && panel.channels.includes('email');
    return h(
      'div',
      { class: 'one-press', 'data-key': `contact ${who}` },
      contacts.length > 1 ? h('p', { class: 'hint' }, words.t(`role.${contact.role}`)) : null,
      isMissing ? noAddress(context, contact.name) : null,
      pressButton(context, contact, { key: `create ${who}`, isMain: isFirst && !isMissing, isMissing }),
      h('p', { class: 'hint' }, howSent(contact, channel)),
    );
  }

  /**
   * @param {PanelContext} context
   * @param {Contact} contact
   * @param {{ readonly key: string, readonly isMain: boolean, readonly isMissing: boolean }} look
   */
  function pressButton(context, contact, { key, isMain, isMissing }) {
    const { panel, ticket } = context;
    const busy = context.isBusy(key);
    const label = isMissing ? words.t('create.linkOnly') : words.t('create.press', { name: contact.name });
    const onclick = () => {
      const channel = newRequest.usualChannel(contact, panel.channels);
      context.create(newRequest.oneFor(panel, ticket, contact, channel), key);
    };
    const attributes = { type: 'button', class: isMain ? 'primary big' : null, onclick, 'data-key': key };
    return h(
      'button',
      Object.assign(attributes, { 'aria-disabled': busy ? 'true' : null }),
      busy ? words.t('working') : label,
    );
  }

  /**
   * @param {Contact} contact
   * @param {Channel} channel
   */
  function howSent({ email, phone }, channel) {
    if (channel === 'email') return words.t('create.byEmail', { email: String(email) });
    return channel === 'sms' ? words.t('create.bySms', { phone: String(phone) }) : words.t('create.byLink');
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
