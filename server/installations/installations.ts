import type { Person } from '../../core/people/rights.ts';
import type { Installation } from '../../core/ports/installation.ts';
import type { Clock } from '../../core/ports/world.ts';
import { revokeGrants } from '../oauth/grants.ts';
import { removeOrgSignIn } from '../sign-in/org/org-clients.ts';
import type { Vault } from '../secrets/vault.ts';
import { removeInstallation, saveInstallation } from '../storage/installation-store.ts';
import type { InstallationAdmin, InstallationRow } from '../storage/store.ts';
import type { AuditedWrite } from '../storage/audited-write.ts';
import { sealCredentials } from './credentials.ts';
import { revokeAllSecrets } from './install-secrets.ts';
import { type OrgCredentials, sealOrg } from './org-credentials.ts';
import { newId } from '../secrets/secret-token.ts';

export type NewInstallation = Omit<Installation, 'id'> & {
  readonly address: string;
  readonly plan: string;
} & ({ readonly apiKey: string } | { readonly org: OrgCredentials });

export type InstallationChange = Pick<Installation, 'name' | 'environment' | 'settings'> & { readonly plan: string };

/** What an admin does with the connected help desk accounts. Every change is audited, without secrets. */
export type Installations = Pick<InstallationAdmin, 'list' | 'find'> & {
  add(by: Person, installation: NewInstallation): Promise<string>;
  change(by: Person, row: InstallationRow, change: InstallationChange): Promise<void>;
  rotateKey(by: Person, row: InstallationRow, apiKey: string): Promise<void>;
  rotateOrg(by: Person, row: InstallationRow, credentials: OrgCredentials): Promise<void>;
  /** The key and all secrets go at once; requests and logs stay. */
  remove(by: Person, row: InstallationRow): Promise<void>;
  /** `listener` hears the id of every account that was added, changed or removed, in this process. */
  onChanged(listener: (installationId: string) => void): () => void;
};

export function createInstallations(
  reader: InstallationAdmin,
  audited: AuditedWrite,
  vault: Vault,
  clock: Clock,
): Installations {
  const listeners = new Set<(installationId: string) => void>();
  const store = async (by: Person, row: InstallationRow, action: string, detail: Record<string, unknown>) => {
    const installationId = row.installation.id;
    await audited(by, async (db) => {
      await saveInstallation(db, row);
      return { result: null, note: { action: `connector.${action}`, installationId, detail } };
    });
    for (const listener of listeners) listener(installationId);
  };
  return {
    list: () => reader.list(),
    find: (id) => reader.find(id),
    add: async (by, added) => {
      const id = newId();
      const { address, plan, helpDesk, name, environment, settings } = added;
      const sealedCredentials =
        'org' in added ? sealOrg(vault, id, added.org) : sealCredentials(vault, id, { apiKey: added.apiKey });
      const installation = { id, helpDesk, name, environment, settings };
      await store(by, { installation, address, plan, sealedCredentials, createdAt: clock.now() }, 'added', {
        name,
        address,
        plan,
      });
      return id;
    },
    change: (by, row, { plan, ...change }) => {
      const installation = { ...row.installation, ...change };
      return store(by, { ...row, installation, plan }, 'changed', { changed: changedKeys(row, installation, plan) });
    },
    rotateKey: (by, row, apiKey) => {
      const sealedCredentials = sealCredentials(vault, row.installation.id, { apiKey });
      return store(by, { ...row, sealedCredentials }, 'key-rotated', {});
    },
    rotateOrg: (by, row, credentials) => {
      const sealedCredentials = sealOrg(vault, row.installation.id, credentials);
      return store(by, { ...row, sealedCredentials }, 'key-rotated', { kind: credentials.kind });
    },
    remove: async (by, row) => {
      const installationId = row.installation.id;
      await audited(by, async (db, now) => {
        await removeInstallation(db, installationId, now);
        await revokeAllSecrets(db, installationId, now);
        await revokeGrants(db, now, { installationId });
        await removeOrgSignIn(db, installationId);
        const detail = { name: row.installation.name };
        return { result: null, note: { action: 'connector.removed', installationId, detail } };
      });
      for (const listener of listeners) listener(installationId);
    },
    onChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Names of what differs: the values may hold phone numbers and addresses, which a log need not repeat. */
function changedKeys(row: InstallationRow, after: Installation, plan: string): readonly string[] {
  const { installation: before } = row;
  const settings = Object.keys(after.settings).filter((key) => {
    const name = key as keyof Installation['settings'];
    return JSON.stringify(before.settings[name]) !== JSON.stringify(after.settings[name]);
  });
  return [
    ...(before.name === after.name ? [] : ['name']),
    ...(before.environment === after.environment ? [] : ['environment']),
    ...(row.plan === plan ? [] : ['plan']),
    ...settings,
  ];
}
