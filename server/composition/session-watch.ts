import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import { systemTimers } from '../deliveries/dispatch/timers.ts';
import { type AttachByPanel, createAttachByPanel } from '../panel-api/attach-by-panel.ts';
import { newId } from '../secrets/secret-token.ts';
import { attachSession } from '../session-watch/attach-session.ts';
import { createSeenSessions } from '../session-watch/seen-sessions.ts';
import { createSignNews } from '../session-watch/sign-news.ts';
import { createSessionWatch, type SessionWatch } from '../session-watch/session-watch.ts';
import type { WatchDeps } from '../session-watch/watch-deps.ts';
import { WATCH_PACE, type WatchPace } from '../session-watch/watch-pace.ts';
import { createWatchStore } from '../session-watch/watch-store.ts';
import { createAuditedWrite } from '../storage/audited-write.ts';
import type { Foundation } from './foundation.ts';

/** More at once than agents work at. */
const MOST_WORKING = 500;

/** What looking for sessions stands on; the console attaches sessions by the same. */
export function watchDeps(
  foundation: Pick<Foundation, 'store' | 'people' | 'sessionRecords' | 'signs' | 'live'>,
  core: CorePorts,
): WatchDeps {
  const { store, people, sessionRecords, signs, live } = foundation;
  const sessions = createSeenSessions(store.database);
  const installations = {
    find: async (id: string) => (await store.installations.find(id))?.installation ?? null,
  };
  const working = async () => {
    const query = store.database.read.selectFrom('request').select('id').where('listed', '=', 'active');
    return (await query.orderBy('serial', 'desc').limit(MOST_WORKING).execute()).map(({ id }) => id);
  };
  return {
    core,
    requests: store.requests,
    accounts: people.remoteAccounts,
    devices: people.agentDevices,
    watches: createWatchStore(store.database),
    sessions,
    signNews: createSignNews({ core, signs, working, requests: store.requests, installations, live, newId }),
    records: sessionRecords,
    newId,
    told: new Set(),
  };
}

/** An agent says in a panel that a session belongs to a request. */
export function attachByPanel({ store, clock }: Pick<Foundation, 'store' | 'clock'>, deps: WatchDeps): AttachByPanel {
  const attaching = { ...deps, audited: createAuditedWrite(store.database, clock) };
  return createAttachByPanel(
    (person, name, requestId, note) => attachSession(attaching, person, name, requestId, note),
    deps.sessions,
  );
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
