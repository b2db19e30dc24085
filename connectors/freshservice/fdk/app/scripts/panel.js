'use strict';

(() => {
  const { words, problems, panelDrawing, panelLoading, panelWatching } = SR.parts;
  const TICK_MS = 1000;
  const SET_UP_STOPS = Object.freeze(['no-host', 'no-ticket', 'agent']);

  /**
   * The panel beside a ticket.
   * @param {PlatformClient} client
   * @param {Environment} environment
   * @returns {Promise<void>}
   */
  function start(client, environment) {
    const life = begin(client, environment);
    const draw = () => panelDrawing.draw(life);
    words.choose(environment.languages(), draw);
    draw();
    environment.onVisibility(() => panelWatching.seen(life));
    environment.every(TICK_MS, () => panelDrawing.drawInTime(life));
    environment.onFocus(() => {
      if (life.data.stop !== null) life.reload();
    });
    client.events.on('app.activated', () => panelWatching.seen(life));
    SR.parts.formOpening.hearModal(client, life.presses().madeElsewhere);
    return prepare(life);
  }

  /**
   * @param {PlatformClient} client
   * @param {Environment} environment
   * @returns {PanelLife}
   */
  function begin(client, environment) {
    /** @type {PanelLife} */
    const life = {
      client,
      environment,
      screen: SR.parts.screen.make(client, environment, true),
      data: nothingYet(client),
      watcher: () => watcher,
      presses: () => presses,
      reload: () => reload(life),
    };
    const watcher = panelWatching.makeWatcher(life);
    const presses = SR.parts.panelPresses.make({
      client,
      environment,
      data: life.data,
      screen: life.screen,
      draw: () => panelDrawing.draw(life),
      load: () => panelLoading.load(life),
      follow: () => panelWatching.follow(life),
    });
    return life;
  }

  /** @param {PlatformClient} client @returns {PanelData} */
  function nothingYet(client) {
    return {
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
  }

  /** Reads what the help desk says of this page; again after an admin has changed it. @param {PanelLife} life */
  function prepare(life) {
    const { client, environment, data } = life;
    return SR.parts.surroundings.read(client).then((surroundings) => {
      const { settings, agent, language } = surroundings;
      const mayAssert = settings.mayAssert && agent !== null;
      data.surroundings = surroundings;
      data.calls = SR.parts.serverCalls.make(client, { way: 'oauth', mayAssert, agent });
      words.choose([language, ...environment.languages()], () => panelDrawing.draw(life));
      data.stop = setUpStop(surroundings);
      panelDrawing.draw(life);
      if (data.stop === null) panelLoading.load(life);
    });
  }

  /** @param {PanelLife} life */
  function reload(life) {
    const { stop } = life.data;
    if (stop === null || !SET_UP_STOPS.includes(stop.kind)) panelLoading.load(life);
    else prepare(life).catch(() => panelLoading.failed(life, problems.make('fault')));
  }

  /** @param {Surroundings} surroundings @returns {Stop | null} */
  function setUpStop({ settings, ticket }) {
    if (settings.isKnown && settings.host === null) return { kind: 'no-host', sentence: null };
    return ticket === null ? { kind: 'no-ticket', sentence: null } : null;
  }

  SR.share('panel', { start });
})();
