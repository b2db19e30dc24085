import type { Kysely } from 'kysely';
import type { MigrationFor } from './columns.ts';

/** How far we have fetched what panels left in a help desk, and which account it is that answers there. */
export const salesforce: MigrationFor = () => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('panel_inbox')
      .addColumn('installation_id', 'text', (column) => column.primaryKey())
      .addColumn('command_mark', 'text')
      .addColumn('ticket_mark', 'text')
      .addColumn('bell_position', 'text')
      .addColumn('account_id', 'text')
      .addColumn('account_name', 'text')
      .addColumn('is_sandbox', 'integer')
      .addColumn('asked_at', 'bigint')
      .addColumn('rung_at', 'bigint')
      .addColumn('trouble', 'text')
      .execute();
  },
});
