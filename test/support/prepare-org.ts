import { join } from 'node:path';
import type { OrgSettings } from '../../core/ports/installation.ts';
import { USUAL_ORG } from '../../core/ports/installation.ts';
import { createPeople } from '../../server/composition/accounts.ts';
import { createKeyRing } from '../../server/secrets/key-ring.ts';
import { readMasterKey } from '../../server/secrets/master-key.ts';
import { createVault } from '../../server/secrets/vault.ts';
import { createOrgClients } from '../../server/sign-in/org/org-clients.ts';
import { createAuditedWrite } from '../../server/storage/audited-write.ts';
import { openStore } from '../../server/storage/open-store.ts';
import { systemClock } from '../../server/world.ts';
import { anInstallation } from '../builders/an-installation.ts';
import type { FakeSalesforce } from '../fakes/salesforce/start.ts';

/** Connects an org in a store that is prepared already, as its admin would in the console, with no server running. Gives the installation's id. */
export async function prepareOrg(options: {
  readonly dataDir: string;
  readonly adminId: string;
  readonly org: Pick<FakeSalesforce, 'url' | 'app'>;
  readonly settings?: Partial<OrgSettings>;
  /** The app by which agents sign in with the org; absent: they do not. */
  readonly agentsSignInBy?: { readonly clientId: string; readonly clientSecret: string };
}): Promise<string> {
  const { dataDir, adminId, org, settings = {} } = options;
  const { key } = await readMasterKey({ secretKey: null, keyFile: join(dataDir, 'secret.key') });
  const store = await openStore({ dataDir, databaseUrl: null });
  try {
    const vault = createVault(createKeyRing(key));
    const people = await createPeople({ store, vault, clock: systemClock });
    const by = await people.persons.find(adminId);
    if (by === null) throw new Error('there is no such admin');
    const { id: _id, ...installation } = anInstallation(
      { helpDesk: 'salesforce', name: 'Kestrel org' },
      { org: { ...USUAL_ORG, ...settings }, timeline: 'milestones' },
    );
    const credentials = { kind: 'client-credentials', ...org.app } as const;
    const account = { ...installation, address: org.url, plan: '', org: credentials };
    const id = await people.installations.add(by, account);
    if (options.agentsSignInBy !== undefined) {
      const { clientId, clientSecret } = options.agentsSignInBy;
      const clients = createOrgClients(store.database, createAuditedWrite(store.database, systemClock), vault);
      await clients.save(by, id, { clientId, hours: 8 }, clientSecret);
    }
    return id;
  } finally {
    await store.close();
  }
}
