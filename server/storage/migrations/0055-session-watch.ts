import type { Kysely } from 'kysely';
import type { MigrationFor } from './columns.ts';

/** Accounts of the remote tool, the agents' devices there, which requests are watched, and the sessions that were seen. */
export const sessionWatch: MigrationFor = () => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('remote_account')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('installation_id', 'text')
      .addColumn('address', 'text', (column) => column.notNull())
      .addColumn('license_id', 'text', (column) => column.notNull())
      .addColumn('sealed_password', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('asked_at', 'bigint')
      .addColumn('trouble', 'text')
      .addColumn('trouble_since', 'bigint')
      .execute();
    await db.schema
      .createTable('person_device')
      .addColumn('address', 'text', (column) => column.primaryKey())
      .addColumn('person_id', 'text', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('person_device_person').on('person_device').column('person_id').execute();
    await db.schema
      .createTable('session_watch')
      .addColumn('request_id', 'text', (column) => column.primaryKey())
      .addColumn('installation_id', 'text', (column) => column.notNull())
      .addColumn('agent', 'text', (column) => column.notNull())
      .addColumn('address', 'text', (column) => column.notNull())
      .addColumn('launched_at', 'bigint', (column) => column.notNull())
      .addColumn('void_at', 'bigint')
      .execute();
    await createRemoteSession(db);
  },
});

async function createRemoteSession(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('remote_session')
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('session_id', 'text', (column) => column.notNull())
    .addColumn('from_addresses', 'text', (column) => column.notNull())
    .addColumn('to_addresses', 'text', (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('is_over', 'integer', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('comment', 'text', (column) => column.notNull())
    .addColumn('standing', 'text', (column) => column.notNull())
    .addColumn('request_id', 'text')
    .addColumn('because', 'text')
    .addColumn('suggested', 'text', (column) => column.notNull())
    .addColumn('is_told', 'integer', (column) => column.notNull())
    .addColumn('close_asked_at', 'bigint')
    .addColumn('first_seen_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('remote_session_key', ['account_id', 'session_id'])
    .execute();
  await db.schema.createIndex('remote_session_request').on('remote_session').column('request_id').execute();
  await db.schema
    .createIndex('remote_session_standing')
    .on('remote_session')
    .columns(['standing', 'started_at'])
    .execute();
}
