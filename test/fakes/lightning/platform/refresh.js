const handlers = new Map();
let newest = 0;

/** Who shows something says how it is read again. */
export function registerRefreshHandler(_element, handler) {
  newest += 1;
  handlers.set(newest, handler);
  return newest;
}

export function unregisterRefreshHandler(id) {
  handlers.delete(id);
}

/** A component that changed something asks the page to look again. */
export class RefreshEvent extends CustomEvent {
  constructor() {
    super('lightning__refreshview', { bubbles: true, composed: true });
  }
}

/** The page's own refresh. Settles when everybody has. */
export function refreshView() {
  return Promise.allSettled([...handlers.values()].map((handler) => handler()));
}
