import type { Kysely } from 'kysely';
import type { MigrationFor } from './columns.ts';

/** What was sent by SMS, who wants none, and the short codes that stand for links. */
export const invitations: MigrationFor = () => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('sms_message')
      .addColumn('attempt_id', 'text', (column) => column.primaryKey())
      .addColumn('delivery_id', 'text', (column) => column.notNull())
      .addColumn('request_id', 'text', (column) => column.notNull())
      .addColumn('number_hash', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('remote_id', 'text')
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('because', 'text', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('sms_message_at').on('sms_message').columns(['at', 'number_hash']).execute();
    await db.schema.createIndex('sms_message_delivery').on('sms_message').column('delivery_id').execute();
    await db.schema
      .createTable('sms_stop')
      .addColumn('number_hash', 'text', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('join_code')
      .addColumn('code_hash', 'text', (column) => column.primaryKey())
      .addColumn('request_id', 'text', (column) => column.notNull())
      .addColumn('link_generation', 'integer', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('join_code_request').on('join_code').column('request_id').execute();
  },
});
