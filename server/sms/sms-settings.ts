import { z } from 'zod';
import type { Person } from '../../core/people/rights.ts';
import { createSecretSetting, type SecretSetting } from '../secrets/secret-setting.ts';
import type { Vault } from '../secrets/vault.ts';
import type { AuditedWrite } from '../storage/audited-write.ts';
import type { Database } from '../storage/database.ts';
import { SMS_SETTING } from '../storage/offered-ways.ts';

/** How text messages leave, and where their limits are. */
export type SmsSettings = {
  readonly accountSid: string;
  readonly authToken: string;
  /** An own number, or the id of a messaging service. */
  readonly sender: string;
  /** Another region's address; null: the usual one. */
  readonly apiUrl: string | null;
  /** False: nothing is sent, whatever else is set. */
  readonly isOn: boolean;
  /** ISO 3166 code: numbers without a country code are read as this country's. */
  readonly defaultCountry: string;
  /** Countries that may be sent to; the default one is always among them. */
  readonly countries: readonly string[];
  readonly mostPerHour: number;
  readonly mostPerDay: number;
};

/** The settings as a page may show them. */
export type ShownSmsSettings = Omit<SmsSettings, 'authToken'>;

/** Nothing goes to a country that no admin has named. */
export function maySendTo({ defaultCountry, countries }: ShownSmsSettings, country: string): boolean {
  return country === defaultCountry || countries.includes(country);
}

export type SmsSettingsStore = Pick<SecretSetting<unknown>, 'remove' | 'onChanged'> & {
  /** With the token in clear. Null: SMS is not set up. */
  read(): Promise<SmsSettings | null>;
  shown(): Promise<ShownSmsSettings | null>;
  /** `authToken` undefined keeps the stored one. Every account offers SMS from the same moment, or does so no longer. */
  save(by: Person, settings: ShownSmsSettings, authToken: string | undefined): Promise<void>;
};

const settings: z.ZodType<ShownSmsSettings> = z.object({
  accountSid: z.string(),
  sender: z.string(),
  apiUrl: z.string().nullable(),
  isOn: z.boolean(),
  defaultCountry: z.string(),
  countries: z.array(z.string()),
  mostPerHour: z.number(),
  mostPerDay: z.number(),
});

export function createSmsSettings(database: Database, audited: AuditedWrite, vault: Vault): SmsSettingsStore {
  const parts = { database, audited, vault };
  const kept = createSecretSetting(parts, { key: SMS_SETTING, action: 'sms', settings, sealedAs: 'sealedToken' });
  return {
    read: async () => {
      const found = await kept.read();
      return found === null || found.secret === null ? null : { ...found.settings, authToken: found.secret };
    },
    shown: async () => (await kept.shown())?.settings ?? null,
    save: async (by, changed, authToken) => {
      const hasToken = authToken !== undefined || (await kept.shown())?.hasSecret === true;
      if (!hasToken) throw new Error('there is no stored token to keep');
      await kept.save(by, changed, authToken, { ...changed, tokenChanged: authToken !== undefined });
    },
    remove: (by) => kept.remove(by),
    onChanged: (listener) => kept.onChanged(listener),
  };
}
