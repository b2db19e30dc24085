import type { Kysely } from 'kysely';
import type { MigrationFor } from './columns.ts';

/** The app inside the help desk: since when it is installed, which one, and when it was last heard of. */
export const appInstall: MigrationFor = () => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('app_install')
      .addColumn('installation_id', 'text', (column) => column.primaryKey())
      .addColumn('version', 'text', (column) => column.notNull())
      .addColumn('protocol', 'integer', (column) => column.notNull())
      .addColumn('account_id', 'text')
      .addColumn('domain', 'text')
      .addColumn('region', 'text')
      .addColumn('installed_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .addColumn('last_event_at', 'bigint')
      .addColumn('uninstalled_at', 'bigint')
      .execute();
  },
});
