'use strict';

(() => {
  const SECOND_MS = 1000;
  const QUIET_TICK_MS = 15000;

  /** Draws the panel as it is now. @param {PanelLife} life */
  function draw({ environment, data, screen, presses, reload }) {
    data.drawnAt = environment.now();
    const { stop, problem, isLoading, heardAt, nextTryAt } = data;
    const localNow = environment.now();
    const isLate = localNow > data.expectedBy;
    const model = { stop, problem, isLoading, heardAt, nextTryAt, localNow, isLate, reload };
    screen.show(SR.parts.panelView.panelView(model, data.panel === null ? null : presses().context(data.panel)));
  }

  /** What is shown changes by the clock alone, too. @param {PanelLife} life */
  function drawInTime(life) {
    const { environment, data } = life;
    const now = environment.now();
    if (environment.isVisible() && now - data.drawnAt >= tickMs(data, now)) draw(life);
  }

  /**
   * How often: seconds count while something is awaited.
   * @param {PanelData} data
   * @param {number} now
   */
  function tickMs({ problem, expectedBy, panel, offsetMs }, now) {
    if (problem !== null || now > expectedBy) return 0;
    const views = panel === null ? [] : panel.requests;
    const isAwaited = (/** @type {Action} */ { againAt }) => againAt !== null && againAt > now + offsetMs - SECOND_MS;
    return views.some(({ actions }) => actions.some(isAwaited)) ? 0 : QUIET_TICK_MS;
  }

  SR.share('panelDrawing', { draw, drawInTime });
})();
