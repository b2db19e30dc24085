'use strict';

(() => {
  const { h } = SR.parts.dom;
  const { words, times, surroundings } = SR.parts;
  const EMAIL = /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/;

  /**
   * A labelled field with a place for what is wrong with it.
   * @param {string} prefix
   * @param {string} name
   * @param {FieldOptions} [options]
   */
  function field(prefix, name, options = {}) {
    const id = `${prefix}-${name}`;
    const { tag = 'input', hint, className, children, label, ...attributes } = options;
    const described = [hint ? `${id}-hint` : '', `${id}-wrong`].filter(Boolean).join(' ');
    const own = tag === 'input' ? { type: 'text', autocomplete: 'off' } : {};
    return h(
      'div',
      { class: `field ${className || ''}`, 'data-key': id },
      h('label', { for: id }, label || words.t(`field.${name}`)),
      h(tag, Object.assign(own, { id, name, 'aria-describedby': described }, attributes), children || []),
      hint ? h('p', { class: 'hint', id: `${id}-hint` }, hint) : null,
      h('p', { class: 'wrong', id: `${id}-wrong`, 'data-own': true }),
    );
  }

  /**
   * @param {readonly (readonly [string, string])[]} choices
   * @param {string} [chosen]
   */
  function options(choices, chosen) {
    return choices.map(([value, text]) => h('option', { value, selected: value === chosen }, text));
  }

  /** Some 400, and they do not change: listed once. @type {Map<string, readonly (readonly [string, string])[]>} */
  const zonesByCompany = new Map();

  /** The agent's own zone first, then the company's, then all others. @param {string} companyZone */
  function zones(companyZone) {
    const known = zonesByCompany.get(companyZone) || listZones(companyZone);
    zonesByCompany.set(companyZone, known);
    return known;
  }

  /** @param {string} companyZone */
  function listZones(companyZone) {
    const all = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : [];
    const first = [times.ownZone(), companyZone, 'UTC'].filter(times.isZone);
    return Array.from(new Set([...first, ...all]), (zone) => /** @type {const} */ ([zone, zone.replace(/_/g, ' ')]));
  }

  /**
   * Says beside the field what is wrong, and leads there.
   * @param {HTMLFormElement} form
   * @param {string} name
   * @param {string} sentence
   */
  function fail(form, name, sentence) {
    const input = /** @type {HTMLElement | null} */ (form.querySelector(`[name="${name}"]`));
    const place = form.querySelector(`[id$="-${name}-wrong"]`);
    if (place) place.textContent = sentence;
    if (input === null) return;
    const fold = input.closest('details');
    if (fold !== null) fold.open = true;
    input.setAttribute('aria-invalid', 'true');
    input.focus();
  }

  /** @param {HTMLFormElement} form */
  function clear(form) {
    for (const place of Array.from(form.querySelectorAll('.wrong'))) place.textContent = '';
    for (const input of Array.from(form.querySelectorAll('[aria-invalid]'))) input.removeAttribute('aria-invalid');
  }

  /**
   * @param {FormData} data
   * @param {string} name
   */
  function textOf(data, name) {
    const value = data.get(name);
    return typeof value === 'string' ? value.trim() : '';
  }

  /**
   * The recipient that a form names, or the field that is wrong.
   * @param {FormData} data
   * @returns {FormResult<{ name: string, email: string | null, phone: string | null }>}
   */
  function recipientOf(data) {
    const [name, email, phone] = ['name', 'email', 'phone'].map((one) => textOf(data, one));
    if (!name) return { ok: false, field: 'name' };
    if (email && !EMAIL.test(email)) return { ok: false, field: 'email' };
    if (isNoPhone(phone)) return { ok: false, field: 'phone' };
    return { ok: true, value: { name, email: email || null, phone: phone || null } };
  }

  /** @param {string | undefined} typed */
  function isNoPhone(typed) {
    return Boolean(typed) && surroundings.usablePhone(String(typed)) === null;
  }

  /**
   * Who shall have it, or the field that is wrong.
   * @param {FormData} data
   * @param {AgentRef} me
   * @returns {FormResult<Assignee>}
   */
  function assigneeOf(data, { id, name, email }) {
    const [kind, queueId] = textOf(data, 'assignee').split(/:(.*)/s);
    if (kind === 'agent') return { ok: true, value: { kind, agent: { id, name, email } } };
    if (kind === 'queue') return { ok: true, value: { kind, queueId: String(queueId) } };
    if (kind !== 'client') return { ok: true, value: { kind: 'unassigned' } };
    const address = textOf(data, 'client');
    return address ? { ok: true, value: { kind, address } } : { ok: false, field: 'client' };
  }

  /**
   * The choice of who shall have a request.
   * @param {string} prefix
   * @param {readonly { readonly id: string, readonly name: string }[]} queues
   * @param {string} chosen
   */
  function assigneeFields(prefix, queues, chosen) {
    /** @type {[string, string][]} */
    const choices = [
      ['agent', words.t('assign.agent')],
      ['unassigned', words.t('assign.unassigned')],
      ...queues.map(
        ({ id, name }) => /** @type {[string, string]} */ ([`queue:${id}`, words.t('assignee.queue', { name })]),
      ),
      ['client', words.t('assign.client')],
    ];
    return [
      field(prefix, 'assignee', { tag: 'select', children: options(choices, chosen) }),
      field(prefix, 'client', { className: 'client-address', inputmode: 'text' }),
    ];
  }

  SR.share('fields', { field, options, zones, fail, clear, textOf, recipientOf, assigneeFields, assigneeOf });
})();
