import type { Kysely } from 'kysely';
import type { MigrationFor } from './columns.ts';

/** Whether an account's own ring is heard, for its admin. */
export const panelInboxBell: MigrationFor = () => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('panel_inbox').addColumn('bell_heard', 'integer').execute();
    await db.schema.alterTable('panel_inbox').addColumn('bell_because', 'text').execute();
    await db.schema.alterTable('panel_inbox').addColumn('bell_since', 'bigint').execute();
  },
});
