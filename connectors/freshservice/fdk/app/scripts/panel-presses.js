'use strict';

(() => {
  const { words, problems, newRequest, pressRun, linkCopying, panelForms } = SR.parts;

  /**
   * What an agent can press in the panel, and what comes of it.
   * @param {PressNeeds} needs
   */
  function make(needs) {
    /** @type {PressState} */
    const own = {
      needs,
      commands: SR.parts.presses.make(needs.environment.newId),
      busy: new Set(),
      generations: new Map(),
      logs: new Map(),
      linkShown: null,
      inlineForm: null,
    };
    return Object.freeze({
      context: (/** @type {PanelState} */ panel) => contextOf(own, panel),
      madeElsewhere: (/** @type {CommandAnswer} */ answer) => madeElsewhere(own, answer),
    });
  }

  /**
   * @param {PressState} own
   * @param {PanelState} panel
   * @returns {PanelContext}
   */
  function contextOf(own, panel) {
    const isTooOld = panel.minPanel > SR.PROTOCOL;
    const { surroundings, offsetMs } = own.needs.data;
    return {
      panel: isTooOld ? withoutActions(panel) : panel,
      isTooOld,
      mayPress: panel.me.mayCommand && !isTooOld,
      contacts: newRequest.contactsFor(panel.contacts, surroundings && surroundings.contact),
      ticket: surroundings && surroundings.ticket,
      now: own.needs.environment.now() + offsetMs,
      linkShown: own.linkShown,
      inlineForm: own.inlineForm,
      isBusy: (key) => own.busy.has(key),
      generationOf: (id) => own.generations.get(id) || 0,
      logOf: (id) => own.logs.get(id),
      command: (view, body, key) => command(own, view, body, key),
      resend: (deliveryId, key) => resend(own, deliveryId, key),
      create: (body, key) => create(own, body, key),
      copy: (link, id) => linkCopying.copy(own, link, id),
      readLog: (view) => readLog(own, view),
      openForm: (wish) => panelForms.openForm(own, wish, (body) => create(own, body, 'create form')),
    };
  }

  /**
   * @param {PressState} own
   * @param {RequestView} view
   * @param {Record<string, unknown> & { type: string }} body
   * @param {string} key
   */
  function command(own, view, body, key) {
    const { data, screen } = own.needs;
    const send = (/** @type {Record<string, unknown>} */ full) =>
      data.calls.call('commandRequest', { context: { request: view.id }, body: full });
    pressRun.run(
      own,
      key,
      () => own.commands.press(view.id, body, send),
      (answer) => {
        own.generations.set(view.id, (own.generations.get(view.id) || 0) + 1);
        pressRun.takeAnswer(own, answer);
        const { number, status } = answer.request;
        screen.say(words.t('done.command', { number, status: words.t(`status.${status}`) }));
      },
    );
  }

  /**
   * @param {PressState} own
   * @param {Record<string, unknown>} body
   * @param {string} key
   */
  function create(own, body, key) {
    const send = (/** @type {Record<string, unknown>} */ full) =>
      own.needs.data.calls.call('createRequest', { body: full });
    pressRun.run(
      own,
      key,
      () => own.commands.press('create', body, send),
      (answer) => pressRun.made(own, answer),
    );
  }

  /**
   * @param {PressState} own
   * @param {string} deliveryId
   * @param {string} key
   */
  function resend(own, deliveryId, key) {
    const { data, screen, load } = own.needs;
    const send = () => data.calls.call('resendDelivery', { context: { delivery: deliveryId }, body: {} });
    pressRun.run(own, key, send, () => {
      screen.say(words.t('done.resent'));
      load();
    });
  }

  /**
   * @param {PressState} own
   * @param {RequestView} view
   */
  function readLog({ logs, needs: { data, draw, screen } }, view) {
    const known = logs.get(view.id);
    if (known !== undefined && known.version === view.version && known.sentence === null) return;
    data.calls
      .call('readLog', { context: { request: view.id } })
      .then((answer) => {
        const sentence = answer.ok ? null : problems.sentence(answer.problem);
        logs.set(view.id, { version: view.version, events: answer.ok ? answer.value.events : [], sentence });
        draw();
      })
      .catch(() => screen.say(words.t('problem.fault'), 'wrong'));
  }

  /**
   * A pop-up of another panel of this app may tell, too.
   * @param {PressState} own
   * @param {CommandAnswer} answer
   */
  function madeElsewhere(own, answer) {
    const { ticket } = answer.request;
    const { data, draw } = own.needs;
    if (data.panel === null || ticket === null || ticket.id !== data.panel.ticket.id) return;
    pressRun.made(own, answer);
    draw();
  }

  /** @param {PanelState} panel @returns {PanelState} */
  function withoutActions(panel) {
    const requests = panel.requests.map((view) =>
      Object.assign({}, view, { actions: [], joinUrl: null, shareUrl: null }),
    );
    return Object.assign({}, panel, { requests });
  }

  SR.share('panelPresses', { make });
})();
