'use strict';

(() => {
  const { words, problems } = SR.parts;
  const SEARCH_PAUSE_MS = 400;
  const CHECK_AGAIN_MS = 3000;

  /**
   * The page with all requests of the account that this agent may see.
   * @param {PlatformClient} client
   * @param {Environment} environment
   * @returns {Promise<void>}
   */
  function start(client, environment) {
    const screen = SR.parts.screen.make(client, environment, false);
    /** @type {ListModel} */
    const model = {
      list: 'active',
      search: '',
      requests: [],
      next: null,
      counts: null,
      problem: null,
      isLoading: false,
      access: 'granted',
      asked: 0,
      cancelSearch: null,
      calls: null,
    };

    function draw() {
      screen.show(
        SR.parts.requestsView.requestsView(model, { choose, search, more, refresh, open, now: environment.now() }),
      );
    }

    /** @param {string | null} cursor */
    function load(cursor) {
      const { calls, list } = model;
      if (calls === null) return;
      model.asked += 1;
      const { asked } = model;
      model.isLoading = true;
      draw();
      /** @type {Record<string, string>} */
      const query = { list, protocol: String(SR.PROTOCOL) };
      if (model.search) query['search'] = model.search;
      if (cursor !== null) query['cursor'] = cursor;
      calls
        .call('listRequests', { query })
        .then((answer) => {
          // Only the newest question counts: an older one may be answered later.
          if (asked === model.asked) take(answer, cursor);
        })
        .catch(() => take({ ok: false, problem: problems.make('fault') }, cursor));
    }

    /**
     * @param {Answer<RequestList>} answer
     * @param {string | null} cursor
     */
    function take(answer, cursor) {
      model.isLoading = false;
      model.problem = answer.ok ? null : answer.problem;
      if (answer.ok) {
        const { requests, next, counts, access = 'granted' } = answer.value;
        const before = cursor === null ? [] : model.requests;
        const known = new Set(before.map(({ id }) => id));
        Object.assign(model, {
          requests: [...before, ...requests.filter(({ id }) => !known.has(id))],
          next,
          counts,
          access,
        });
        if (access === 'checking') environment.later(CHECK_AGAIN_MS, refresh);
        screen.say(words.t('list.found', { count: model.requests.length }), 'quiet');
      }
      draw();
    }

    /** @param {ListName} list */
    function choose(list) {
      Object.assign(model, { list, requests: [], next: null });
      load(null);
    }

    /** @param {string} text */
    function search(text) {
      if (model.cancelSearch) model.cancelSearch();
      model.cancelSearch = environment.later(SEARCH_PAUSE_MS, () => {
        Object.assign(model, { search: text.trim().slice(0, 100), cancelSearch: null });
        load(null);
      });
    }

    function more() {
      load(model.next);
    }

    function refresh() {
      load(null);
    }

    /** @param {string} ticketId */
    function open(ticketId) {
      Promise.resolve()
        .then(() => client.interface.trigger('click', { id: 'ticket', value: ticketId }))
        .catch(() => screen.say(words.t('list.cannotOpen'), 'wrong'));
    }

    words.choose(environment.languages(), draw);
    draw();
    return SR.parts.surroundings.read(client).then(({ settings, agent, language }) => {
      words.choose([language, ...environment.languages()], draw);
      const mayAssert = settings.mayAssert && agent !== null;
      model.calls = SR.parts.serverCalls.make(client, { way: 'oauth', mayAssert, agent });
      load(null);
    });
  }

  SR.share('requestsPage', { start });
})();
