import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import { systemTimers } from '../deliveries/dispatch/timers.ts';
import { newId } from '../secrets/secret-token.ts';
import { createSeenSessions } from '../session-watch/seen-sessions.ts';
import { createSessionWatch, type SessionWatch } from '../session-watch/session-watch.ts';
import type { WatchDeps } from '../session-watch/watch-deps.ts';
import { WATCH_PACE, type WatchPace } from '../session-watch/watch-pace.ts';
import { createWatchStore } from '../session-watch/watch-store.ts';
import type { Foundation } from './foundation.ts';

/** What looking for sessions stands on; the console attaches sessions by the same. */
export function watchDeps(
  foundation: Pick<Foundation, 'store' | 'people' | 'sessionRecords'>,
  core: CorePorts,
): WatchDeps {
  const { store, people, sessionRecords } = foundation;
  return {
    core,
    requests: store.requests,
    accounts: people.remoteAccounts,
    devices: people.agentDevices,
    watches: createWatchStore(store.database),
    sessions: createSeenSessions(store.database),
    records: sessionRecords,
    newId,
    told: new Set(),
  };
}

/** Looks for the sessions of requests in the remote tool's own books. */
export function sessionWatch(
  { store, live, owner, log }: Foundation,
  deps: WatchDeps,
  pace: WatchPace = WATCH_PACE,
): SessionWatch {
  return createSessionWatch({
    ...deps,
    timers: systemTimers,
    pace,
    mayHaveSession: async () => {
      const query = store.database.read.selectFrom('request').select('id').where('listed', '=', 'active');
      return (await query.where('status', 'in', ['Ready', 'Connected']).execute()).map(({ id }) => id);
    },
    onChange: (listener) => live.subscribe(listener),
    leases: store.engine === 'postgres' ? store.leases : null,
    owner,
    report: (error, accountId) =>
      log.error({ err: error, accountId }, 'sessions of the remote tool could not be looked at'),
  });
}
