import type { Kysely } from 'kysely';
import type { MigrationFor } from './columns.ts';

/** Agents who sign in with their help desk account: by which app, and who is signed in now. */
export const orgSignIn: MigrationFor = () => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('org_client')
      .addColumn('installation_id', 'text', (column) => column.primaryKey())
      .addColumn('client_id', 'text', (column) => column.notNull())
      .addColumn('sealed_secret', 'text', (column) => column.notNull())
      .addColumn('hours', 'integer', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('org_sign_in')
      .addColumn('token_hash', 'text', (column) => column.primaryKey())
      .addColumn('installation_id', 'text', (column) => column.notNull())
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('agent_id', 'text', (column) => column.notNull())
      .addColumn('agent_name', 'text', (column) => column.notNull())
      .addColumn('agent_email', 'text')
      .addColumn('signed_in_at', 'bigint', (column) => column.notNull())
      .addColumn('seen_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('org_sign_in_agent')
      .on('org_sign_in')
      .columns(['installation_id', 'agent_id'])
      .execute();
    await db.schema.createIndex('org_sign_in_end').on('org_sign_in').column('expires_at').execute();
  },
});
