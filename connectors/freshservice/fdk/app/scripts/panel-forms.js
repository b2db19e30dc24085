'use strict';

(() => {
  const { words, newRequest } = SR.parts;

  /**
   * Opens the form with every field: in the help desk's pop-up, or in the panel where none opens.
   * @param {PressState} own
   * @param {{ focus: string | null, another: boolean }} wish
   * @param {(body: Record<string, unknown>) => void} send
   */
  function openForm(own, { focus, another }, send) {
    const { client, data } = own.needs;
    const { panel, surroundings, calls } = data;
    if (panel === null || surroundings === null) return;
    const contacts = newRequest.contactsFor(panel.contacts, surroundings.contact);
    const { agent, ticket } = surroundings;
    const facts = { panel: Object.assign({}, panel, { requests: [] }), contacts, ticket, another };
    const handed = Object.assign({ focus, way: calls.way(), agent, language: words.tag() }, facts);
    SR.parts.formOpening.openModal(client, handed).catch(() => showInline(own, facts, focus, send));
  }

  /**
   * @param {PressState} own
   * @param {Omit<FormFacts, 'now'>} facts
   * @param {string | null} focus
   * @param {(body: Record<string, unknown>) => void} send
   */
  function showInline(own, facts, focus, send) {
    const { environment, data, draw } = own.needs;
    const now = () => environment.now() + data.offsetMs;
    const cancel = () => {
      own.inlineForm = null;
      draw();
    };
    const form = SR.parts.fullForm.fullForm(Object.assign({ now }, facts), { send, cancel });
    own.inlineForm = form;
    draw();
    const first = /** @type {HTMLElement | null} */ (form.querySelector(`[name="${focus || 'name'}"]`));
    if (first) first.focus();
  }

  SR.share('panelForms', { openForm });
})();
