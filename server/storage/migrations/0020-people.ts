import type { Kysely } from 'kysely';
import type { Engine } from '../engine.ts';
import { insideItsKey, type MigrationFor } from './columns.ts';

type Db = Kysely<unknown>;

/** People, their queues and sign-ins, the links and secrets that let somebody in, and what an admin has set. */
export const people: MigrationFor = (engine) => ({
  up: async (db: Db) => {
    await createPeople(db, engine);
    await createQueues(db, engine);
    await createSignIns(db, engine);
    await createSecrets(db);
    await createSettings(db, engine);
  },
});

async function createPeople(db: Db, engine: Engine): Promise<void> {
  await db.schema
    .createTable('person')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('email', 'text', (column) => column.notNull().unique())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('password_hash', 'text')
    .addColumn('language', 'text')
    .addColumn('time_zone', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('disabled_at', 'bigint')
    .execute();
  await db.schema
    .createTable('one_time_link')
    .addColumn('token_hash', 'text', (column) => column.primaryKey().notNull())
    .addColumn('purpose', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.references('person.id').onDelete('cascade'))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('used_at', 'bigint')
    .$call(insideItsKey(engine))
    .execute();
}

async function createQueues(db: Db, engine: Engine): Promise<void> {
  await db.schema
    .createTable('queue')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('installation_id', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('removed_at', 'bigint')
    .execute();
  await db.schema
    .createTable('queue_member')
    .addColumn('queue_id', 'text', (column) => column.notNull().references('queue.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('queue_member_pk', ['queue_id', 'person_id'])
    .$call(insideItsKey(engine))
    .execute();
  await db.schema.createIndex('queue_member_person').on('queue_member').columns(['person_id', 'queue_id']).execute();
}

async function createSignIns(db: Db, engine: Engine): Promise<void> {
  await db.schema
    .createTable('sign_in')
    .addColumn('token_hash', 'text', (column) => column.primaryKey().notNull())
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id').onDelete('cascade'))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('seen_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .$call(insideItsKey(engine))
    .execute();
  await db.schema.createIndex('sign_in_person').on('sign_in').column('person_id').execute();
  await db.schema.createIndex('sign_in_expires').on('sign_in').column('expires_at').execute();
  await db.schema
    .createTable('sign_in_failure')
    .addColumn('key', 'text', (column) => column.primaryKey().notNull())
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addColumn('last_at', 'bigint', (column) => column.notNull())
    .addColumn('blocked_until', 'bigint', (column) => column.notNull())
    .$call(insideItsKey(engine))
    .execute();
  await db.schema.createIndex('sign_in_failure_last').on('sign_in_failure').column('last_at').execute();
}

async function createSecrets(db: Db): Promise<void> {
  await db.schema
    .createTable('install_secret')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('installation_id', 'text', (column) => column.notNull())
    .addColumn('purpose', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull().unique())
    .addColumn('sealed', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('revoked_at', 'bigint')
    .execute();
  await db.schema
    .createIndex('install_secret_installation')
    .on('install_secret')
    .columns(['installation_id', 'purpose', 'created_at'])
    .execute();
}

async function createSettings(db: Db, engine: Engine): Promise<void> {
  await db.schema
    .createTable('setting')
    .addColumn('key', 'text', (column) => column.primaryKey().notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .$call(insideItsKey(engine))
    .execute();
  await db.schema
    .createTable('webhook_endpoint')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('installation_id', 'text')
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('sealed_secrets', 'text', (column) => column.notNull())
    .addColumn('event_types', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('disabled_at', 'bigint')
    .addColumn('reason', 'text')
    .execute();
}
