'use strict';

(() => {
  const { h } = SR.parts.dom;
  const { words, fields, newRequest, limits, fullFormReading } = SR.parts;
  const { field } = fields;
  const PREFIX = 'new';
  const INTENTS = Object.freeze(['view', 'control', 'files']);
  const NOBODY = Object.freeze({ name: '', email: null, phone: null });

  /**
   * The form with every field of a request. The same in the pop-up and, where no pop-up opens, in the panel itself.
   * @param {FormFacts} facts
   * @param {FormPresses} presses
   * @returns {HTMLFormElement}
   */
  function fullForm(facts, { send, cancel }) {
    const onsubmit = (/** @type {Event} */ event) => {
      event.preventDefault();
      fields.clear(form);
      const result = fullFormReading.read(new FormData(form), facts);
      if (result.ok) send(result.value);
      else fields.fail(form, result.field, words.t(`wrong.${result.field}`));
    };
    const parts = [
      whoFields(facts),
      channelFields(facts),
      languageField(facts),
      intentFields(),
      field(PREFIX, 'comment', { tag: 'textarea', rows: '2', maxlength: '2000', hint: words.t('field.commentHint') }),
      timeFields(facts),
      fields.assigneeFields(PREFIX, facts.panel.queues, 'agent'),
      h('p', { class: 'note warning', role: 'alert', id: 'form-problem', hidden: true }),
      h(
        'div',
        { class: 'main-actions' },
        h('button', { type: 'submit', class: 'primary', id: 'form-send' }, words.t('create.do')),
        h('button', { type: 'button', onclick: cancel }, words.t('cancel')),
      ),
    ];
    const look = { class: 'full-form', onsubmit, novalidate: true, 'data-own': true, 'data-key': 'full-form' };
    const form = /** @type {HTMLFormElement} */ (h('form', look, parts));
    return form;
  }

  /** @param {FormFacts} facts */
  function whoFields({ contacts, another }) {
    const first = (!another && contacts[0]) || NOBODY;
    return [
      contacts.length > (another ? 0 : 1) ? whoseField(contacts, another) : null,
      field(PREFIX, 'name', { value: first.name, required: true, maxlength: '120' }),
      field(PREFIX, 'email', { type: 'email', value: first.email || '', maxlength: '254' }),
      field(PREFIX, 'phone', { type: 'tel', value: first.phone || '', hint: words.t('field.phoneHint') }),
    ];
  }

  /**
   * For another device or person nobody is filled in: a number of one must not stay beside the name of the other.
   * @param {readonly Contact[]} contacts
   * @param {boolean} another
   */
  function whoseField(contacts, another) {
    const choices = contacts.map(
      ({ role, name }, index) =>
        /** @type {[string, string]} */ ([String(index), `${name} (${words.t(`role.${role}`)})`]),
    );
    choices.push(['', words.t('create.somebody')]);
    const onchange = (/** @type {Event} */ event) => {
      const select = /** @type {HTMLSelectElement} */ (event.currentTarget);
      const contact = select.value === '' ? NOBODY : contacts[Number(select.value)];
      if (contact !== undefined && select.form) fillIn(select.form, contact);
    };
    const children = fields.options(choices, another ? '' : '0');
    return field(PREFIX, 'whose', { tag: 'select', label: words.t('create.for'), children, onchange });
  }

  /**
   * @param {HTMLFormElement} form
   * @param {Pick<Contact, 'name' | 'email' | 'phone'>} contact
   */
  function fillIn(form, { name, email, phone }) {
    for (const [key, value] of Object.entries({ name, email, phone })) {
      Object.assign(/** @type {object} */ (form.elements.namedItem(key)), { value: value || '' });
    }
  }

  /** @param {FormFacts} facts */
  function channelFields({ panel, contacts }) {
    const usual = contacts[0] ? newRequest.usualChannel(contacts[0], panel.channels) : panel.channels[0];
    return choices(
      'channels',
      panel.channels.map((value) => ({ value, label: words.t(`channel.${value}`), isChosen: value === usual })),
    );
  }

  /** The recipient reads it before anybody connects; what is possible, AnyDesk's own window decides. */
  function intentFields() {
    return choices(
      'intents',
      INTENTS.map((value) => ({ value, label: words.t(`intent.${value}`), isChosen: value !== 'files' })),
    );
  }

  /**
   * @param {string} name
   * @param {readonly { readonly value: string, readonly label: string, readonly isChosen: boolean }[]} all
   */
  function choices(name, all) {
    return h(
      'fieldset',
      { 'aria-describedby': `${PREFIX}-${name}-wrong` },
      h('legend', {}, words.t(`field.${name}`)),
      all.map(({ value, label, isChosen }) =>
        h('label', { class: 'choice' }, h('input', { type: 'checkbox', name, value, checked: isChosen }), ` ${label}`),
      ),
      h('p', { class: 'wrong', id: `${PREFIX}-${name}-wrong` }),
    );
  }

  /** @param {FormFacts} facts */
  function languageField({ contacts, panel }) {
    const first = contacts[0];
    const offered = panel.installation.languages || SR.parts.tags.all;
    /** @type {[string, string][]} */
    const choices = [['', words.t('field.languageDefault')]];
    for (const tag of SR.parts.tags.all.filter((one) => offered.includes(one))) choices.push([tag, words.nameOf(tag)]);
    const chosen = first ? newRequest.knownLanguage(first.language) || '' : '';
    return field(PREFIX, 'language', { tag: 'select', children: fields.options(choices, chosen) });
  }

  /** @param {FormFacts} facts */
  function timeFields({ panel }) {
    const children = fields.options(fields.zones(panel.installation.timeZone));
    return [
      field(PREFIX, 'start', { type: 'datetime-local', hint: words.t('field.startHint') }),
      field(PREFIX, 'expires', { type: 'datetime-local', hint: words.t('field.expiresHint') }),
      field(PREFIX, 'zone', { tag: 'select', children }),
      limits.limitFields(PREFIX, { limits: null, timeZone: panel.installation.timeZone }),
    ];
  }

  /**
   * @param {HTMLFormElement} form
   * @param {boolean} busy
   */
  function setBusy(form, busy) {
    const button = /** @type {HTMLButtonElement} */ (form.querySelector('#form-send'));
    button.disabled = busy;
    button.textContent = words.t(busy ? 'working' : 'create.do');
  }

  /**
   * @param {HTMLFormElement} form
   * @param {string} sentence
   */
  function showProblem(form, sentence) {
    const place = /** @type {HTMLElement} */ (form.querySelector('#form-problem'));
    place.textContent = sentence;
    place.hidden = false;
  }

  SR.share('fullForm', { fullForm, setBusy, showProblem });
})();
