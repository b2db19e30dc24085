import type { Kysely } from 'kysely';
import { insideItsKey, type MigrationFor } from './columns.ts';

/** What decides who may see a ticket: the ticket's group and agent, and how far each agent of the help desk may look. */
export const ticketFacts: MigrationFor = (engine) => ({
  up: async (db: Kysely<unknown>) => {
    // One column a statement: SQLite adds no more at once.
    await db.schema.alterTable('ticket_seen').addColumn('group_id', 'text').execute();
    await db.schema.alterTable('ticket_seen').addColumn('agent_id', 'text').execute();
    await db.schema
      .alterTable('ticket_seen')
      .addColumn('seen_at', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema
      .createTable('agent_scope')
      .addColumn('installation_id', 'text', (column) => column.notNull())
      .addColumn('agent_id', 'text', (column) => column.notNull())
      .addColumn('scope', 'text', (column) => column.notNull())
      .addColumn('seen_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('agent_scope_key', ['installation_id', 'agent_id'])
      .$call(insideItsKey(engine))
      .execute();
  },
});
