import type { EpochMs } from '../../core/session-request/values.ts';
import type { PresenceStore, RequestReader } from '../storage/store.ts';
import type { LiveUpdates } from './live-updates.ts';

type Deps = {
  readonly presence: Pick<PresenceStore, 'markSeen'>;
  readonly requests: Pick<RequestReader, 'find'>;
  readonly live: Pick<LiveUpdates, 'announce'>;
  /** A page that was silent for so long counts as left. */
  readonly absentAfterMs: number;
};

const MOST_KNOWN = 10_000;

/** Tells open panels when a recipient comes to the page; his further signs of life are only stored. */
export function announcedPresence(deps: Deps): Pick<PresenceStore, 'markSeen'> {
  const seen = new Map<string, EpochMs>();
  return {
    markSeen: async (requestId, at) => {
      await deps.presence.markSeen(requestId, at);
      const before = seen.get(requestId);
      if (seen.size >= MOST_KNOWN) seen.clear();
      seen.set(requestId, at);
      if (before !== undefined && at - before <= deps.absentAfterMs) return;
      const stored = await deps.requests.find(requestId);
      if (stored === null) return;
      const { installationId, ticket } = stored.request;
      deps.live.announce({ requestId, installationId, ticketId: ticket?.id ?? null });
    },
  };
}
