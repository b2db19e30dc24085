import type { Kysely } from 'kysely';
import type { MigrationFor } from './columns.ts';

type Accounts = { readonly installation: { id: string; settings: string } };

/** SMS stood among the ways of every account while it was on; that it is on is said in its own setting alone. */
export const chosenWays: MigrationFor = () => ({
  up: async (db: Kysely<Accounts>) => {
    for (const { id, settings } of await db.selectFrom('installation').select(['id', 'settings']).execute()) {
      const chosen = withoutSms(settings);
      if (chosen !== null)
        await db.updateTable('installation').set({ settings: chosen }).where('id', '=', id).execute();
    }
  },
});

/** Null where nothing is to be changed. */
function withoutSms(text: string): string | null {
  const settings = JSON.parse(text) as { readonly lifecycle?: { readonly channels?: readonly string[] } };
  const channels = settings.lifecycle?.channels;
  if (channels === undefined || !channels.includes('sms')) return null;
  const lifecycle = { ...settings.lifecycle, channels: channels.filter((channel) => channel !== 'sms') };
  return JSON.stringify({ ...settings, lifecycle });
}
