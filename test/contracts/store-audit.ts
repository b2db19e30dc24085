import { hash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { pseudonymiseAudit, removeOldAudit } from '../../server/storage/audit-cleaning.ts';
import { writeSetting } from '../../server/storage/settings.ts';
import type { Store } from '../../server/storage/store.ts';
import { ANNA, BY_ANNA } from '../builders/people.ts';
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

    describe('when a person in it becomes a pseudonym', () => {
      const NOBODY = JSON.stringify({ kind: 'agent', agent: { id: ANNA.id, name: 'Erased person', email: null } });

      it('stays true, and says so in a row of its own', async () => {
        const store = await world.another();
        const [row] = await pseudonymised(store, NOBODY);
        expect(await store.audit.verifyChain()).toEqual({ rows: 10, firstBroken: null });
        const all = JSON.stringify(await store.database.read.selectFrom('audit').selectAll().execute());
        expect(all.split(ANNA.name)).toHaveLength(9);
        expect(row).toMatchObject({ actor: NOBODY, salt: null });
      });

      it('keeps nothing by which a guessed name could be tried', async () => {
        const store = await world.another();
        const [row] = await pseudonymised(store, NOBODY);
        const guesses = ['', null, 'salt'].map((salt) => hash('sha256', JSON.stringify([salt, BY_ANNA, row?.detail])));
        expect(guesses).not.toContain(row?.veil);
        expect(row?.salt).toBeNull();
      });

      it('stays true for rows that were sealed before there were salts', async () => {
        const store = await world.another();
        await append(store, 'request-1', 3);
        await sealAll(store);
        await sealAsBefore(store);
        expect(await store.audit.verifyChain()).toEqual({ rows: 3, firstBroken: null });
        await clean(store, await idsOf(store), NOBODY);
        expect(await store.audit.verifyChain()).toEqual({ rows: 4, firstBroken: null });
      });

      it('shows a row whose veil nobody spoke of', async () => {
        const store = await world.another();
        await append(store, 'request-1', 3);
        await sealAll(store);
        const [id] = await idsOf(store);
        await store.database.write((db) =>
          sql`update audit set veil = 'own-hash', salt = null where id = ${id}`.execute(db),
        );
        expect(await store.audit.verifyChain()).toEqual({ rows: 3, firstBroken: id });
      });

      it('shows a veil that was changed afterwards', async () => {
        const store = await world.another();
        const [row] = await pseudonymised(store, NOBODY);
        await store.database.write((db) => sql`update audit set veil = 'x' where id = ${row?.id}`.execute(db));
        expect((await store.audit.verifyChain()).firstBroken).toBe(row?.id);
      });
    });

    describe('when its oldest rows are removed', () => {
      it('begins later, and still fits', async () => {
        const store = await world.another();
        await append(store, 'request-1', 9);
        await sealAll(store);
        expect(await removeOld(store, 4)).toBe(4);
        expect(await removeOld(store, 3)).toBe(3);
        await sealAll(store);
        expect(await store.audit.verifyChain()).toEqual({ rows: 4, firstBroken: null });
        await append(store, 'request-1', 1);
        await sealAll(store);
        expect(await store.audit.verifyChain()).toEqual({ rows: 5, firstBroken: null });
      });

      it('always keeps its newest sealed row', async () => {
        const store = await world.another();
        await append(store, 'request-1', 2);
        await sealAll(store);
        expect(await removeOld(store, 100)).toBe(1);
        await sealAll(store);
        expect(await store.audit.verifyChain()).toEqual({ rows: 2, firstBroken: null });
      });

      it('shows a removal that no row of it speaks of', async () => {
        const store = await world.another();
        await append(store, 'request-1', 5);
        await sealAll(store);
        const [first] = await store.database.read.selectFrom('audit').selectAll().orderBy('id').execute();
        await store.database.write(async (db) => {
          await db.deleteFrom('audit').where('id', '=', Number(first?.id)).execute();
          await writeSetting(db, 'audit-start', { seq: first?.seal_seq, hash: first?.hash });
        });
        const { firstBroken } = await store.audit.verifyChain();
        expect(firstBroken).toBe((await idsOf(store))[0]);
      });
    });
  });
}

async function pseudonymised(store: Store, actor: string) {
  await append(store, 'request-1', 9);
  await sealAll(store);
  const [id] = await idsOf(store);
  await clean(store, [Number(id)], actor);
  return store.database.read.selectFrom('audit').selectAll().where('id', '=', Number(id)).execute();
}

async function clean(store: Store, ids: readonly number[], actor: string): Promise<void> {
  const rows = ids.map((id) => ({ id, actor, detail: '{"note":"„quoted“"}' }));
  await store.database.writeSession((unit) => pseudonymiseAudit(unit, rows, at('10:00')));
  await sealAll(store);
}

async function removeOld(store: Store, limit: number): Promise<number> {
  return store.database.writeSession((unit) => removeOldAudit(unit, at('09:30'), limit, at('12:00')));
}

async function idsOf(store: Store): Promise<readonly number[]> {
  return (await store.database.read.selectFrom('audit').select('id').orderBy('id').execute()).map(({ id }) => id);
}

/** Seals all rows anew as the first version did: without salts. */
async function sealAsBefore(store: Store): Promise<void> {
  const rows = await store.database.read.selectFrom('audit').selectAll().orderBy('id').execute();
  let before = '';
  for (const row of rows) {
    const content = [
      row.seal_seq,
      before,
      row.at,
      row.actor,
      row.action,
      row.installation_id,
      row.request_id,
      row.detail,
    ];
    before = hash('sha256', JSON.stringify(content));
    const link = { seq: Number(row.seal_seq), hash: before };
    await store.database.writeSession(async (unit) => {
      await unit.db.updateTable('audit').set({ salt: null, hash: before }).where('id', '=', row.id).execute();
      unit.chainHead?.advance(link);
    });
  }
}

async function append(store: Store, requestId: string, count: number): Promise<void> {
  const entry = { at: at('09:00'), actor: BY_ANNA, installationId: null, requestId, detail: '{"note":"„quoted“"}' };
  const entries = Array.from({ length: count }, (_, n) => ({ ...entry, action: `tried.${n}` }));
  await store.unitOfWork.run((stores) => stores.audit.append(entries));
}

async function sealAll(store: Store): Promise<void> {
  while ((await store.audit.seal(100)) > 0);
}
