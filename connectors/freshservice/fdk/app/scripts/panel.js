'use strict';

(() => {
  const { words, problems, panelNews } = SR.parts;
  /** A call may be held so long by the server; later than that, it is late. */
  const LONGEST_HOLD_MS = 30000;
  const LATE_MS = 5000;
  const SECOND_MS = 1000;
  const QUIET_TICK_MS = 15000;
  /** Nothing goes on in a ticket: looking at it again after so long is soon enough. */
  const IDLE_MS = 60000;
  const SET_UP_STOPS = Object.freeze(['no-host', 'no-ticket', 'agent']);
  const STOPPING = Object.freeze(['sign-in', 'wrong-secret', 'not-configured', 'refused']);

  /**
   * The panel beside a ticket.
   * @param {PlatformClient} client
   * @param {Environment} environment
   * @returns {Promise<void>}
   */
  function start(client, environment) {
    const screen = SR.parts.screen.make(client, environment, true);
    /** @type {PanelData} */
    const data = {
      surroundings: null,
      calls: SR.parts.serverCalls.make(client, { way: 'oauth', mayAssert: false, agent: null }),
      panel: null,
      offsetMs: 0,
      stop: null,
      problem: null,
      isLoading: false,
      failures: 0,
      heardAt: null,
      positionAt: 0,
      expectedBy: Infinity,
      nextTryAt: 0,
      cancelRetry: null,
      drawnAt: 0,
    };
    const watcher = SR.parts.watcher.make({
      openChannel: environment.openChannel,
      lock: environment.lock,
      now: environment.now,
      later: environment.later,
      browserId: environment.browserId,
      tabId: environment.tabId,
      watch: (query) => data.calls.call('watchTickets', { query }),
      begun: () => Object.assign(data, { expectedBy: environment.now() + LONGEST_HOLD_MS + LATE_MS }),
      heard,
      failed: () => heard({ ok: false, problem: problems.make('fault') }, { isGap: false, dueAt: environment.now() }),
    });
    const presses = SR.parts.panelPresses.make({ client, environment, data, screen, draw, load, follow });

    function draw() {
      data.drawnAt = environment.now();
      const model = {
        stop: data.stop,
        problem: data.problem,
        isLoading: data.isLoading,
        heardAt: data.heardAt,
        nextTryAt: data.nextTryAt,
        localNow: environment.now(),
        isLate: environment.now() > data.expectedBy,
        reload,
      };
      const context = data.panel === null ? null : presses.context(data.panel);
      screen.show(SR.parts.panelView.panelView(model, context));
    }

    function load() {
      const { surroundings } = data;
      if (data.isLoading || surroundings === null || surroundings.ticket === null) return;
      if (data.cancelRetry) data.cancelRetry();
      Object.assign(data, { isLoading: true, cancelRetry: null });
      draw();
      data.calls
        .call('openPanel', { context: { ticket: surroundings.ticket.id }, query: { protocol: String(SR.PROTOCOL) } })
        .then((answer) => {
          data.isLoading = false;
          if (answer.ok) take(answer.value);
          else failed(answer.problem);
        })
        .catch(() => failed(problems.make('fault')));
    }

    /** @param {PanelState} panel */
    function take(panel) {
      const now = environment.now();
      const said = panelNews.worthSaying(data.panel, panel);
      Object.assign(data, {
        panel,
        stop: null,
        problem: null,
        failures: 0,
        nextTryAt: 0,
        heardAt: now,
        positionAt: now,
      });
      data.offsetMs = panel.at - now;
      words.choose([wishedLanguage(data), ...environment.languages(), panel.installation.language], draw);
      if (said !== null) screen.say(said);
      follow();
      draw();
    }

    /** @param {Problem} problem */
    function failed(problem) {
      Object.assign(data, { isLoading: false, failures: data.failures + 1 });
      if (STOPPING.includes(problem.kind)) return stop(problem);
      const pauseMs = SR.parts.watcher.pauseMs(problem, data.failures);
      Object.assign(data, { problem, nextTryAt: environment.now() + pauseMs });
      data.cancelRetry = environment.later(pauseMs, () => {
        data.cancelRetry = null;
        if (environment.isVisible()) load();
      });
      draw();
    }

    /** @param {Problem} problem */
    function stop(problem) {
      watcher.follow(null);
      data.panel = null;
      data.stop = stopFor(problem, data);
      draw();
    }

    function follow() {
      const { panel, positionAt } = data;
      if (panel === null || !environment.isVisible() || !panelNews.isLively(panel)) {
        data.expectedBy = Infinity;
        return watcher.follow(null);
      }
      const dueAt = positionAt + (panel.askAgain ? panel.askAgain.afterMs : 0);
      watcher.follow({ tickets: [panel.ticket.id], after: panel.position, since: positionAt, dueAt });
    }

    /**
     * @param {Answer<WatchAnswer>} answer
     * @param {{ readonly isGap: boolean, readonly dueAt: number }} about
     */
    function heard(answer, { isGap, dueAt }) {
      if (data.panel === null) return;
      if (!answer.ok) return watchFailed(answer.problem, dueAt);
      const now = environment.now();
      const before = data.panel;
      const panel = panelNews.withNews(before, answer.value);
      Object.assign(data, { panel, problem: null, heardAt: now, positionAt: now, nextTryAt: 0 });
      data.offsetMs = answer.value.at - now;
      data.expectedBy = dueAt + LONGEST_HOLD_MS + LATE_MS;
      const said = panelNews.worthSaying(before, panel);
      if (said !== null) screen.say(said);
      if (isGap) load();
      else if (!panelNews.isLively(panel)) follow();
      draw();
    }

    /**
     * @param {Problem} problem
     * @param {number} dueAt
     */
    function watchFailed(problem, dueAt) {
      if (STOPPING.includes(problem.kind) && problem.kind !== 'refused') return stop(problem);
      Object.assign(data, { problem, nextTryAt: dueAt });
      draw();
    }

    function seen() {
      if (!environment.isVisible()) return follow();
      const age = environment.now() - (data.heardAt === null ? 0 : data.heardAt);
      const isLively = data.panel !== null && panelNews.isLively(data.panel);
      if (age > (isLively ? LATE_MS : IDLE_MS)) load();
      else follow();
    }

    /** Reads what the help desk says of this page; again after an admin has changed it. */
    function prepare() {
      return SR.parts.surroundings.read(client).then((surroundings) => {
        const { settings, agent, language } = surroundings;
        const mayAssert = settings.mayAssert && agent !== null;
        data.surroundings = surroundings;
        data.calls = SR.parts.serverCalls.make(client, { way: 'oauth', mayAssert, agent });
        words.choose([language, ...environment.languages()], draw);
        data.stop = setUpStop(surroundings);
        draw();
        if (data.stop === null) load();
      });
    }

    function reload() {
      if (data.stop === null || !SET_UP_STOPS.includes(data.stop.kind)) load();
      else prepare().catch(() => failed(problems.make('fault')));
    }

    words.choose(environment.languages(), draw);
    draw();
    environment.onVisibility(seen);
    environment.every(1000, () => {
      if (environment.isVisible() && environment.now() - data.drawnAt >= tickMs(data, environment.now())) draw();
    });
    environment.onFocus(() => {
      if (data.stop !== null) reload();
    });
    client.events.on('app.activated', seen);
    SR.parts.formOpening.hearModal(client, presses.madeElsewhere);
    return prepare();
  }

  /** @param {PanelData} data */
  function wishedLanguage({ surroundings }) {
    return surroundings === null ? null : surroundings.language;
  }

  /** How often what is shown changes by the clock alone: seconds count while something is awaited.
   * @param {PanelData} data
   * @param {number} now
   */
  function tickMs({ problem, expectedBy, panel, offsetMs }, now) {
    if (problem !== null || now > expectedBy) return 0;
    const views = panel === null ? [] : panel.requests;
    const isAwaited = (/** @type {Action} */ { againAt }) => againAt !== null && againAt > now + offsetMs - SECOND_MS;
    return views.some(({ actions }) => actions.some(isAwaited)) ? 0 : QUIET_TICK_MS;
  }

  /** @param {Surroundings} surroundings @returns {Stop | null} */
  function setUpStop({ settings, ticket }) {
    if (settings.isKnown && settings.host === null) return { kind: 'no-host', sentence: null };
    return ticket === null ? { kind: 'no-ticket', sentence: null } : null;
  }

  /**
   * @param {Problem} problem
   * @param {PanelData} data
   * @returns {Stop}
   */
  function stopFor(problem, { surroundings }) {
    const wantsName = surroundings !== null && surroundings.settings.mayAssert && surroundings.agent === null;
    if (problem.kind === 'sign-in' && wantsName) return { kind: 'agent', sentence: null };
    return { kind: problem.kind, sentence: problem.kind === 'refused' ? problems.sentence(problem) : null };
  }

  SR.share('panel', { start });
})();
