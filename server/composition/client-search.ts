import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import { type ClientSearch, createClientSearch } from '../address-search/client-search.ts';
import { SEARCH_PACE, type SearchPace } from '../address-search/search-account.ts';
import { systemTimers } from '../deliveries/dispatch/timers.ts';
import type { Foundation } from './foundation.ts';

/** Looks in the remote tool's accounts for clients that end users have just installed. */
export function clientSearch(
  { store, people, sessionRecords, live, owner, log }: Foundation,
  core: CorePorts,
  pace: SearchPace = SEARCH_PACE,
): ClientSearch {
  return createClientSearch({
    core,
    requests: store.requests,
    installations: async () => (await store.installations.list()).map(({ installation }) => installation),
    accounts: people.remoteAccounts,
    waiting: async (installationId) => {
      const query = store.database.read.selectFrom('request').select('id').where('listed', '=', 'active');
      const rows = query.where('status', '=', 'Waiting').where('installation_id', '=', installationId);
      return (await rows.execute()).map(({ id }) => id);
    },
    records: sessionRecords,
    agentDevices: () => people.agentDevices.all(),
    timers: systemTimers,
    pace,
    onChange: (listener) => live.subscribe(listener),
    leases: store.engine === 'postgres' ? store.leases : null,
    owner,
    // Never what was listed: the error alone, and whose account.
    report: (error, accountId) => log.error({ err: error, accountId }, 'new clients could not be looked for'),
  });
}
