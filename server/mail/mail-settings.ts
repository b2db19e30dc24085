import { z } from 'zod';
import type { Person } from '../../core/people/rights.ts';
import { createSecretSetting, type SecretSetting } from '../secrets/secret-setting.ts';
import type { Vault } from '../secrets/vault.ts';
import type { Database } from '../storage/database.ts';
import type { AuditedWrite } from '../storage/audited-write.ts';

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

export type MailSettingsStore = Pick<SecretSetting<unknown>, 'remove' | 'onChanged'> & {
  /** For the mailer: with the password in clear. Null: mail is not set up. */
  read(): Promise<MailSettings | null>;
  shown(): Promise<ShownMailSettings | null>;
  /** `password` undefined keeps the stored one. */
  save(by: Person, settings: Omit<MailSettings, 'password'>, password: string | null | undefined): Promise<void>;
};

const settings: z.ZodType<Omit<MailSettings, 'password'>> = z.object({
  host: z.string(),
  port: z.number(),
  security: z.enum(MAIL_SECURITY),
  user: z.string().nullable(),
  fromAddress: z.string(),
  ehloName: z.string().nullable(),
});

export function createMailSettings(database: Database, audited: AuditedWrite, vault: Vault): MailSettingsStore {
  const parts = { database, audited, vault };
  const kept = createSecretSetting(parts, { key: 'mail', action: 'mail', settings, sealedAs: 'sealedPassword' });
  return {
    read: async () => {
      const found = await kept.read();
      return found === null ? null : { ...found.settings, password: found.secret };
    },
    shown: async () => {
      const found = await kept.shown();
      return found === null ? null : { ...found.settings, hasPassword: found.hasSecret };
    },
    save: (by, changed, password) => {
      const { host, port, security, fromAddress } = changed;
      const detail = { host, port, security, fromAddress, passwordChanged: password !== undefined };
      return kept.save(by, changed, password, detail);
    },
    remove: (by) => kept.remove(by),
    onChanged: (listener) => kept.onChanged(listener),
  };
}
