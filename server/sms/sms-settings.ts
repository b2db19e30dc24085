import { z } from 'zod';
import type { Person } from '../../core/people/rights.ts';
import type { Vault } from '../secrets/vault.ts';
import type { AuditedWrite } from '../storage/audited-write.ts';
import type { Database } from '../storage/database.ts';
import { SMS_SETTING } from '../storage/offered-ways.ts';
import { readSetting, removeSetting, writeSetting } from '../storage/settings.ts';

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

export type SmsSettingsStore = {
  /** With the token in clear. Null: SMS is not set up. */
  read(): Promise<SmsSettings | null>;
  shown(): Promise<ShownSmsSettings | null>;
  /** `authToken` undefined keeps the stored one. Every account offers SMS from the same moment, or does so no longer. */
  save(by: Person, settings: ShownSmsSettings, authToken: string | undefined): Promise<void>;
  remove(by: Person): Promise<void>;
  /** `listener` is called after every change, in this process; call the result to stop. */
  onChanged(listener: () => void): () => void;
};

const stored = z.object({
  accountSid: z.string(),
  sealedToken: z.string(),
  sender: z.string(),
  apiUrl: z.string().nullable(),
  isOn: z.boolean(),
  defaultCountry: z.string(),
  countries: z.array(z.string()),
  mostPerHour: z.number(),
  mostPerDay: z.number(),
});

export function createSmsSettings(database: Database, audited: AuditedWrite, vault: Vault): SmsSettingsStore {
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    read: async () => {
      const found = await readSetting(database.read, SMS_SETTING, stored);
      if (found === null) return null;
      const { sealedToken, ...settings } = found;
      return { ...settings, authToken: vault.open(SMS_SETTING, sealedToken) };
    },
    shown: async () => {
      const found = await readSetting(database.read, SMS_SETTING, stored);
      if (found === null) return null;
      const { sealedToken: _, ...settings } = found;
      return settings;
    },
    save: async (by, settings, authToken) => {
      await audited(by, async (db) => {
        const before = authToken === undefined ? await readSetting(db, SMS_SETTING, stored) : null;
        const sealedToken = authToken === undefined ? before?.sealedToken : vault.seal(SMS_SETTING, authToken);
        if (sealedToken === undefined) throw new Error('there is no stored token to keep');
        await writeSetting(db, SMS_SETTING, { ...settings, sealedToken });
        const detail = { ...settings, tokenChanged: authToken !== undefined };
        return { result: null, note: { action: 'sms.changed', detail } };
      });
      changed();
    },
    remove: async (by) => {
      await audited(by, async (db) => {
        await removeSetting(db, SMS_SETTING);
        return { result: null, note: { action: 'sms.removed', detail: {} } };
      });
      changed();
    },
    onChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
