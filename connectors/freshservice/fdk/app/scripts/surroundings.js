'use strict';

(() => {
  /** With its country's code or as people write it at home: the server knows whose home. */
  const PHONE =
    /^[\s()./-]*(?:(?:\+|00)[\s()./-]*[1-9](?:[\s()./-]*\d){6,14}|(?!00)\d(?:[\s()./-]*\d){4,13})[\s()./-]*$/;

  const { record, textOrNull } = SR.parts.readAnswer;

  /**
   * What the platform says of the page it shows the app in. All of it is a hint for showing: the server decides by itself who may do what.
   * @param {PlatformClient} client
   * @returns {Promise<Surroundings>}
   */
  function read(client) {
    const ask = (/** @type {string} */ name) => quietly(() => client.data.get(name));
    return Promise.all([
      ask('ticket'),
      ask('requester'),
      ask('loggedInUser'),
      quietly(() => client.iparams.get()),
    ]).then(([ticket, requester, user, settings]) => {
      const named = record(record(user)['loggedInUser'] || user);
      return {
        ticket: ticketOf(ticket),
        contact: contactOf(requester),
        agent: agentOf(named),
        language: languageOf(named),
        settings: settingsOf(settings),
      };
    });
  }

  /** A place without a ticket, such as the full page, refuses to name one: that is no fault.
   * @param {() => Promise<unknown>} ask
   * @returns {Promise<unknown>}
   */
  function quietly(ask) {
    return Promise.resolve()
      .then(ask)
      .catch(() => null);
  }

  /**
   * @param {unknown} answer
   * @returns {TicketHint | null}
   */
  function ticketOf(answer) {
    const ticket = record(record(answer)['ticket'] || answer);
    const id = firstText([ticket['display_id'], ticket['id']]);
    if (id === null) return null;
    return {
      id,
      number: textOrNull(ticket['human_display_id']) || `#${id}`,
      subject: textOrNull(ticket['subject']) || '',
    };
  }

  /**
   * @param {unknown} answer
   * @returns {Contact | null}
   */
  function contactOf(answer) {
    const person = record(record(answer)['requester'] || answer);
    const email = firstText([person['email'], person['primary_email']]);
    const name = nameOf(person) || email;
    if (name === null) return null;
    const phone = firstText([person['mobile'], person['phone'], person['work_phone_number']]);
    return { role: 'requester', name, email, phone: usablePhone(phone), language: textOrNull(person['language']) };
  }

  /**
   * @param {Record<string, unknown>} user
   * @returns {AgentRef | null}
   */
  function agentOf(user) {
    const inner = record(user['user'] || user['contact'] || user['agent']);
    const id = firstText([user['id'], inner['id'], inner['user_id']]);
    const email = firstText([inner['email'], user['email']]);
    const name = firstText([nameOf(inner), nameOf(user), email]);
    return id === null || name === null ? null : { id, name, email };
  }

  /** @param {readonly unknown[]} values */
  function firstText(values) {
    return values.map(textOrNull).find((one) => one !== null) || null;
  }

  /** @param {Record<string, unknown>} person */
  function nameOf(person) {
    const parts = [person['first_name'], person['last_name']].map(textOrNull).filter(Boolean).join(' ');
    return textOrNull(person['name']) || textOrNull(parts);
  }

  /** @param {Record<string, unknown>} user */
  function languageOf(user) {
    return textOrNull(record(user['user'] || user['contact'])['language']) || textOrNull(user['language']);
  }

  /** Tickets hold all kinds of notes in the place of a number: only what is one is filled in. @param {string | null} phone */
  function usablePhone(phone) {
    return phone !== null && PHONE.test(phone) ? phone : null;
  }

  /** @param {unknown} answer */
  function settingsOf(answer) {
    const settings = record(answer);
    const host = textOrNull(settings['server_host']);
    const mayAssert = /^shared secret/i.test(textOrNull(settings['identity']) || '');
    return { isKnown: Object.keys(settings).length > 0, host, mayAssert };
  }

  SR.share('surroundings', { read, usablePhone });
})();
