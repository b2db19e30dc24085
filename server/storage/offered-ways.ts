import type { InstallationSettings } from '../../core/ports/installation.ts';
import { CHANNELS, type Channel } from '../../core/session-request/values.ts';

/** The setting of how text messages leave. Whether they do is said there, once for every account. */
export const SMS_SETTING = 'sms';

/** Settings of an account as they were saved, with the ways by which links can be sent while SMS is on, and while it is not. */
export type SettingsByWay = { readonly withSms: InstallationSettings; readonly withoutSms: InstallationSettings };

export function settingsByWay(saved: InstallationSettings): SettingsByWay {
  const chosen = saved.lifecycle.channels;
  const offering = (ways: (channel: Channel) => boolean): InstallationSettings => ({
    ...saved,
    lifecycle: { ...saved.lifecycle, channels: CHANNELS.filter(ways) },
  });
  return {
    withSms: offering((channel) => channel === 'sms' || chosen.includes(channel)),
    withoutSms: offering((channel) => channel !== 'sms' && chosen.includes(channel)),
  };
}

/** What is saved of settings as they are read. */
export function savedSettings(shown: InstallationSettings): InstallationSettings {
  return settingsByWay(shown).withoutSms;
}

let lastRead = { text: '', isOn: false };

/** Whether the setting, as it is stored, says that text messages are sent. It is read with every command and seldom changes. */
export function isSmsOn(text: string | null): boolean {
  if (text === null) return false;
  if (lastRead.text !== text) lastRead = { text, isOn: readIsOn(text) };
  return lastRead.isOn;
}

function readIsOn(text: string): boolean {
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null && 'isOn' in value && value.isOn === true;
}
