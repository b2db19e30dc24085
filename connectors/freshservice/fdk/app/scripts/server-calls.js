'use strict';

(() => {
  const { readAnswer, problems } = SR.parts;
  const ID = /^[0-9A-Za-z_-]{1,100}$/;
  /** Every call twice: under the agent's own token, and, where the admin chose so, under the installation's secret. */
  const CALLS = Object.freeze({
    openPanel: { oauth: 'openPanel', asserted: 'openPanelAsserted', isGood: readAnswer.isPanel },
    watchTickets: { oauth: 'watchTickets', asserted: 'watchTicketsAsserted', isGood: readAnswer.isWatch },
    listRequests: { oauth: 'listRequests', asserted: 'listRequestsAsserted', isGood: readAnswer.isList },
    createRequest: { oauth: 'createRequest', asserted: 'createRequestAsserted', isGood: readAnswer.isCommandAnswer },
    commandRequest: { oauth: 'commandRequest', asserted: 'commandRequestAsserted', isGood: readAnswer.isCommandAnswer },
    resendDelivery: { oauth: 'resendDelivery', asserted: 'resendDeliveryAsserted', isGood: readAnswer.isResent },
    readLog: { oauth: 'readLog', asserted: 'readLogAsserted', isGood: readAnswer.isLog },
  });

  /**
   * The calls to the server, through the platform. None of them throws: each gives the answer or the problem.
   * @param {PlatformClient} client
   * @param {Caller} caller
   * @returns {ServerCalls}
   */
  function make(client, caller) {
    const state = { way: caller.way };

    /**
     * @param {CallName} name
     * @param {CallInput} input
     * @returns {Promise<Answer<any>>}
     */
    function call(name, input) {
      const ids = Object.values(input.context || {});
      if (!ids.every((id) => ID.test(id))) return Promise.resolve(failed(problems.make('not-configured')));
      return once(name, input, state.way).then((answer) => {
        if (!isForFallback(answer)) return answer;
        Object.assign(state, { way: 'asserted' });
        return once(name, input, 'asserted');
      });
    }

    /** @param {Answer<unknown>} answer */
    function isForFallback(answer) {
      return !answer.ok && answer.problem.kind === 'sign-in' && caller.mayAssert && state.way === 'oauth';
    }

    /**
     * @param {CallName} name
     * @param {CallInput} input
     * @param {'oauth' | 'asserted'} way
     * @returns {Promise<Answer<any>>}
     */
    function once(name, input, way) {
      const { isGood } = CALLS[name];
      return Promise.resolve()
        .then(() => client.request.invokeTemplate(CALLS[name][way], optionsOf(input, way, caller.agent)))
        .then((raw) => readGood(raw, isGood))
        .catch((rejection) => failed(problems.readProblem(rejection, way)));
    }

    return Object.freeze({ call, way: () => state.way });
  }

  /**
   * @param {unknown} raw
   * @param {(value: Record<string, unknown>) => boolean} isGood
   * @returns {Answer<any>}
   */
  function readGood(raw, isGood) {
    const value = readAnswer.parseRecord(readAnswer.record(raw)['response']);
    return value !== null && isGood(value) ? { ok: true, value } : failed(problems.make('malformed'));
  }

  /** @param {Problem} problem @returns {Answer<any>} */
  function failed(problem) {
    return { ok: false, problem };
  }

  /**
   * With the installation's secret the agent is named; with his own token the server knows him.
   * @param {CallInput} input
   * @param {'oauth' | 'asserted'} way
   * @param {AgentRef | null} agent
   * @returns {TemplateOptions}
   */
  function optionsOf({ context, query, body }, way, agent) {
    const named = way === 'asserted' ? agent : null;
    // A call without anything else in its body names the agent in the query, also when it is a POST.
    const isQuery = body === undefined || Object.keys(body).length === 0;
    const asked = isQuery && named !== null ? Object.assign({}, query, inQuery(named)) : query;
    const all = { context, query: asked, body: body && withAgent(body, named) };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  }

  /**
   * @param {Record<string, unknown>} body
   * @param {AgentRef | null} named
   */
  function withAgent(body, named) {
    return JSON.stringify(named === null ? body : Object.assign({}, body, { agent: named }));
  }

  /** @param {AgentRef} agent */
  function inQuery({ id, name, email }) {
    return Object.assign({ agent: id, agentName: name }, email === null ? {} : { agentEmail: email });
  }

  SR.share('serverCalls', { make });
})();
