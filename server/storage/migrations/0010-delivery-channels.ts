import { type Kysely, sql } from 'kysely';
import type { Engine } from '../engine.ts';
import { insideItsKey, type MigrationFor } from './columns.ts';

type Db = Kysely<unknown>;

/** What the dispatcher notes beside each delivery, and which channels pause. */
export const deliveryChannels: MigrationFor = (engine) => ({
  up: async (db: Db) => {
    await addColumns(db);
    await replaceIndexes(db);
    await createChannels(db, engine);
  },
});

async function addColumns(db: Db): Promise<void> {
  const table = () => db.schema.alterTable('delivery');
  await table().addColumn('turn', 'integer').execute();
  await table()
    .addColumn('ambiguous', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await table().addColumn('give_up_at', 'bigint').execute();
  await table().addColumn('sweep_at', 'bigint').execute();
}

/** Each holds only the rows of one question, so that finding work costs the same however many rows wait or are done. */
async function replaceIndexes(db: Db): Promise<void> {
  await db.schema.dropIndex('delivery_lane').execute();
  await db.schema.dropIndex('delivery_due').execute();
  const index = (name: string, columns: readonly string[], only: string) =>
    db.schema
      .createIndex(name)
      .on('delivery')
      .columns([...columns])
      .where(sql.raw<boolean>(only))
      .execute();
  const due = ['channel', 'not_before', 'position'];
  await index('delivery_fresh', due, 'turn is null');
  await index('delivery_head', due, 'turn = 1');
  await index('delivery_placed', ['lane', 'position'], 'turn >= 0');
  await index('delivery_attempting', ['channel', 'position'], 'turn = 2');
  await index('delivery_parked', ['channel', 'position'], `state = 'parked'`);
  const troubled = `state in ('parked', 'unknown') or (state = 'pending' and attempts > 0)`;
  await index('delivery_troubled', ['request_id', 'position'], troubled);
  await index('delivery_sweep', ['sweep_at', 'position'], 'sweep_at is not null');
}

async function createChannels(db: Db, engine: Engine): Promise<void> {
  await db.schema
    .createTable('delivery_channel')
    .addColumn('channel', 'text', (column) => column.primaryKey().notNull())
    .addColumn('paused_at', 'bigint', (column) => column.notNull())
    .addColumn('paused_until', 'bigint', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .$call(insideItsKey(engine))
    .execute();
}
