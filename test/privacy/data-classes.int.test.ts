import { beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { DATA_CLASSES } from '../../server/privacy/data-classes.ts';
import { REQUEST_PARTS } from '../../server/privacy/request-parts.ts';
import type { Store } from '../../server/storage/store.ts';
import { onBothEngines, type PrivacyWorld, tablesOf } from './privacy-world.ts';

onBothEngines((worldNow) => {
  let world: PrivacyWorld;
  beforeEach(() => {
    world = worldNow();
  });

  describe('Every column of the database', () => {
    it('has a stated class: whoever adds one says what becomes of it when a person is erased', async () => {
      const unstated: string[] = [];
      for (const table of await tablesOf(world.store)) {
        const stated = DATA_CLASSES[table];
        for (const column of await columnsOf(world.store, table)) {
          const known = typeof stated === 'string' || (stated !== undefined && column in stated);
          if (!known) unstated.push(`${table}.${column}`);
        }
      }
      expect(unstated).toEqual([]);
    });

    it('that is stated is there', async () => {
      // What only one engine has.
      const own = ['counter', 'owner', 'kysely_migration', 'kysely_migration_lock'];
      const tables = await tablesOf(world.store);
      const gone = Object.keys(DATA_CLASSES).filter((table) => !tables.includes(table) && !own.includes(table));
      expect(gone).toEqual([]);
      for (const [table, stated] of Object.entries(DATA_CLASSES)) {
        if (typeof stated === 'string') continue;
        expect([table, Object.keys(stated).toSorted()]).toEqual([
          table,
          [...(await columnsOf(world.store, table))].toSorted(),
        ]);
      }
    });

    it('of a table that names a request by its id is read for the export and cleaned by the erasure, or leads to nobody', async () => {
      const parts: readonly string[] = REQUEST_PARTS.map(({ table }) => table);
      const elsewhere = ['event', 'delivery', 'audit', 'erasure_left', 'queue_wait'];
      for (const table of await tablesOf(world.store)) {
        const columns = await columnsOf(world.store, table);
        if (!columns.includes('request_id') || elsewhere.includes(table)) continue;
        expect([table, parts.includes(table)]).toEqual([table, true]);
      }
    });
  });
});

async function columnsOf({ database }: Store, table: string): Promise<readonly string[]> {
  const list =
    database.engine === 'sqlite'
      ? sql<{ name: string }>`select name from pragma_table_info(${table})`
      : sql<{ name: string }>`select column_name as name from information_schema.columns where table_name = ${table}`;
  return (await list.execute(database.read)).rows.map(({ name }) => name);
}
