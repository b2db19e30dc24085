'use strict';

(() => {
  const { h, at } = SR.parts.dom;
  const { words, problems, fullForm, formOpening, readAnswer } = SR.parts;

  /**
   * The pop-up with every field. It makes the request itself, so that what is wrong is said beside the fields; then it tells the panel.
   * @param {PlatformClient} client
   * @param {Environment} environment
   * @returns {Promise<void>}
   */
  function start(client, environment) {
    return formOpening.handedOver(client).then((handed) =>
      words.choose([readAnswer.textOrNull(handed['language']), ...environment.languages()]).then(() => {
        if (!readAnswer.isPanel(readAnswer.record(handed['panel']))) return nothingHanded();
        show(client, environment, /** @type {HandedOver} */ (/** @type {unknown} */ (handed)));
      }),
    );
  }

  function nothingHanded() {
    SR.parts.screen.fault(words.t('problem.malformed'));
  }

  /**
   * @param {PlatformClient} client
   * @param {Environment} environment
   * @param {HandedOver} handed
   */
  function show(client, environment, handed) {
    const { panel, agent, way, focus } = handed;
    const calls = SR.parts.serverCalls.make(client, { way, mayAssert: false, agent });
    const presses = SR.parts.presses.make(environment.newId);
    const offsetMs = panel.at - environment.now();
    const facts = Object.assign({ now: () => environment.now() + Math.max(0, offsetMs) }, handed);
    const form = fullForm.fullForm(facts, { send, cancel: close });

    /** @param {Record<string, unknown>} body */
    function send(body) {
      fullForm.setBusy(form, true);
      presses
        .press('create', body, (full) => calls.call('createRequest', { body: full }))
        .then((answer) => {
          fullForm.setBusy(form, false);
          if (!answer.ok) fullForm.showProblem(form, problems.pressSentence(answer.problem));
          else tell(answer.value);
        })
        .catch(() => {
          fullForm.setBusy(form, false);
          fullForm.showProblem(form, problems.pressSentence(problems.make('fault')));
        });
    }

    /** @param {CommandAnswer} answer */
    function tell(answer) {
      const { number, recipient } = answer.request;
      formOpening
        .tellPanel(client, answer)
        .then(close)
        .catch(() => {
          // The panel hears of it by itself soon; here it is said.
          const text = words.t('done.created', { number, name: recipient.name });
          at('main').replaceChildren(h('p', { role: 'status' }, text));
        });
    }

    function close() {
      Promise.resolve()
        .then(() => client.instance.close())
        .catch(() => form.reset());
    }

    at('main').replaceChildren(h('h1', {}, words.t('create.title')), form);
    const first = /** @type {HTMLElement | null} */ (form.querySelector(`[name="${focus || 'name'}"]`));
    if (first) first.focus();
  }

  SR.share('formPage', { start });
})();
