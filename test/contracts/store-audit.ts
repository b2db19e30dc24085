import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { Store } from '../../server/storage/store.ts';
import { BY_ANNA } from '../builders/people.ts';
import { at } from '../builders/times.ts';
import { fresh, type StoreUnderTest } from './store-world.ts';

/** The audit log and its hash chain. */
export function auditLog(world: StoreUnderTest): void {
  describe('the audit log', () => {
    it('lists its rows newest first, page by page, of one request or of all', async () => {
      const requestId = fresh('request');
      await append(world.store, requestId, 5);
      await sealAll(world.store);
      const first = await world.store.audit.list({ page: { cursor: null, limit: 3 }, requestId });
      const second = await world.store.audit.list({ page: { cursor: first.next, limit: 3 }, requestId });
      const actions = [...first.items, ...second.items].map(({ action }) => action);
      expect(actions).toEqual(['tried.4', 'tried.3', 'tried.2', 'tried.1', 'tried.0']);
      expect(second.next).toBeNull();
      expect(first.items[0]).toMatchObject({ requestId, sealed: true, actor: JSON.stringify(BY_ANNA) });
      const all = await world.store.audit.list({ page: { cursor: null, limit: 1 }, requestId: null });
      expect(all.items).toEqual([first.items[0]]);
    });

    it('is sealed into one chain that fits, however many write at once', async () => {
      const store = await world.another();
      await Promise.all(Array.from({ length: 30 }, () => append(store, fresh('request'), 3)));
      await sealAll(store);
      expect(await store.audit.verifyChain()).toEqual({ rows: 90, firstBroken: null });
    });

    it('is sealed once when two sealers work at the same time', async () => {
      const store = await world.another();
      await append(store, fresh('request'), 40);
      await Promise.all([store.audit.seal(25), store.audit.seal(25), store.audit.seal(25)]);
      await sealAll(store);
      expect(await store.audit.verifyChain()).toEqual({ rows: 40, firstBroken: null });
    });

    it.each([
      ['what a row says was changed', sql`update audit set detail = '{}' where action = 'tried.4'`, 'tried.4'],
      ['who did it was changed', sql`update audit set actor = '{"kind":"system"}' where action = 'tried.4'`, 'tried.4'],
      ['when it was done was changed', sql`update audit set at = at + 1 where action = 'tried.4'`, 'tried.4'],
      ['a row was removed', sql`delete from audit where action = 'tried.4'`, 'tried.5'],
      [
        'a row and its place were removed',
        sql`update audit set seal_seq = null, hash = null where action = 'tried.4'`,
        'tried.5',
      ],
    ])('shows where the chain breaks when %s', async (_, tampering, broken) => {
      const store = await world.another();
      await append(store, 'request-1', 9);
      await sealAll(store);
      await store.database.write((db) => tampering.execute(db));
      const { rows, firstBroken } = await store.audit.verifyChain();
      const { items } = await store.audit.list({ page: { cursor: null, limit: 20 }, requestId: null });
      expect(items.find(({ id }) => id === firstBroken)?.action).toBe(broken);
      expect(rows).toBe(4);
    });
  });
}

async function append(store: Store, requestId: string, count: number): Promise<void> {
  const entry = { at: at('09:00'), actor: BY_ANNA, installationId: null, requestId, detail: '{"note":"„quoted“"}' };
  const entries = Array.from({ length: count }, (_, n) => ({ ...entry, action: `tried.${n}` }));
  await store.unitOfWork.run((stores) => stores.audit.append(entries));
}

async function sealAll(store: Store): Promise<void> {
  while ((await store.audit.seal(100)) > 0);
}
