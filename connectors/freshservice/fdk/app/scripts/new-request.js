'use strict';

(() => {
  const { readAnswer } = SR.parts;

  /**
   * Whom a new request may be for: what the server knows of the ticket, else what the help desk shows here. The one whose device it is
   * comes first.
   * @param {readonly Contact[]} known
   * @param {Contact | null} shown
   * @returns {readonly Contact[]}
   */
  function contactsFor(known, shown) {
    if (known.length === 0) return shown === null ? [] : [shown];
    const usable = known.filter(({ name }) => typeof name === 'string' && name.trim() !== '');
    return usable.map(reachable).sort((one, other) => rank(one) - rank(other));
  }

  /** What is no number would stop the one press: the server refuses it. @param {Contact} contact */
  function reachable(contact) {
    return Object.assign({}, contact, { phone: SR.parts.surroundings.usablePhone(contact.phone) });
  }

  /** @param {Contact} contact */
  function rank({ role }) {
    return role === 'requested-for' ? 0 : 1;
  }

  /**
   * How the link reaches somebody when nobody chooses: by mail where there is an address, else by SMS where there is a number, else as a link
   * to pass on.
   * @param {Contact} contact
   * @param {readonly Channel[]} channels
   * @returns {Channel}
   */
  function usualChannel({ email, phone }, channels) {
    if (email !== null && channels.includes('email')) return 'email';
    return phone !== null && channels.includes('sms') ? 'sms' : 'link';
  }

  /**
   * What one press asks for.
   * @param {PanelState} panel
   * @param {TicketHint | null} hint
   * @param {Contact} contact
   * @param {Channel} channel
   * @returns {Record<string, unknown>}
   */
  function oneFor(panel, hint, { name, email, phone, language }, channel) {
    return {
      ticket: ticketOf(panel.ticket, hint),
      recipient: { name, email, phone },
      language: knownLanguage(language),
      channels: [channel],
      comment: '',
      assignee: { kind: 'agent', agent: agentOf(panel.me) },
      schedule: null,
      expiresAt: null,
      another: false,
    };
  }

  /**
   * @param {TicketFacts} known
   * @param {TicketHint | null} hint
   */
  function ticketOf(known, hint) {
    const shown = hint || { id: known.id, number: `#${known.id}`, subject: '' };
    const number = readAnswer.textOrNull(known.number) || shown.number;
    return { id: known.id, number, subject: readAnswer.textOrNull(known.subject) || shown.subject };
  }

  /** @param {AgentRef} agent */
  function agentOf({ id, name, email }) {
    return { id, name, email };
  }

  /** The help desk knows more languages than the pages have. @param {string | null} language */
  function knownLanguage(language) {
    if (language === null) return null;
    const best = SR.parts.words.bestOf([language]);
    return best === 'en' && !/^en\b/i.test(language) ? null : best;
  }

  SR.share('newRequest', { contactsFor, usualChannel, oneFor, ticketOf, agentOf, knownLanguage });
})();
