'use strict';

(() => {
  const { words, problems, panelNews, panelDrawing } = SR.parts;
  const STOPPING = Object.freeze(['sign-in', 'wrong-secret', 'not-configured', 'refused']);

  /** Reads the whole panel. One question at a time. @param {PanelLife} life */
  function load(life) {
    const { data } = life;
    const { surroundings } = data;
    if (data.isLoading || surroundings === null || surroundings.ticket === null) return;
    if (data.cancelRetry) data.cancelRetry();
    Object.assign(data, { isLoading: true, cancelRetry: null });
    panelDrawing.draw(life);
    data.calls
      .call('openPanel', { context: { ticket: surroundings.ticket.id }, query: { protocol: String(SR.PROTOCOL) } })
      .then((answer) => {
        data.isLoading = false;
        if (answer.ok) take(life, answer.value);
        else failed(life, answer.problem);
      })
      .catch(() => failed(life, problems.make('fault')));
  }

  /**
   * @param {PanelLife} life
   * @param {PanelState} panel
   */
  function take(life, panel) {
    const { environment, data, screen } = life;
    const now = environment.now();
    const said = panelNews.worthSaying(data.panel, panel);
    Object.assign(data, { panel, stop: null, problem: null, failures: 0, nextTryAt: 0, heardAt: now, positionAt: now });
    data.offsetMs = panel.at - now;
    const wish = data.surroundings === null ? null : data.surroundings.language;
    words.choose([wish, ...environment.languages(), panel.installation.language], () => panelDrawing.draw(life));
    if (said !== null) screen.say(said);
    SR.parts.panelWatching.follow(life);
    panelDrawing.draw(life);
  }

  /**
   * @param {PanelLife} life
   * @param {Problem} problem
   */
  function failed(life, problem) {
    const { environment, data } = life;
    Object.assign(data, { isLoading: false, failures: data.failures + 1 });
    if (STOPPING.includes(problem.kind)) return stop(life, problem);
    const pauseMs = SR.parts.watcher.pauseMs(problem, data.failures);
    Object.assign(data, { problem, nextTryAt: environment.now() + pauseMs });
    data.cancelRetry = environment.later(pauseMs, () => {
      data.cancelRetry = null;
      if (environment.isVisible()) load(life);
    });
    panelDrawing.draw(life);
  }

  /**
   * Nothing goes on until somebody has done something.
   * @param {PanelLife} life
   * @param {Problem} problem
   */
  function stop(life, problem) {
    life.watcher().follow(null);
    life.data.panel = null;
    life.data.stop = stopFor(problem, life.data);
    panelDrawing.draw(life);
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

  /** Whether it goes on by itself. @param {Problem} problem */
  function isStopping({ kind }) {
    return STOPPING.includes(kind);
  }

  SR.share('panelLoading', { load, failed, stop, isStopping });
})();
