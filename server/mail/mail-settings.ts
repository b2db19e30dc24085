import { z } from 'zod';
import type { Person } from '../../core/people/rights.ts';
import type { Vault } from '../secrets/vault.ts';
import type { Database } from '../storage/database.ts';
import type { AuditedWrite } from '../storage/audited-write.ts';
import { readSetting, removeSetting, writeSetting } from '../storage/settings.ts';

export const MAIL_SECURITY = ['starttls', 'tls', 'none'] as const;
export type MailSecurity = (typeof MAIL_SECURITY)[number];

/** How mails leave. `user` null: the server asks for no sign-in. `ehloName` null: this machine's name. */
export type MailSettings = {
  readonly host: string;
  readonly port: number;
  readonly security: MailSecurity;
  readonly user: string | null;
  readonly password: string | null;
  readonly fromAddress: string;
  readonly ehloName: string | null;
};

/** The settings as a page may show them. */
export type ShownMailSettings = Omit<MailSettings, 'password'> & { readonly hasPassword: boolean };

export type MailSettingsStore = {
  /** For the mailer: with the password in clear. Null: mail is not set up. */
  read(): Promise<MailSettings | null>;
  shown(): Promise<ShownMailSettings | null>;
  /** `password` undefined keeps the stored one. */
  save(by: Person, settings: Omit<MailSettings, 'password'>, password: string | null | undefined): Promise<void>;
  remove(by: Person): Promise<void>;
  /** `listener` is called after every change, in this process; call the result to stop. */
  onChanged(listener: () => void): () => void;
};

const KEY = 'mail';

const stored = z.object({
  host: z.string(),
  port: z.number(),
  security: z.enum(MAIL_SECURITY),
  user: z.string().nullable(),
  sealedPassword: z.string().nullable(),
  fromAddress: z.string(),
  ehloName: z.string().nullable(),
});

export function createMailSettings(database: Database, audited: AuditedWrite, vault: Vault): MailSettingsStore {
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    read: async () => {
      const found = await readSetting(database.read, KEY, stored);
      if (found === null) return null;
      const { sealedPassword, ...settings } = found;
      return { ...settings, password: sealedPassword === null ? null : vault.open(KEY, sealedPassword) };
    },
    shown: async () => {
      const found = await readSetting(database.read, KEY, stored);
      if (found === null) return null;
      const { sealedPassword, ...settings } = found;
      return { ...settings, hasPassword: sealedPassword !== null };
    },
    save: async (by, settings, password) => {
      await audited(by, async (db) => {
        const before = password === undefined ? await readSetting(db, KEY, stored) : null;
        const sealedPassword =
          typeof password === 'string' ? vault.seal(KEY, password) : (before?.sealedPassword ?? null);
        await writeSetting(db, KEY, { ...settings, sealedPassword });
        const { host, port, security, fromAddress } = settings;
        const detail = { host, port, security, fromAddress, passwordChanged: password !== undefined };
        return { result: null, note: { action: 'mail.changed', detail } };
      });
      changed();
    },
    remove: async (by) => {
      await audited(by, async (db) => {
        await removeSetting(db, KEY);
        return { result: null, note: { action: 'mail.removed', detail: {} } };
      });
      changed();
    },
    onChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
