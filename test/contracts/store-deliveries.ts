import { describe, expect, it } from '@jest/globals';
import type { NewDelivery } from '../../core/ports/stores.ts';
import type { Store } from '../../server/storage/store.ts';
import { at, DAY } from '../builders/times.ts';
import { aDelivery, fresh, type StoreUnderTest } from './store-world.ts';

/** What is written with a change: deliveries to outside systems, and the answer to the command. */
export function deliveriesAndCommands(world: StoreUnderTest): void {
  describe('deliveries', () => {
    it('wait in their lane in the order in which they were added', async () => {
      const lane = fresh('lane');
      const [one, two, three] = [aDelivery({ lane }), aDelivery({ lane, notBefore: at('08:00') }), aDelivery({ lane })];
      await enqueue(world.store, one, two);
      await enqueue(world.store, three);
      const rows = await inLane(world.store, lane);
      expect(rows.map(({ id }) => id)).toEqual([one.id, two.id, three.id]);
      expect(rows.map(({ state, attempts }) => ({ state, attempts }))).toEqual(
        rows.map(() => ({ state: 'pending', attempts: 0 })),
      );
    });

    it('with the same merge key become one while it was never attempted', async () => {
      const lane = fresh('lane');
      const mergeKey = fresh('entry');
      const first = aDelivery({ lane, mergeKey, payload: '{"n":1}' });
      await enqueue(
        world.store,
        first,
        aDelivery({ lane }),
        aDelivery({ lane, mergeKey, payload: '{"n":2}', notBefore: at('09:30') }),
      );
      await enqueue(world.store, aDelivery({ lane, mergeKey, payload: '{"n":3}', notBefore: at('09:40') }));
      const rows = await inLane(world.store, lane);
      expect(rows).toHaveLength(2);
      // What one of them must not wait for, none of them waits for.
      expect(rows[0]).toMatchObject({ id: first.id, payload: '{"n":3}', not_before: first.notBefore });
    });

    it('with the same merge key are due when the most urgent of them is', async () => {
      const lane = fresh('lane');
      const mergeKey = fresh('entry');
      await enqueue(world.store, aDelivery({ lane, mergeKey, notBefore: at('09:40') }));
      await enqueue(world.store, aDelivery({ lane, mergeKey, notBefore: at('09:30') }));
      expect(await inLane(world.store, lane)).toMatchObject([{ not_before: at('09:30') }]);
    });

    it.each([
      { state: 'pending', attempts: 1 },
      { state: 'attempting', attempts: 1 },
      { state: 'done', attempts: 1 },
      { state: 'unknown', attempts: 1 },
      { state: 'parked', attempts: 3 },
    ] as const)(
      'with the merge key of one that is $state after $attempts attempts stand beside it',
      async (reached) => {
        const lane = fresh('lane');
        const mergeKey = fresh('entry');
        await enqueue(world.store, aDelivery({ lane, mergeKey, payload: '{"n":1}' }));
        await world.store.database.write((db) =>
          db.updateTable('delivery').set(reached).where('lane', '=', lane).execute(),
        );
        await enqueue(world.store, aDelivery({ lane, mergeKey, payload: '{"n":2}' }));
        expect((await inLane(world.store, lane)).map(({ payload }) => payload)).toEqual(['{"n":1}', '{"n":2}']);
      },
    );
  });

  describe('an answered command', () => {
    const entry = { bodyHash: 'hash', answer: '{"ok":true}', at: at('09:00') };

    it('is recalled by its sender and id, and by nobody else', async () => {
      const scope = fresh('sender');
      await world.store.unitOfWork.run((stores) => stores.commands.remember({ ...entry, scope, commandId: 'one' }));
      const recall = (from: string, id: string) =>
        world.store.unitOfWork.run((stores) => stores.commands.recall(from, id));
      expect(await recall(scope, 'one')).toEqual({ bodyHash: 'hash', answer: '{"ok":true}' });
      expect(await recall(scope, 'two')).toBeNull();
      expect(await recall(fresh('sender'), 'one')).toBeNull();
    });

    it('is answered once although it arrives ten times at once', async () => {
      const scope = fresh('sender');
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          world.store.unitOfWork.run(async ({ commands }) => {
            const known = await commands.recall(scope, 'one');
            if (known !== null) return known.answer;
            await commands.remember({ ...entry, scope, commandId: 'one', answer: String(n) });
            return String(n);
          }),
        ),
      );
      expect(new Set(answers).size).toBe(1);
    });

    it('is forgotten after its time, the oldest first', async () => {
      const scope = fresh('sender');
      await world.store.unitOfWork.run(async ({ commands }) => {
        await commands.remember({ ...entry, scope, commandId: 'oldest', at: at('09:00') - 9 * DAY });
        await commands.remember({ ...entry, scope, commandId: 'old', at: at('09:00') - 8 * DAY });
        await commands.remember({ ...entry, scope, commandId: 'young', at: at('09:00') - 6 * DAY });
      });
      const recall = (id: string) => world.store.unitOfWork.run((stores) => stores.commands.recall(scope, id));
      expect(await world.store.commands.purge(at('09:00') - 7 * DAY, 1)).toBe(1);
      expect(await recall('oldest')).toBeNull();
      expect(await recall('old')).not.toBeNull();
      expect(await world.store.commands.purge(at('09:00') - 7 * DAY, 100)).toBe(1);
      expect(await recall('young')).not.toBeNull();
    });
  });
}

async function enqueue(store: Store, ...deliveries: readonly NewDelivery[]): Promise<void> {
  await store.unitOfWork.run((stores) => stores.deliveries.enqueue(deliveries, at('09:00')));
}

function inLane(store: Store, lane: string) {
  return store.database.read.selectFrom('delivery').selectAll().where('lane', '=', lane).orderBy('position').execute();
}
