import { registerRefreshHandler, unregisterRefreshHandler } from 'lightning/refresh';
import { follow } from 'c/sessionRequestCommands';

/** @typedef {import('./sessionRequestPanel').default} Panel */

/** What tells the panel to look anew while it is on a page: the page's own refresh, its tab coming to the front, panels beside it. */
export class Ties {
  /** @param {Panel} panel */
  constructor(panel) {
    this.panel = panel;
  }

  handleVisibility = () => {
    const { panel } = this;
    panel.keepWatch();
    if (document.visibilityState === 'visible') panel.watch.lookIfOld(panel.heardAt);
  };

  begin() {
    this.refreshId = registerRefreshHandler(this.panel, () => this.panel.lookAgain());
    document.addEventListener('visibilitychange', this.handleVisibility);
    this.joinNeighbours();
  }

  end() {
    document.removeEventListener('visibilitychange', this.handleVisibility);
    if (this.refreshId !== undefined) unregisterRefreshHandler(this.refreshId);
    if (this.leaveNeighbours) this.leaveNeighbours();
  }

  /** Of the case that the panel shows now. */
  joinNeighbours() {
    if (this.leaveNeighbours) this.leaveNeighbours();
    const { caseId, handleRefresh } = this.panel;
    this.leaveNeighbours = caseId ? follow({ caseId, hear: handleRefresh }) : undefined;
  }
}
