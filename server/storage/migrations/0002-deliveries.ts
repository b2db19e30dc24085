import { type Kysely, sql } from 'kysely';
import type { Engine } from '../engine.ts';
import { counting, insideItsKey, wholeKey, type MigrationFor } from './columns.ts';

type Db = Kysely<unknown>;

/** What must be told outside, who did what, the connected accounts, and who may run what only one may run. */
export const deliveries: MigrationFor = (engine) => ({
  up: async (db: Db) => {
    await createDeliveries(db, engine);
    await indexDeliveries(db);
    await createAudit(db, engine);
    await createInstallations(db);
    await db.schema
      .createTable('lease')
      .addColumn('name', 'text', (column) => column.primaryKey().notNull())
      .addColumn('owner', 'text', (column) => column.notNull())
      .addColumn('until', 'bigint', (column) => column.notNull())
      .$call(insideItsKey(engine))
      .execute();
  },
});

async function createDeliveries(db: Db, engine: Engine): Promise<void> {
  await db.schema
    .createTable('delivery')
    .addColumn('position', wholeKey(engine), counting(engine))
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('installation_id', 'text', (column) => column.notNull())
    .addColumn('request_id', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('lane', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('not_before', 'bigint', (column) => column.notNull())
    .addColumn('attempt_id', 'text')
    .addColumn('attempting_since', 'bigint')
    .addColumn('payload', 'text', (column) => column.notNull())
    .addColumn('merge_key', 'text')
    .addColumn('remote_id', 'text')
    .addColumn('reason', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('done_at', 'bigint')
    .execute();
}

/** The partial indexes stay small however many deliveries are done. */
async function indexDeliveries(db: Db): Promise<void> {
  const unfinished = sql<boolean>`state in ('pending', 'attempting', 'unknown')`;
  const index = (name: string, columns: readonly string[]) =>
    db.schema
      .createIndex(name)
      .on('delivery')
      .columns([...columns]);
  await index('delivery_lane', ['lane', 'position']).where(unfinished).execute();
  await index('delivery_due', ['state', 'not_before', 'position']).where(unfinished).execute();
  await index('delivery_merge', ['merge_key'])
    .where(sql<boolean>`merge_key is not null and state = 'pending' and attempts = 0`)
    .execute();
  await index('delivery_request', ['request_id', 'position']).execute();
  await index('delivery_state', ['state', 'position']).execute();
}

async function createAudit(db: Db, engine: Engine): Promise<void> {
  await db.schema
    .createTable('audit')
    .addColumn('id', wholeKey(engine), counting(engine))
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('installation_id', 'text')
    .addColumn('request_id', 'text')
    .addColumn('detail', 'text', (column) => column.notNull())
    .addColumn('seal_seq', 'bigint')
    .addColumn('hash', 'text')
    .execute();
  const index = (name: string, columns: readonly string[]) =>
    db.schema
      .createIndex(name)
      .on('audit')
      .columns([...columns]);
  await index('audit_seal', ['seal_seq']).unique().execute();
  await index('audit_unsealed', ['id']).where(sql.ref('seal_seq'), 'is', null).execute();
  await index('audit_request', ['request_id', 'id']).execute();
}

async function createInstallations(db: Db): Promise<void> {
  await db.schema
    .createTable('installation')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('help_desk', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('plan', 'text', (column) => column.notNull())
    .addColumn('settings', 'text', (column) => column.notNull())
    .addColumn('sealed_credentials', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('removed_at', 'bigint')
    .execute();
}
