import { createPostgresDatabase, postgresIsThere } from '../../../test/setup/postgres-database.ts';
import { sqliteFolder } from '../../../test/setup/sqlite-folder.ts';
import { deliveriesContract } from '../../../test/deliveries/deliveries-contract.ts';
import { openStore } from '../../storage/open-store.ts';

deliveriesContract('SQLite', async () => {
  const folder = sqliteFolder();
  const store = await openStore({ databaseUrl: null, dataDir: folder.path });
  return {
    store,
    end: async () => {
      await store.close();
      folder.remove();
    },
  };
});

if (postgresIsThere()) {
  deliveriesContract('PostgreSQL', async () => {
    const database = await createPostgresDatabase();
    const store = await openStore({ databaseUrl: database.url, dataDir: '' });
    return {
      store,
      end: async () => {
        await store.close();
        await database.drop();
      },
    };
  });
}
