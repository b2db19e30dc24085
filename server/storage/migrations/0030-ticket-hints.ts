import type { Kysely } from 'kysely';
import { insideItsKey, type MigrationFor } from './columns.ts';

/** Tickets that somebody said have changed, to be fetched again. */
export const ticketHints: MigrationFor = (engine) => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('ticket_hint')
      .addColumn('installation_id', 'text', (column) => column.notNull())
      .addColumn('ticket_id', 'text', (column) => column.notNull())
      .addColumn('hinted_at', 'bigint', (column) => column.notNull())
      .addColumn('due_at', 'bigint', (column) => column.notNull())
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('ticket_hint_key', ['installation_id', 'ticket_id'])
      .$call(insideItsKey(engine))
      .execute();
    await db.schema.createIndex('ticket_hint_due').on('ticket_hint').column('due_at').execute();
  },
});
