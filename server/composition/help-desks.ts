import { createFreshservice, type FreshserviceOptions } from '../../connectors/freshservice/src/freshservice.ts';
import { readFreshserviceAddress } from '../../connectors/freshservice/src/address.ts';
import { PLANS, type Plan } from '../../connectors/freshservice/src/plan-limits.ts';
import type { HelpDesk, HelpDesks } from '../../core/ports/help-desk.ts';
import type { Clock } from '../../core/ports/world.ts';
import { DEMO_INSTALLATION_ID } from '../demo/demo-installation.ts';
import { openCredentials } from '../people/credentials.ts';
import type { Vault } from '../secrets/vault.ts';
import type { InstallationAdmin, InstallationRow } from '../storage/store.ts';

export type HelpDeskDeps = {
  readonly installations: Pick<InstallationAdmin, 'find'>;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly allowLoopback: boolean;
};

/** The demo's help desk lives on this machine whatever the settings say; no admin can add another of this id. */
function mayBeHere(row: InstallationRow, deps: HelpDeskDeps): boolean {
  return deps.allowLoopback || row.installation.id === DEMO_INSTALLATION_ID;
}

/** The adapter of each installation, kept as long as its account stays the same: the call budget lives in it. */
export function createHelpDesks(deps: HelpDeskDeps): HelpDesks {
  const kept = new Map<string, { readonly account: string; readonly desk: HelpDesk }>();
  return {
    of: async (installationId) => {
      const row = await deps.installations.find(installationId);
      const credentials = row === null ? null : openCredentials(deps.vault, row);
      if (row === null || credentials === null || !isUsable(row, deps)) {
        kept.delete(installationId);
        return null;
      }
      const account = JSON.stringify([
        row.address,
        row.plan,
        row.sealedCredentials,
        row.installation.settings.statusField,
      ]);
      const known = kept.get(installationId);
      if (known?.account === account) return known.desk;
      const desk = helpDeskOf(row, credentials.apiKey, deps);
      kept.set(installationId, { account, desk });
      return desk;
    },
  };
}

/** False for an account on this machine that was stored under other settings: it counts as not connected. */
function isUsable(row: InstallationRow, deps: HelpDeskDeps): boolean {
  return readFreshserviceAddress(row.address, { allowLoopback: mayBeHere(row, deps) }).ok;
}

function helpDeskOf(row: InstallationRow, apiKey: string, deps: HelpDeskDeps): HelpDesk {
  switch (row.installation.helpDesk) {
    case 'freshservice':
      return freshservice(
        { address: row.address, apiKey, plan: row.plan },
        { ...deps, allowLoopback: mayBeHere(row, deps) },
        row.installation.settings.statusField,
      );
    case 'salesforce':
      throw new Error('Salesforce accounts cannot be added in this version');
    default:
      return row.installation.helpDesk satisfies never;
  }
}

/** An adapter for an account that is not stored yet, so that an admin can try it. Throws when the address was not read before. */
export function freshservice(
  account: { readonly address: string; readonly apiKey: string; readonly plan: string },
  deps: Pick<HelpDeskDeps, 'clock' | 'allowLoopback'>,
  statusField: string | null = null,
): HelpDesk {
  const reading = readFreshserviceAddress(account.address, { allowLoopback: deps.allowLoopback });
  if (!reading.ok) throw new Error(reading.message);
  return createFreshservice({
    address: reading.origin,
    apiKey: account.apiKey,
    ...limitsOf(account.plan),
    now: () => deps.clock.now(),
    statusField,
  });
}

/** A plan's name, or `calls:2000` for an account that has bought more: so many calls a minute are ours. An unknown plan gets the smallest limits. */
function limitsOf(text: string): Pick<FreshserviceOptions, 'plan' | 'limits' | 'share'> {
  const ours = Number(/^calls:([1-9][0-9]{0,6})$/.exec(text)?.[1] ?? 0);
  const plan: Plan = PLANS.find((one) => one === text) ?? 'starter';
  return ours === 0 ? { plan } : { plan, limits: { total: ours, ticket: ours, list: ours }, share: 1 };
}
