import type { Kysely } from 'kysely';
import type { MigrationFor } from './columns.ts';

/** Audit rows whose personal part can be replaced, and what was erased of whom. */
export const privacy: MigrationFor = () => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('audit').addColumn('salt', 'text').execute();
    await db.schema.alterTable('audit').addColumn('veil', 'text').execute();
    await db.schema
      .createTable('erasure')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('pseudonym', 'text', (column) => column.notNull())
      // Who it is about: only as long as the work goes on.
      .addColumn('sealed_subject', 'text')
      .addColumn('subject_hash', 'text')
      .addColumn('started_by', 'text', (column) => column.notNull())
      .addColumn('started_at', 'bigint', (column) => column.notNull())
      .addColumn('done_at', 'bigint')
      .addColumn('counts', 'text', (column) => column.notNull())
      .addColumn('trouble', 'text')
      .execute();
    await db.schema
      .createIndex('erasure_subject')
      .unique()
      .on('erasure')
      .column('subject_hash')
      .where('subject_hash' as never, 'is not', null)
      .execute();
    await db.schema
      .createTable('erasure_left')
      .addColumn('erasure_id', 'text', (column) => column.notNull().references('erasure.id').onDelete('cascade'))
      .addColumn('request_id', 'text', (column) => column.notNull())
      .addColumn('number', 'text', (column) => column.notNull())
      .addColumn('installation_id', 'text', (column) => column.notNull())
      .addColumn('ticket_id', 'text')
      .addColumn('ticket_number', 'text')
      .addColumn('notes', 'integer', (column) => column.notNull())
      .addColumn('erased_at', 'bigint', (column) => column.notNull())
      .addColumn('settled', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('erasure_left_key', ['erasure_id', 'request_id'])
      .execute();
  },
});
