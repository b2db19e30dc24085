'use strict';

(() => {
  const { words, problems, panelNews, newRequest } = SR.parts;

  /**
   * What an agent can press in the panel, and what comes of it.
   * @param {PressNeeds} needs
   */
  function make({ client, environment, data, screen, draw, load, follow }) {
    const commands = SR.parts.presses.make(environment.newId);
    /** @type {Set<string>} */
    const busy = new Set();
    /** @type {Map<string, number>} */
    const generations = new Map();
    /** @type {Map<string, LogState>} */
    const logs = new Map();
    /** @type {{ linkShown: string | null, inlineForm: HTMLFormElement | null }} */
    const state = { linkShown: null, inlineForm: null };

    /**
     * @param {PanelState} panel
     * @returns {PanelContext}
     */
    function context(panel) {
      const isTooOld = panel.minPanel > SR.PROTOCOL;
      const { surroundings } = data;
      return {
        panel: isTooOld ? withoutActions(panel) : panel,
        isTooOld,
        mayPress: panel.me.mayCommand && !isTooOld,
        contacts: newRequest.contactsFor(panel.contacts, surroundings && surroundings.contact),
        ticket: surroundings && surroundings.ticket,
        now: environment.now() + data.offsetMs,
        linkShown: state.linkShown,
        inlineForm: state.inlineForm,
        isBusy: (key) => busy.has(key),
        generationOf: (id) => generations.get(id) || 0,
        logOf: (id) => logs.get(id),
        command,
        resend,
        create,
        copy,
        readLog,
        openForm,
      };
    }

    /**
     * Runs one press: busy until it is answered, and not twice at once.
     * @template T
     * @param {string} key
     * @param {() => Promise<Answer<T>>} send
     * @param {(value: T) => void} done
     */
    function run(key, send, done) {
      if (busy.has(key)) return;
      busy.add(key);
      screen.say(words.t('working'));
      draw();
      send()
        .then((answer) => {
          busy.delete(key);
          if (answer.ok) done(answer.value);
          else refused(answer.problem);
          draw();
        })
        .catch(() => {
          busy.delete(key);
          refused(problems.make('fault'));
          draw();
        });
    }

    /** @param {Problem} problem */
    function refused(problem) {
      screen.say(problems.pressSentence(problem), 'wrong');
      const isElsewhere = ['wrong-status', 'stale-version', 'already-done', 'taken', 'expired'].includes(problem.type);
      if (isElsewhere || problem.kind === 'sign-in') load();
    }

    /** @param {CommandAnswer} answer */
    function takeAnswer({ request }) {
      if (data.panel === null) return;
      data.panel = panelNews.withViews(data.panel, [request]);
      follow();
    }

    /**
     * @param {RequestView} view
     * @param {Record<string, unknown> & { type: string }} body
     * @param {string} key
     */
    function command(view, body, key) {
      const send = (/** @type {Record<string, unknown>} */ full) =>
        data.calls.call('commandRequest', { context: { request: view.id }, body: full });
      run(
        key,
        () => commands.press(view.id, body, send),
        (answer) => {
          generations.set(view.id, (generations.get(view.id) || 0) + 1);
          takeAnswer(answer);
          const { number, status } = answer.request;
          screen.say(words.t('done.command', { number, status: words.t(`status.${status}`) }));
        },
      );
    }

    /**
     * @param {Record<string, unknown>} body
     * @param {string} key
     */
    function create(body, key) {
      const send = (/** @type {Record<string, unknown>} */ full) => data.calls.call('createRequest', { body: full });
      run(key, () => commands.press('create', body, send), made);
    }

    /** @param {CommandAnswer} answer */
    function made(answer) {
      state.inlineForm = null;
      takeAnswer(answer);
      const { number, recipient } = answer.request;
      screen.say(words.t(answer.created ? 'done.created' : 'done.there', { number, name: recipient.name }));
    }

    /**
     * @param {string} deliveryId
     * @param {string} key
     */
    function resend(deliveryId, key) {
      const send = () => data.calls.call('resendDelivery', { context: { delivery: deliveryId }, body: {} });
      run(key, send, () => {
        screen.say(words.t('done.resent'));
        load();
      });
    }

    /**
     * @param {string} link
     * @param {string} id
     */
    function copy(link, id) {
      environment
        .copyText(link)
        .then(() => screen.say(words.t('done.copied')))
        .catch(() => copyByHand(id));
    }

    /** In a frame of another site, browsers often refuse: then the link is shown and marked. @param {string} id */
    function copyByHand(id) {
      state.linkShown = id;
      draw();
      const field = /** @type {HTMLInputElement | null} */ (document.getElementById(id));
      if (field === null) return;
      field.focus();
      field.select();
      const isCopied = typeof document.execCommand === 'function' && document.execCommand('copy');
      screen.say(words.t(isCopied ? 'done.copied' : 'done.copyByHand'));
    }

    /** @param {RequestView} view */
    function readLog(view) {
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

    /** @param {{ focus: string | null, another: boolean }} wish */
    function openForm({ focus, another }) {
      const { panel, surroundings, calls } = data;
      if (panel === null || surroundings === null) return;
      const { contacts } = context(panel);
      const { agent, ticket } = surroundings;
      const facts = { panel: Object.assign({}, panel, { requests: [] }), contacts, ticket, another };
      const handed = Object.assign({ focus, way: calls.way(), agent, language: words.tag() }, facts);
      SR.parts.formOpening.openModal(client, handed).catch(() => showInline(facts, focus));
    }

    /** No pop-up here: the form opens in the panel itself.
     * @param {Omit<FormFacts, 'now'>} facts
     * @param {string | null} focus
     */
    function showInline(facts, focus) {
      const now = () => environment.now() + data.offsetMs;
      const close = () => {
        state.inlineForm = null;
        draw();
      };
      const form = SR.parts.fullForm.fullForm(Object.assign({ now }, facts), {
        send: (body) => create(body, 'create form'),
        cancel: close,
      });
      state.inlineForm = form;
      draw();
      const first = /** @type {HTMLElement | null} */ (form.querySelector(`[name="${focus || 'name'}"]`));
      if (first) first.focus();
    }

    /** A pop-up of another panel of this app may tell, too. @param {CommandAnswer} answer */
    function madeElsewhere(answer) {
      const { ticket } = answer.request;
      if (data.panel === null || ticket === null || ticket.id !== data.panel.ticket.id) return;
      made(answer);
      draw();
    }

    return Object.freeze({ context, madeElsewhere });
  }

  /** @param {PanelState} panel @returns {PanelState} */
  function withoutActions(panel) {
    const requests = panel.requests.map((view) => Object.assign({}, view, { actions: [], joinUrl: null }));
    return Object.assign({}, panel, { requests });
  }

  SR.share('panelPresses', { make });
})();
