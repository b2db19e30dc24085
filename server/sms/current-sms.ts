import type { SmsCall, SmsNews, SmsSender } from '../../core/ports/sms.ts';
import type { SmsSettings, SmsSettingsStore } from './sms-settings.ts';

/** What speaks to the SMS service with these settings. */
export type SmsAdapter = {
  senderFor(settings: SmsSettings): SmsSender;
  readCall(settings: SmsSettings, call: SmsCall): SmsNews | 'nothing' | null;
};

/** The SMS service as it is set up now. Null: it is not. */
export type CurrentSms = () => Promise<{ readonly settings: SmsSettings; readonly sender: SmsSender } | null>;

export function createCurrentSms(store: Pick<SmsSettingsStore, 'read'>, adapter: SmsAdapter): CurrentSms {
  let kept: { readonly of: string; readonly sender: SmsSender } | null = null;
  return async () => {
    const settings = await store.read();
    if (settings === null) return null;
    const of = JSON.stringify(settings);
    if (kept?.of !== of) kept = { of, sender: adapter.senderFor(settings) };
    return { settings, sender: kept.sender };
  };
}
