import { describe, expect, it } from '@jest/globals';
import { anInstallation } from '../../../test/builders/an-installation.ts';
import { openEngine, STORE_ENGINES } from '../../../test/setup/open-engine.ts';
import { CHANNELS } from '../../../core/session-request/values.ts';
import { saveInstallation } from '../installation-store.ts';
import { chosenWays } from './0095-chosen-ways.ts';

describe.each(STORE_ENGINES)('An account that was saved while SMS stood among its ways, on %s', (engine) => {
  it('keeps every other word of its settings', async () => {
    const opened = await openEngine(engine);
    const { database } = opened.store;
    const settingsOf = async (id: string) => {
      const row = database.read.selectFrom('installation').select('settings').where('id', '=', id);
      return JSON.parse((await row.executeTakeFirstOrThrow()).settings) as unknown;
    };
    try {
      const [old, own] = [anInstallation({ id: 'old' }), anInstallation({ id: 'own' })];
      const account = { address: 'a', plan: 'pro', sealedCredentials: null, createdAt: 1 };
      await database.write(async (db) => {
        for (const installation of [old, own]) await saveInstallation(db, { ...account, installation });
        const lifecycle = { ...old.settings.lifecycle, channels: CHANNELS };
        const settings = JSON.stringify({ ...old.settings, lifecycle });
        await db.updateTable('installation').set({ settings }).where('id', '=', 'old').execute();
      });
      await database.write((db) => chosenWays(engine).up(db));
      expect(await settingsOf('old')).toEqual(await settingsOf('own'));
      expect(await settingsOf('old')).toEqual(JSON.parse(JSON.stringify(old.settings)));
    } finally {
      await opened.end();
    }
  });
});
