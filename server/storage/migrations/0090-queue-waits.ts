import type { Kysely } from 'kysely';
import type { MigrationFor } from './columns.ts';

/** How long recipients of a queue waited from allowing until somebody connected. */
export const queueWaits: MigrationFor = () => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('queue_wait')
      .addColumn('request_id', 'text', (column) => column.notNull())
      .addColumn('granted_at', 'bigint', (column) => column.notNull())
      .addColumn('queue_id', 'text', (column) => column.notNull())
      .addColumn('launched_at', 'bigint', (column) => column.notNull())
      .addColumn('wait_ms', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('queue_wait_key', ['request_id', 'granted_at'])
      .execute();
    await db.schema
      .createIndex('queue_wait_latest')
      .on('queue_wait')
      .columns(['queue_id', 'launched_at', 'wait_ms'])
      .execute();
  },
});
