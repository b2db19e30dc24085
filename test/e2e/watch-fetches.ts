import { EventEmitter, once } from 'node:events';
import type { LinkFetch, Store } from '../../server/storage/store.ts';

/** The store's presence, and a way to wait until so many fetches of a link were noted. */
export function watchFetches({ presence }: Store) {
  const noted = new EventEmitter();
  return {
    presence: {
      markSeen: (requestId: string, at: number) => presence.markSeen(requestId, at),
      recordLinkFetch: async (fetch: LinkFetch) => {
        await presence.recordLinkFetch(fetch);
        noted.emit('fetch');
      },
    },
    linkFetches: async (requestId: string, count: number) => {
      for (;;) {
        const next = once(noted, 'fetch');
        const fetches = await presence.linkFetches(requestId);
        if (fetches.length >= count) return fetches;
        await next;
      }
    },
  };
}
