import type { Kysely } from 'kysely';
import { counting, insideItsKey, type MigrationFor, wholeKey } from './columns.ts';

/** How agents want to hear of things, when they were last at work, and what waits for their browsers. */
export const agentNotices: MigrationFor = (engine) => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('agent_notice')
      .addColumn('person_id', 'text', (column) => column.primaryKey())
      .addColumn('choice', 'text')
      .addColumn('sealed_chat', 'text')
      .addColumn('chat_host', 'text')
      .addColumn('chat_trouble', 'text')
      .addColumn('away_since', 'bigint')
      .$call(insideItsKey(engine))
      .execute();
    await db.schema
      .createTable('agent_seen')
      .addColumn('person_id', 'text', (column) => column.primaryKey())
      .addColumn('seen_at', 'bigint', (column) => column.notNull())
      .$call(insideItsKey(engine))
      .execute();
    await db.schema
      .createTable('browser_notice')
      .addColumn('position', wholeKey(engine), counting(engine))
      .addColumn('id', 'text', (column) => column.notNull().unique())
      .addColumn('person_id', 'text', (column) => column.notNull())
      .addColumn('request_id', 'text', (column) => column.notNull())
      .addColumn('title', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('language', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('browser_notice_of').on('browser_notice').columns(['person_id', 'position']).execute();
    await db.schema.createIndex('browser_notice_at').on('browser_notice').column('at').execute();
  },
});
