import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { aDelivery, NOON } from '../../../test/deliveries/dispatch-world.ts';
import { sqliteFolder } from '../../../test/setup/sqlite-folder.ts';
import { storeOn } from '../../storage/open-store.ts';
import { openSqliteDatabase, type SqliteDatabase } from '../../storage/sqlite/database.ts';
import { type Deliveries, openDeliveries } from './open-deliveries.ts';

const CHANNEL = 'desk:acme';

describe('with many deliveries waiting, a query', () => {
  const folder = sqliteFolder();
  let database: SqliteDatabase;
  let deliveries: Deliveries;

  beforeAll(async () => {
    database = await openSqliteDatabase(join(folder.path, 'plans.db'));
    deliveries = openDeliveries(database);
    const { unitOfWork } = storeOn(database);
    await unitOfWork.run((stores) => stores.deliveries.enqueue([aDelivery({}, NOON), aDelivery({}, NOON)], NOON));
    await useEverything();
  });
  afterAll(async () => {
    await database.close();
    folder.remove();
  });

  async function useEverything(): Promise<void> {
    const { store, reader, resends, sweepQueue, earlier } = deliveries;
    await store.dueChannels(0);
    await store.hasDue(CHANNEL, NOON, 0);
    await store.interrupted(CHANNEL);
    await store.release(CHANNEL, NOON);
    const options = { now: NOON, limit: 4, probeHoldMs: 0, newAttemptId: () => 'attempt', admit: () => true };
    const done = { notBefore: NOON, reason: null, remoteId: 'r', ambiguous: false, attempts: 1, sweepAt: NOON };
    for (const one of await store.claim(CHANNEL, options)) await store.settle(one, { state: 'done', ...done }, NOON);
    await sweepQueue.due(NOON, 10);
    await reader.troubled(['request-1']);
    await reader.doneOf(['request-1'], ['email', 'sms']);
    await reader.list({ requestId: 'request-1', state: null, page: { cursor: null, limit: 10 } });
    await reader.list({ requestId: null, state: 'parked', page: { cursor: null, limit: 10 } });
    await reader.unfinished();
    await resends.resendParked(CHANNEL, NOON, () => null);
    await earlier.remoteId({ requestId: 'request-1', kind: 'scripted', lane: 'lane' });
  }

  function plans(): readonly { readonly sql: string; readonly lines: readonly string[] }[] {
    const { read, write } = database.connections;
    return [read, write].flatMap((connection) =>
      connection
        .statements()
        .filter((sql) => /^(select|update|with)/.test(sql) && sql.includes('delivery'))
        .map((sql) => {
          const rows = connection.all(`explain query plan ${sql}`, []) as readonly { readonly detail: string }[];
          return { sql, lines: rows.map(({ detail }) => detail) };
        }),
    );
  }

  it('reads through no table and sorts nothing', () => {
    const slow = plans().flatMap(({ sql, lines }) =>
      lines
        .filter((line) => /^SCAN (delivery|other)$/.test(line) || line.includes('TEMP B-TREE'))
        .map((line) => `${line}: ${sql}`),
    );
    expect(slow).toEqual([]);
  });

  it('finds due work in an index that holds nothing else', () => {
    const claiming = plans().filter(({ sql }) => sql.includes('"not_before" <=') && sql.includes('limit'));
    expect(claiming.flatMap(({ lines }) => lines).toSorted()).toEqual([
      'SEARCH delivery USING INDEX delivery_fresh (channel=? AND not_before<?)',
      'SEARCH delivery USING INDEX delivery_head (channel=? AND not_before<?)',
    ]);
  });

  it('jumps from channel to channel instead of from delivery to delivery', () => {
    const scanning = plans().find(({ sql }) => sql.startsWith('with recursive'));
    const lines = scanning?.lines.join('\n') ?? '';
    expect(lines).toContain('delivery_head (channel>?)');
    expect(lines).toContain('delivery_fresh (channel>?)');
  });
});
