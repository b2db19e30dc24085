import { z } from 'zod';
import type { Vault } from '../secrets/vault.ts';
import type { InstallationRow } from '../storage/store.ts';

const shape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('client-credentials'), clientId: z.string(), clientSecret: z.string() }),
  z.object({ kind: z.literal('jwt'), clientId: z.string(), username: z.string(), privateKey: z.string() }),
]);

/** What opens a Salesforce org: its external app's secret, or the key by which we sign for one of its users. */
export type OrgCredentials = Readonly<z.output<typeof shape>>;

export function sealOrg(vault: Vault, installationId: string, credentials: OrgCredentials): string {
  return vault.seal(placeOf(installationId), JSON.stringify(credentials));
}

/** In clear, for the adapter only; null when none are stored. Throws `VaultFault` when the key file was replaced. */
export function openOrg(vault: Vault, row: InstallationRow): OrgCredentials | null {
  if (row.sealedCredentials === null) return null;
  return shape.parse(JSON.parse(vault.open(placeOf(row.installation.id), row.sealedCredentials)));
}

const placeOf = (installationId: string): string => `installation:${installationId}`;
