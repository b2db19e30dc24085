'use strict';

(() => {
  const { record } = SR.parts.readAnswer;
  const CREATED = 'session-request-created';

  /**
   * Opens the form in the help desk's own pop-up.
   * @param {PlatformClient} client
   * @param {Record<string, unknown>} data What the form has to know.
   * @returns {Promise<unknown>} Rejects where no pop-up opens.
   */
  function openModal(client, data) {
    const title = SR.parts.words.t('create.title').slice(0, 30);
    return Promise.resolve().then(() => client.interface.trigger('showModal', { title, template: 'form.html', data }));
  }

  /**
   * Hears what the pop-up made.
   * @param {PlatformClient} client
   * @param {(answer: CommandAnswer) => void} made
   */
  function hearModal(client, made) {
    client.instance.receive((event) => {
      const message = messageOf(event);
      if (message['kind'] !== CREATED) return;
      const answer = record(message['answer']);
      if (SR.parts.readAnswer.isCommandAnswer(answer))
        made(/** @type {CommandAnswer} */ (/** @type {unknown} */ (answer)));
    });
  }

  /** The platform's documents show more than one shape. @param {unknown} event */
  function messageOf(event) {
    const { helper, data } = record(event);
    const { getData } = record(helper);
    const told = record(typeof getData === 'function' ? getData.call(helper) : data);
    return typeof told['kind'] === 'string' ? told : record(told['message']);
  }

  /**
   * From the pop-up: tells the panel what was made.
   * @param {PlatformClient} client
   * @param {unknown} answer
   */
  function tellPanel(client, answer) {
    return Promise.resolve().then(() => client.instance.send({ message: { kind: CREATED, answer } }));
  }

  /** In the pop-up: what the panel handed over. @param {PlatformClient} client */
  function handedOver(client) {
    return client.instance.context().then((context) => {
      const { data, modalData } = record(context);
      return record(data || modalData);
    });
  }

  SR.share('formOpening', { openModal, hearModal, tellPanel, handedOver });
})();
