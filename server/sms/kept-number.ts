import type { InstallationSettings } from '../../core/ports/installation.ts';
import { phoneNumbers } from './phone-numbers.ts';
import type { SmsSettingsStore } from './sms-settings.ts';

/** A recipient's number as it is kept: as it is dialled from anywhere, or as it was typed where nobody could dial it. */
export type KeptNumber = { readonly phone: string; readonly canBeDialled: boolean };

export type KeepNumber = (settings: Pick<InstallationSettings, 'phoneCountry'>, phone: string) => Promise<KeptNumber>;

/** Numbers without a country code are of the account's own country, or of the one that is set for SMS. */
export function createKeepNumber(sms: Pick<SmsSettingsStore, 'shown'>): KeepNumber {
  return async ({ phoneCountry }, phone) => {
    const country = isInternational(phone) ? '' : (phoneCountry ?? (await sms.shown())?.defaultCountry ?? '');
    const read = (await phoneNumbers()).read(phone, country);
    return read === null ? { phone, canBeDialled: false } : { phone: read.number, canBeDialled: true };
  };
}

function isInternational(phone: string): boolean {
  return /^(\+|00)/.test(phone);
}
