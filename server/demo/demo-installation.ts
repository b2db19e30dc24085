import type { Installation } from '../../core/ports/installation.ts';
import type { Person } from '../../core/people/rights.ts';
import { DEFAULT_SETTINGS, type EpochMs } from '../../core/session-request/values.ts';
import { sealCredentials } from '../installations/credentials.ts';
import type { People } from '../composition/accounts.ts';
import type { Vault } from '../secrets/vault.ts';
import type { InstallationAdmin } from '../storage/store.ts';

export const DEMO_INSTALLATION_ID = 'demo';
export const DEMO_ADMIN: Person = { id: 'demo', name: 'Demo', email: null, role: 'admin', queueIds: [] };
/** The fake help desk's key for integrations; it opens nothing else. */
const DESK_KEY = 'kestrel-integration-key';

export type DemoInstallationDeps = {
  readonly installations: InstallationAdmin;
  readonly people: Pick<People, 'installSecrets'>;
  readonly vault: Vault;
};

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
    settings: {
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
    },
  };
}
