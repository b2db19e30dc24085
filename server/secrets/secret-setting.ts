import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Person } from '../../core/people/rights.ts';
import type { AuditedWrite } from '../storage/audited-write.ts';
import type { Database } from '../storage/database.ts';
import { readSetting, removeSetting, writeSetting } from '../storage/settings.ts';
import type { Tables } from '../storage/tables.ts';
import type { Vault } from './vault.ts';

/** How something outside is reached, kept under a key of its own with the one secret that it takes. */
export type SecretSetting<Settings> = {
  /** With the secret in clear. Null: it is not set up. Throws `VaultFault` when the key file was replaced. */
  read(): Promise<{ readonly settings: Settings; readonly secret: string | null } | null>;
  shown(): Promise<{ readonly settings: Settings; readonly hasSecret: boolean } | null>;
  /** `secret` undefined keeps the stored one; null stores none. `detail` goes into the audit log. */
  save(
    by: Person,
    settings: Settings,
    secret: string | null | undefined,
    detail: Readonly<Record<string, unknown>>,
  ): Promise<void>;
  remove(by: Person): Promise<void>;
  /** `listener` is called after every change, in this process; call the result to stop. */
  onChanged(listener: () => void): () => void;
};

type Parts = { readonly database: Database; readonly audited: AuditedWrite; readonly vault: Vault };

type Place<Settings> = {
  readonly key: string;
  /** Beginning of the actions in the audit log. */
  readonly action: string;
  readonly settings: z.ZodType<Settings>;
  /** Where the sealed secret stands among the stored settings. */
  readonly sealedAs: string;
};

type Kept<Settings> = { readonly settings: Settings; readonly sealed: string | null };

const record = z.record(z.string(), z.unknown());
const sealedSecret = z.string().nullable();

export function createSecretSetting<Settings extends object>(
  { database, audited, vault }: Parts,
  place: Place<Settings>,
): SecretSetting<Settings> {
  const { key, action, sealedAs } = place;
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    read: async () => {
      const kept = await find(database.read, place);
      if (kept === null) return null;
      return { settings: kept.settings, secret: kept.sealed === null ? null : vault.open(key, kept.sealed) };
    },
    shown: async () => {
      const kept = await find(database.read, place);
      return kept === null ? null : { settings: kept.settings, hasSecret: kept.sealed !== null };
    },
    save: async (by, settings, secret, detail) => {
      await audited(by, async (db) => {
        const before = secret === undefined ? await find(db, place) : null;
        const sealed = typeof secret === 'string' ? vault.seal(key, secret) : (before?.sealed ?? null);
        await writeSetting(db, key, { ...settings, [sealedAs]: sealed });
        return { result: null, note: { action: `${action}.changed`, detail } };
      });
      changed();
    },
    remove: async (by) => {
      await audited(by, async (db) => {
        await removeSetting(db, key);
        return { result: null, note: { action: `${action}.removed`, detail: {} } };
      });
      changed();
    },
    onChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What was stored and reads no more counts as not set up. */
async function find<Settings>(
  db: Kysely<Tables>,
  { key, settings, sealedAs }: Place<Settings>,
): Promise<Kept<Settings> | null> {
  const stored = await readSetting(db, key, record);
  const parsed = settings.safeParse(stored);
  const sealed = sealedSecret.safeParse(stored?.[sealedAs]);
  return parsed.success && sealed.success ? { settings: parsed.data, sealed: sealed.data } : null;
}
