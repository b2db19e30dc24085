import type { Kysely } from 'kysely';
import type { Engine } from '../engine.ts';
import { insideItsKey, type MigrationFor } from './columns.ts';

type Db = Kysely<unknown>;

/** Signing in for the app inside a help desk: its client, what people allowed it, its tokens, and which agent each person is there. */
export const oauth: MigrationFor = (engine) => ({
  up: async (db: Db) => {
    await createClients(db, engine);
    await createCodes(db, engine);
    await createGrants(db, engine);
    await createAgentLinks(db, engine);
  },
});

async function createClients(db: Db, engine: Engine): Promise<void> {
  await db.schema
    .createTable('oauth_client')
    .addColumn('installation_id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('client_id', 'text', (column) => column.notNull().unique())
    .addColumn('redirects', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .$call(insideItsKey(engine))
    .execute();
}

async function createCodes(db: Db, engine: Engine): Promise<void> {
  await db.schema
    .createTable('oauth_code')
    .addColumn('code_hash', 'text', (column) => column.primaryKey().notNull())
    .addColumn('installation_id', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id').onDelete('cascade'))
    .addColumn('redirect', 'text', (column) => column.notNull())
    .addColumn('challenge', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('used_at', 'bigint')
    .addColumn('grant_id', 'text')
    .$call(insideItsKey(engine))
    .execute();
  await db.schema.createIndex('oauth_code_created').on('oauth_code').column('created_at').execute();
  await db.schema.createIndex('oauth_code_person').on('oauth_code').column('person_id').execute();
}

async function createGrants(db: Db, engine: Engine): Promise<void> {
  await db.schema
    .createTable('oauth_grant')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('installation_id', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id').onDelete('cascade'))
    .addColumn('refresh_hash', 'text', (column) => column.notNull())
    .addColumn('previous_hash', 'text')
    .addColumn('renew_salt', 'text')
    .addColumn('renewed_at', 'bigint')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('used_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('revoked_at', 'bigint')
    .execute();
  await db.schema.createIndex('oauth_grant_installation').on('oauth_grant').column('installation_id').execute();
  await db.schema.createIndex('oauth_grant_person').on('oauth_grant').column('person_id').execute();
  await db.schema.createIndex('oauth_grant_expires').on('oauth_grant').column('expires_at').execute();
  await db.schema
    .createTable('oauth_access_token')
    .addColumn('token_hash', 'text', (column) => column.primaryKey().notNull())
    .addColumn('grant_id', 'text', (column) => column.notNull().references('oauth_grant.id').onDelete('cascade'))
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .$call(insideItsKey(engine))
    .execute();
  await db.schema.createIndex('oauth_access_token_grant').on('oauth_access_token').column('grant_id').execute();
}

async function createAgentLinks(db: Db, engine: Engine): Promise<void> {
  await db.schema
    .createTable('agent_link')
    .addColumn('installation_id', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id').onDelete('cascade'))
    .addColumn('agent_id', 'text', (column) => column.notNull())
    .addColumn('agent_name', 'text', (column) => column.notNull())
    .addColumn('confirmed_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('agent_link_pk', ['installation_id', 'person_id'])
    .$call(insideItsKey(engine))
    .execute();
  await db.schema
    .createIndex('agent_link_agent')
    .on('agent_link')
    .columns(['installation_id', 'agent_id'])
    .unique()
    .execute();
  await db.schema.createIndex('agent_link_person').on('agent_link').column('person_id').execute();
}
