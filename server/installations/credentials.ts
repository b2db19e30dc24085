import { z } from 'zod';
import type { Vault } from '../secrets/vault.ts';
import type { InstallationRow } from '../storage/store.ts';

/** What opens a Freshservice account. */
export type Credentials = { readonly apiKey: string };

const shape = z.object({ apiKey: z.string() });

export function sealCredentials(vault: Vault, installationId: string, credentials: Credentials): string {
  return vault.seal(placeOf(installationId), JSON.stringify(credentials));
}

/** In clear, for the adapter only; null when none are stored. Throws `VaultFault` when the key file was replaced. */
export function openCredentials(vault: Vault, row: InstallationRow): Credentials | null {
  if (row.sealedCredentials === null) return null;
  return shape.parse(JSON.parse(vault.open(placeOf(row.installation.id), row.sealedCredentials)));
}

const placeOf = (installationId: string): string => `installation:${installationId}`;
