import { type Installation, type InstallationSettings, USUAL_ORG } from '../../core/ports/installation.ts';
import type { Person } from '../../core/people/rights.ts';
import { DEFAULT_SETTINGS, type EpochMs } from '../../core/session-request/values.ts';
import { sealCredentials } from '../installations/credentials.ts';
import { sealOrg } from '../installations/org-credentials.ts';
import type { People } from '../composition/accounts.ts';
import type { Vault } from '../secrets/vault.ts';
import type { InstallationAdmin } from '../storage/store.ts';

export const DEMO_INSTALLATION_ID = 'demo';
export const DEMO_ORG_ID = 'demo-org';
/** As long as any account's id at the remote tool. */
export const DEMO_ANYDESK_ID = 'demoanydesk'.padEnd(26, '0');
export const DEMO_ADMIN: Person = { id: 'demo', name: 'Demo', email: null, role: 'admin', queueIds: [] };
/** The fake help desk's key for integrations; it opens nothing else. */
const DESK_KEY = 'kestrel-integration-key';
/** The same of the fake org. */
const ORG_APP = { clientId: '3MVG9kestrel.integration', clientSecret: 'kestrel-client-secret' };

export type DemoInstallationDeps = {
  readonly installations: InstallationAdmin;
  readonly people: Pick<People, 'installSecrets'>;
  readonly vault: Vault;
};

/** Whether an account, of a help desk or of AnyDesk, belongs to the demo: those live on this machine. */
export function isOfDemo(id: string): boolean {
  return [DEMO_INSTALLATION_ID, DEMO_ORG_ID, DEMO_ANYDESK_ID].includes(id);
}

/** Connects the fake help desk, or moves it to its new address: it has another port at each start. */
export async function connectDemoDesk(deps: DemoInstallationDeps, deskUrl: string, now: EpochMs): Promise<void> {
  const known = await deps.installations.find(DEMO_INSTALLATION_ID);
  await deps.installations.save({
    installation: known?.installation ?? demoInstallation(),
    address: deskUrl,
    plan: 'enterprise',
    sealedCredentials: sealCredentials(deps.vault, DEMO_INSTALLATION_ID, { apiKey: DESK_KEY }),
    createdAt: known?.createdAt ?? now,
  });
}

/** The same for the fake Salesforce org. */
export async function connectDemoOrg(deps: DemoInstallationDeps, orgUrl: string, now: EpochMs): Promise<void> {
  const known = await deps.installations.find(DEMO_ORG_ID);
  await deps.installations.save({
    installation: known?.installation ?? demoOrg(),
    address: orgUrl,
    plan: '',
    sealedCredentials: sealOrg(deps.vault, DEMO_ORG_ID, { kind: 'client-credentials', ...ORG_APP }),
    createdAt: known?.createdAt ?? now,
  });
}

/** The secrets of the last start die: what they were given to is gone. */
export async function endOldSecrets(deps: DemoInstallationDeps): Promise<void> {
  const { installSecrets } = deps.people;
  for (const old of await installSecrets.valid(DEMO_INSTALLATION_ID)) {
    await installSecrets.revoke(DEMO_ADMIN, DEMO_INSTALLATION_ID, old.id);
  }
}

function demoInstallation(): Installation {
  return {
    id: DEMO_INSTALLATION_ID,
    helpDesk: 'freshservice',
    name: 'Demo help desk',
    environment: 'production',
    settings: kestrelSettings(),
  };
}

function demoOrg(): Installation {
  return {
    id: DEMO_ORG_ID,
    helpDesk: 'salesforce',
    name: 'Demo Salesforce org',
    environment: 'production',
    settings: { ...kestrelSettings(), org: { ...USUAL_ORG, listens: true, pollSeconds: 5 } },
  };
}

/** How the pretended company works, whichever help desk it uses. */
function kestrelSettings(): InstallationSettings {
  return {
    company: 'Kestrel Logistics IT',
    helpDeskPhone: '+31 10 555 0142',
    helpDeskHours: 'Mon–Fri 8–18',
    language: 'en',
    timeZone: 'Europe/Amsterdam',
    timeline: 'milestones',
    showSubject: true,
    allowList: [],
    ticketStatusOn: {},
    notifyAgentOn: ['ready', 'reported'],
    statusField: null,
    timeEntryOnClose: false,
    remoteClient: { kind: 'standard' },
    appCallSeconds: 15,
    namesBySecret: false,
    lifecycle: DEFAULT_SETTINGS,
  };
}
