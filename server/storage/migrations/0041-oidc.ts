import type { Kysely } from 'kysely';
import { insideItsKey, type MigrationFor } from './columns.ts';

/** By which account at a sign-in provider a person comes in. */
export const oidc: MigrationFor = (engine) => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('person_identity')
      .addColumn('issuer', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('person_id', 'text', (column) => column.notNull().references('person.id').onDelete('cascade'))
      .addColumn('linked_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('person_identity_key', ['issuer', 'subject'])
      .$call(insideItsKey(engine))
      .execute();
    await db.schema
      .createIndex('person_identity_person')
      .unique()
      .on('person_identity')
      .columns(['person_id', 'issuer'])
      .execute();
  },
});
