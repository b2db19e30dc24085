import { type Kysely, sql } from 'kysely';
import { byteOrderedText, counting, insideItsKey, wholeKey, type MigrationFor } from './columns.ts';
import type { Engine } from '../engine.ts';

type Db = Kysely<unknown>;

/** Requests, their events, what is known of their pages, the words to find them by, answered commands, and tickets as last seen. */
export const requests: MigrationFor = (engine) => ({
  up: async (db: Db) => {
    await createRequests(db, engine);
    await indexRequests(db);
    await createNumbers(db, engine);
    await createEvents(db, engine);
    await createPages(db, engine);
    await createTerms(db, engine);
    await createCommands(db, engine);
    await createTicketMemory(db, engine);
  },
});

async function createRequests(db: Db, engine: Engine): Promise<void> {
  await db.schema
    .createTable('request')
    .addColumn('serial', wholeKey(engine), (column) => column.primaryKey())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('installation_id', 'text', (column) => column.notNull())
    .addColumn('ticket_id', 'text')
    .addColumn('active_key', 'text')
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('listed', 'text', (column) => column.notNull())
    .addColumn('sort_at', 'bigint', (column) => column.notNull())
    .addColumn('queue_id', 'text')
    .addColumn('assignee_agent_id', 'text')
    .addColumn('created_by_agent_id', 'text')
    .addColumn('due_at', 'bigint')
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .execute();
}

async function indexRequests(db: Db): Promise<void> {
  const index = (name: string, columns: readonly string[]) =>
    db.schema
      .createIndex(name)
      .on('request')
      .columns([...columns]);
  await index('request_active_key', ['installation_id', 'active_key'])
    .unique()
    .where(sql.ref('active_key'), 'is not', null)
    .execute();
  await index('request_ticket', ['installation_id', 'ticket_id', 'serial']).execute();
  await index('request_due', ['due_at', 'serial']).where(sql.ref('due_at'), 'is not', null).execute();
  await index('request_listed', ['listed', 'sort_at', 'serial']).execute();
  await index('request_listed_installation', ['installation_id', 'listed', 'sort_at', 'serial']).execute();
  await index('request_listed_queue', ['queue_id', 'listed', 'sort_at', 'serial']).execute();
  await index('request_listed_installation_queue', [
    'installation_id',
    'queue_id',
    'listed',
    'sort_at',
    'serial',
  ]).execute();
  await index('request_listed_assignee', ['assignee_agent_id', 'listed', 'sort_at', 'serial'])
    .where(sql.ref('assignee_agent_id'), 'is not', null)
    .execute();
  await index('request_listed_creator', ['created_by_agent_id', 'listed', 'sort_at', 'serial'])
    .where(sql.ref('created_by_agent_id'), 'is not', null)
    .execute();
}

async function createNumbers(db: Db, engine: Engine): Promise<void> {
  if (engine === 'postgres') {
    // A counter row would make every unit that creates a request wait for the one before it to commit.
    await sql`create sequence request_number`.execute(db);
    return;
  }
  await db.schema
    .createTable('counter')
    .addColumn('name', 'text', (column) => column.primaryKey().notNull())
    .addColumn('value', 'bigint', (column) => column.notNull())
    .$call(insideItsKey(engine))
    .execute();
  await sql`insert into counter (name, value) values ('request_number', 0)`.execute(db);
}

async function createEvents(db: Db, engine: Engine): Promise<void> {
  await db.schema
    .createTable('event')
    .addColumn('position', wholeKey(engine), counting(engine))
    .addColumn('request_id', 'text', (column) => column.notNull().references('request.id').onDelete('cascade'))
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('stored_at', 'bigint', (column) => column.notNull())
    .addColumn('data', 'text', (column) => column.notNull())
    .addUniqueConstraint('event_request_seq', ['request_id', 'seq'])
    .execute();
}

async function createPages(db: Db, engine: Engine): Promise<void> {
  await db.schema
    .createTable('presence')
    .addColumn('request_id', 'text', (column) =>
      column.primaryKey().notNull().references('request.id').onDelete('cascade'),
    )
    .addColumn('seen_at', 'bigint', (column) => column.notNull())
    .$call(insideItsKey(engine))
    .execute();
  await db.schema
    .createTable('link_fetch')
    .addColumn('id', wholeKey(engine), counting(engine))
    .addColumn('request_id', 'text', (column) => column.notNull().references('request.id').onDelete('cascade'))
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('address_hash', 'text', (column) => column.notNull())
    .addColumn('user_agent', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('link_fetch_request').on('link_fetch').columns(['request_id', 'id']).execute();
}

async function createTerms(db: Db, engine: Engine): Promise<void> {
  await db.schema
    .createTable('term')
    .addColumn('serial', 'bigint', (column) => column.notNull().references('request.serial').onDelete('cascade'))
    .addColumn('term', sql`${byteOrderedText(engine)}`, (column) => column.notNull())
    .addPrimaryKeyConstraint('term_pk', ['serial', 'term'])
    .$call(insideItsKey(engine))
    .execute();
  await db.schema.createIndex('term_by_text').on('term').columns(['term', 'serial']).execute();
}

async function createCommands(db: Db, engine: Engine): Promise<void> {
  await db.schema
    .createTable('command')
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('body_hash', 'text', (column) => column.notNull())
    .addColumn('answer', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('command_pk', ['scope', 'id'])
    .$call(insideItsKey(engine))
    .execute();
  await db.schema.createIndex('command_at').on('command').column('at').execute();
}

async function createTicketMemory(db: Db, engine: Engine): Promise<void> {
  await db.schema
    .createTable('ticket_seen')
    .addColumn('installation_id', 'text', (column) => column.notNull())
    .addColumn('ticket_id', 'text', (column) => column.notNull())
    .addColumn('seen', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('ticket_seen_pk', ['installation_id', 'ticket_id'])
    .$call(insideItsKey(engine))
    .execute();
}
