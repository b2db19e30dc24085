import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { aRequest } from '../builders/a-request.ts';
import { fresh, given, type StoreUnderTest } from './store-world.ts';

/** What may be stored at all, and that it comes back as it went in. */
export function storedValues(world: StoreUnderTest): void {
  describe('a value', () => {
    it.each([
      ['a Date', new Date(0)],
      ['true', true],
      ['undefined', undefined],
      ['not a number', Number.NaN],
      ['infinity', Number.POSITIVE_INFINITY],
      ['an object', { at: 1 }],
      ['a list', [1]],
    ])('that is %s is refused before it reaches the database', async (_, value) => {
      const name = fresh('lease');
      const write = world.store.database.write((db) =>
        db
          .insertInto('lease')
          .values({ name, owner: sql`${value}`, until: 1 })
          .execute(),
      );
      await expect(write).rejects.toMatchObject({ code: 'parameter-refused' });
      const read = world.store.database.read
        .selectFrom('lease')
        .select('name')
        .where('until', '=', sql<number>`${value}`);
      await expect(read.execute()).rejects.toMatchObject({ code: 'parameter-refused' });
    });

    it('missing from a prepared query is refused, too', async () => {
      const whole = aRequest({ id: fresh('request'), number: 'RS-900002' });
      const save = { ...whole, expectedVersion: 0, activeKey: null, dueAt: undefined as unknown as null };
      const work = world.store.unitOfWork.run((stores) => stores.requests.save(save));
      await expect(work).rejects.toMatchObject({ code: 'parameter-refused' });
    });

    it('of any script, length and sign comes back as it was', async () => {
      const comment = `"'\`;--\\ \n\t\u{1F600} 無法 \u202E \uFFFD %_ ${'x'.repeat(20_000)}`;
      const { request } = await given(world.store, {
        comment,
        recipient: { name: "Robert'); drop table request;--", email: null, phone: null },
      });
      expect((await world.store.requests.find(request.id))?.request).toEqual(request);
    });

    it('as large as a moment in a thousand years is a number on both engines', async () => {
      const dueAt = Date.UTC(3026, 0, 1);
      const { request } = await given(world.store, { dueAt });
      const query = world.store.database.read.selectFrom('request').select('due_at').where('id', '=', request.id);
      expect((await query.executeTakeFirstOrThrow()).due_at).toBe(dueAt);
    });
  });

  describe('a number that the store did not give out', () => {
    it.each(['', 'RS-1', 'SR-000001', 'RS-0000001', 'RS-00000a'])('is refused: %p', async (number) => {
      const made = aRequest({ id: fresh('request'), number });
      const work = world.store.unitOfWork.run((stores) =>
        stores.requests.save({ ...made, expectedVersion: 0, activeKey: null, dueAt: null }),
      );
      await expect(work).rejects.toMatchObject({ code: 'number-unreadable' });
    });
  });

  describe('a damaged row', () => {
    it.each(['', 'null', '[]', '{}', '{"id":1,"version":1,"status":"Open"}', '{"id":"x","version":1,"status":"Lost"}'])(
      'is a fault with a name, not a half-read request (%p)',
      async (state) => {
        const { request } = await given(world.store, { installationId: fresh('desk') });
        await world.store.database.write((db) =>
          db.updateTable('request').set({ state }).where('id', '=', request.id).execute(),
        );
        await expect(world.store.requests.find(request.id)).rejects.toMatchObject({ code: 'stored-json-unreadable' });
        await world.store.database.write((db) => db.deleteFrom('request').where('id', '=', request.id).execute());
        expect(await world.store.requests.events(request.id, 0)).toEqual([]);
      },
    );
  });
}
