import type { Change, ChangeFeed } from '../../core/ports/change-feed.ts';

/** Tells open pages that a request changed. Readers fetch the truth themselves. */
export type LiveUpdates = ChangeFeed & {
  /** `listener` is called for every change from now on; call the result to stop. */
  subscribe(listener: (change: Change) => void): () => void;
};

/** One process. On PostgreSQL `postgres-change-feed.ts` carries changes between processes and announces them here. */
export function createLiveUpdates(): LiveUpdates {
  const listeners = new Set<(change: Change) => void>();
  return {
    announce: (change) => {
      for (const listener of listeners) listener(change);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
