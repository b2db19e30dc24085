import { isLively } from './drawing';
import { Watch } from './watch';

/** @typedef {import('./sessionRequestPanel').default} Panel */

/**
 * The panel's clock.
 * @param {Panel} panel
 * @param {() => Element} hostOf
 */
export function watchOf(panel, hostOf) {
  return new Watch({
    tick: (now) => {
      panel.now = now;
    },
    look: () => panel.lookAgain(),
    isShown: () => isShown(hostOf()),
  });
}

/** A tab of the console that is not in front keeps its panel, but nobody sees it. @param {Element} host */
function isShown(host) {
  return typeof host.checkVisibility === 'function' ? host.checkVisibility() : true;
}

/** Asks again. One question at a time. @param {Panel} panel */
export async function lookAgain(panel) {
  const { refreshPage } = panel;
  if (!refreshPage) return;
  await panel.watch.once(refreshPage, {
    failed: () => {
      if (panel.trouble === null) Object.assign(panel, { trouble: 'reading', isUnheard: true });
    },
    // Salesforce tells a component what changed. Nothing told: all is as it was.
    answered: () => {
      if (panel.isUnheard) Object.assign(panel, { trouble: null, isUnheard: false });
      if (panel.trouble === null) panel.heardAt = Date.now();
    },
  });
}

/** While something goes on and somebody can see it. @param {Panel} panel */
export function keepWatch(panel) {
  const isVisible = document.visibilityState === 'visible';
  if (panel.isConnected && isVisible && isLively(panel)) panel.watch.start();
  else panel.watch.stop();
}
