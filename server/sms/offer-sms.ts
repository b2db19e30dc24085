import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { InstallationSettings } from '../../core/ports/installation.ts';
import { CHANNELS } from '../../core/session-request/values.ts';
import { readSetting } from '../storage/settings.ts';
import { readSettings } from '../storage/stored-json.ts';
import type { Tables } from '../storage/tables.ts';

const switchOnly = z.object({ isOn: z.boolean() });

/** Adds SMS to the ways of every account, or takes it away, in whichever transaction `db` is. */
export async function offerSms(db: Kysely<Tables>, isOn: boolean): Promise<void> {
  const rows = await db.selectFrom('installation').select(['id', 'settings']).execute();
  for (const { id, settings } of rows) {
    const changed = JSON.stringify(withSms(readSettings(settings), isOn));
    await db.updateTable('installation').set({ settings: changed }).where('id', '=', id).execute();
  }
}

/** The settings of an account with the ways by which links can be sent now. */
export async function withWaysOfNow(db: Kysely<Tables>, settings: InstallationSettings): Promise<InstallationSettings> {
  const sms = await readSetting(db, 'sms', switchOnly);
  return withSms(settings, sms?.isOn ?? false);
}

function withSms(settings: InstallationSettings, isOn: boolean): InstallationSettings {
  const before = settings.lifecycle.channels;
  const channels = CHANNELS.filter((channel) => (channel === 'sms' ? isOn : before.includes(channel)));
  return { ...settings, lifecycle: { ...settings.lifecycle, channels } };
}
