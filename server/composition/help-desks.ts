import { createFreshservice, type FreshserviceOptions } from '../../connectors/freshservice/src/freshservice.ts';
import { readFreshserviceAddress } from '../../connectors/freshservice/src/address.ts';
import { PLANS, type Plan } from '../../connectors/freshservice/src/plan-limits.ts';
import { readSalesforceAddress } from '../../connectors/salesforce/src/address.ts';
import type { HelpDesk, HelpDesks } from '../../core/ports/help-desk.ts';
import { type InstallationSettings, orgSettings } from '../../core/ports/installation.ts';
import type { Clock } from '../../core/ports/world.ts';
import { isOfDemo } from '../demo/demo-installation.ts';
import { openCredentials } from '../installations/credentials.ts';
import { openOrg, type OrgCredentials } from '../installations/org-credentials.ts';
import type { Vault } from '../secrets/vault.ts';
import type { InstallationAdmin, InstallationRow } from '../storage/store.ts';

/** Where the org's optional flow rings. */
const RING_CHANNEL = '/event/Session_Request_Ring__e';

export type HelpDeskDeps = {
  readonly installations: Pick<InstallationAdmin, 'find'>;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly allowLoopback: boolean;
  /** How long looks and writes of an org wait for each other, to go in one call; absent: as its adapter says. */
  readonly gatherMs?: number;
};

/** The demo's help desks live on this machine whatever the settings say; no admin can add another of their ids. */
function mayBeHere(installationId: string, deps: HelpDeskDeps): boolean {
  return deps.allowLoopback || isOfDemo(installationId);
}

/** The adapter of each installation, kept as long as its account stays the same: the call budget lives in it. */
export function createHelpDesks(deps: HelpDeskDeps): HelpDesks {
  const kept = new Map<string, { readonly account: string; readonly desk: Promise<HelpDesk> }>();
  return {
    of: async (installationId) => {
      const row = await deps.installations.find(installationId);
      if (row === null || row.sealedCredentials === null || !isUsable(row, deps)) {
        kept.delete(installationId);
        return null;
      }
      const { statusField, assetField, org } = row.installation.settings;
      const account = JSON.stringify([row.address, row.plan, row.sealedCredentials, statusField, assetField, org]);
      const known = kept.get(installationId);
      if (known?.account === account) return known.desk;
      const desk = helpDeskOf(row, deps);
      kept.set(installationId, { account, desk });
      // One that could not be made is tried again.
      desk.catch(() => {
        if (kept.get(installationId)?.desk === desk) kept.delete(installationId);
      });
      return desk;
    },
  };
}

/** False for an account on this machine that was stored under other settings: it counts as not connected. */
function isUsable({ installation, address }: InstallationRow, deps: HelpDeskDeps): boolean {
  const allowLoopback = mayBeHere(installation.id, deps);
  switch (installation.helpDesk) {
    case 'freshservice':
      return readFreshserviceAddress(address, { allowLoopback }).ok;
    case 'salesforce':
      return readSalesforceAddress(address, { allowLoopback }).ok;
    default:
      return installation.helpDesk satisfies never;
  }
}

async function helpDeskOf(row: InstallationRow, deps: HelpDeskDeps): Promise<HelpDesk> {
  const { installation, address, plan } = row;
  const here = { ...deps, allowLoopback: mayBeHere(installation.id, deps) };
  switch (installation.helpDesk) {
    case 'freshservice': {
      const { apiKey } = openCredentials(deps.vault, row) ?? missing();
      return freshservice({ address, apiKey, plan }, here, installation.settings);
    }
    case 'salesforce': {
      const credentials = openOrg(deps.vault, row) ?? missing();
      return salesforce({ address, credentials }, here, installation.settings);
    }
    default:
      return installation.helpDesk satisfies never;
  }
}

function missing(): never {
  throw new Error('an account without credentials has no adapter');
}

/** An adapter for an account that is not stored yet, so that an admin can try it. Throws when the address was not read before. */
export function freshservice(
  account: { readonly address: string; readonly apiKey: string; readonly plan: string },
  deps: Pick<HelpDeskDeps, 'clock' | 'allowLoopback'>,
  fields: Pick<InstallationSettings, 'statusField' | 'assetField'> | null = null,
): HelpDesk {
  const reading = readFreshserviceAddress(account.address, { allowLoopback: deps.allowLoopback });
  if (!reading.ok) throw new Error(reading.message);
  return createFreshservice({
    address: reading.origin,
    apiKey: account.apiKey,
    ...limitsOf(account.plan),
    now: () => deps.clock.now(),
    statusField: fields?.statusField ?? null,
    assetField: fields?.assetField ?? null,
  });
}

/** The same for a Salesforce org. Its vendor's library is loaded with the first org: who has none need not pay for it. */
export async function salesforce(
  account: { readonly address: string; readonly credentials: OrgCredentials },
  { clock, allowLoopback, gatherMs }: Pick<HelpDeskDeps, 'clock' | 'allowLoopback' | 'gatherMs'>,
  settings: Pick<InstallationSettings, 'org' | 'assetField'>,
): Promise<HelpDesk> {
  const { timelineTarget, listens } = orgSettings(settings);
  const reading = readSalesforceAddress(account.address, { allowLoopback });
  if (!reading.ok) throw new Error(reading.message);
  const { createSalesforce } = await import('../../connectors/salesforce/src/salesforce.ts');
  return createSalesforce({
    address: reading.origin,
    credentials: account.credentials,
    now: () => clock.now(),
    timelineTarget,
    assetField: settings.assetField ?? null,
    ringChannel: listens ? RING_CHANNEL : null,
    ...(gatherMs === undefined ? {} : { gatherMs }),
  });
}

/** A plan's name, or `calls:2000` for an account that has bought more: so many calls a minute are ours. An unknown plan gets the smallest limits. */
function limitsOf(text: string): Pick<FreshserviceOptions, 'plan' | 'limits' | 'share'> {
  const ours = Number(/^calls:([1-9][0-9]{0,6})$/.exec(text)?.[1] ?? 0);
  const plan: Plan = PLANS.find((one) => one === text) ?? 'starter';
  return ours === 0 ? { plan } : { plan, limits: { total: ours, ticket: ours, list: ours }, share: 1 };
}
