import { readApiAddress } from '../../connectors/anydesk/src/api-address.ts';
import type { RemoteDeps } from '../http/console/sessions/remote-deps.ts';
import { attachSession, dismissSession } from '../session-watch/attach-session.ts';
import type { WatchDeps } from '../session-watch/watch-deps.ts';
import { createAuditedWrite } from '../storage/audited-write.ts';
import type { Foundation } from './foundation.ts';
import { anydeskRecords } from './session-records.ts';

/** As many as a page can show. */
const MOST_UNMATCHED = 200;

/** Accounts and sessions of AnyDesk for the console. */
export function consoleRemote(
  {
    config: { allowLoopback },
    clock,
    store,
    people,
    sessionRecords,
    signs,
  }: Pick<Foundation, 'clock' | 'store' | 'people' | 'sessionRecords' | 'signs'> & {
    readonly config: Pick<Foundation['config'], 'allowLoopback'>;
  },
  watching: WatchDeps,
  starting: Pick<RemoteDeps, 'launch' | 'report'>,
): RemoteDeps {
  const attaching = { ...watching, audited: createAuditedWrite(store.database, clock) };
  return {
    ...starting,
    readApiAddress: (text) => {
      const reading = readApiAddress(text, { allowLoopback });
      return reading.ok ? reading.origin : null;
    },
    recordsFor: (account) => anydeskRecords(account, { clock, allowLoopback }),
    records: sessionRecords,
    signs,
    agentDevices: async () => [...(await people.agentDevices.all()).values()].flat(),
    unmatched: () => watching.sessions.unmatched(MOST_UNMATCHED),
    attach: (person, name, requestId, note) => attachSession(attaching, person, name, requestId, note),
    dismiss: (person, name) => dismissSession(attaching, person, name),
  };
}
