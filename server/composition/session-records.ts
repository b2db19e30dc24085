import { readApiAddress } from '../../connectors/anydesk/src/api-address.ts';
import { createAnyDeskRecords } from '../../connectors/anydesk/src/session-records.ts';
import type { SessionRecords, SessionRecordsOf } from '../../core/ports/session-records.ts';
import type { Clock } from '../../core/ports/world.ts';
import { isOfDemo } from '../demo/demo-installation.ts';
import type { RemoteAccounts } from '../session-watch/remote-accounts.ts';

type RecordsDeps = {
  readonly clock: Clock;
  readonly allowLoopback: boolean;
  /** How long one answer is waited for; the adapter's own time when absent. */
  readonly timeoutMs?: number;
};

/** The adapter of each account at the remote tool, kept as long as the account stays the same: it asks one thing at a time. */
export function createSessionRecords(
  accounts: Pick<RemoteAccounts, 'find' | 'password'>,
  deps: RecordsDeps,
): SessionRecordsOf {
  const kept = new Map<string, { readonly account: string; readonly records: SessionRecords }>();
  return {
    of: async (accountId) => {
      const account = await accounts.find(accountId);
      const apiPassword = account === null ? null : await accounts.password(accountId);
      if (account === null || apiPassword === null) {
        kept.delete(accountId);
        return null;
      }
      const same = JSON.stringify([account.address, account.licenseId, apiPassword]);
      const known = kept.get(accountId);
      if (known?.account === same) return known.records;
      // The demo's AnyDesk lives on this machine whatever the settings say; no admin can add another of its id.
      const allowLoopback = deps.allowLoopback || isOfDemo(accountId);
      const records = anydeskRecords({ ...account, apiPassword }, { ...deps, allowLoopback });
      if (records !== null) kept.set(accountId, { account: same, records });
      return records;
    },
  };
}

/** An adapter for an account that is not stored yet, so that an admin can try it. Null when its address may not be asked under today's settings. */
export function anydeskRecords(
  account: { readonly address: string; readonly licenseId: string; readonly apiPassword: string },
  { clock, allowLoopback, ...patience }: RecordsDeps,
): SessionRecords | null {
  const reading = readApiAddress(account.address, { allowLoopback });
  if (!reading.ok) return null;
  const { licenseId, apiPassword } = account;
  const licence = { licenseId, apiPassword };
  return createAnyDeskRecords({ ...patience, origin: reading.origin, licence, now: () => clock.now() });
}
