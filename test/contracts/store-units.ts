import { describe, expect, it } from '@jest/globals';
import type { AuditEntry } from '../../core/ports/stores.ts';
import type { Store } from '../../server/storage/store.ts';
import { event } from '../builders/events.ts';
import { BY_ANNA } from '../builders/people.ts';
import { at } from '../builders/times.ts';
import { aRequest, afterwards } from '../builders/a-request.ts';
import { aDelivery, change, fresh, given, saveNew, type StoreUnderTest } from './store-world.ts';

class Boom extends Error {
  readonly code = 'boom';
}

/** Units of work: all or nothing, each for itself. */
export function unitsOfWork(world: StoreUnderTest): void {
  describe('a unit of work', () => {
    it('answers with what the work returned, once it can be read', async () => {
      const { request } = await given(world.store);
      const stored = await world.store.requests.find(request.id);
      expect(stored).toEqual({ request, recipientSeenAt: null, activeKey: null });
    });

    it('leaves nothing behind when it throws, and hands on the very error', async () => {
      const boom = new Boom('no');
      const id = fresh('request');
      const deliveryId = fresh('delivery');
      const work = world.store.unitOfWork.run(async (stores) => {
        await saveNew(stores, { id });
        await stores.deliveries.enqueue([aDelivery({ id: deliveryId })], at('09:00'));
        await stores.audit.append([auditEntry(id)]);
        await stores.commands.remember({ scope: id, commandId: 'c', bodyHash: 'h', answer: '{}', at: 1 });
        throw boom;
      });
      await expect(work).rejects.toBe(boom);
      expect(await world.store.requests.find(id)).toBeNull();
      expect(await deliveriesWithId(world.store, deliveryId)).toEqual([]);
      expect((await auditOf(world.store, id)).items).toEqual([]);
      expect(await world.store.unitOfWork.run((stores) => stores.commands.recall(id, 'c'))).toBeNull();
    });

    it('that fails does not touch the units running at the same time', async () => {
      const ids = Array.from({ length: 100 }, () => fresh('request'));
      const outcomes = await Promise.allSettled(
        ids.map((id, index) =>
          world.store.unitOfWork.run(async (stores) => {
            await saveNew(stores, { id });
            await stores.audit.append([auditEntry(id)]);
            if (index % 3 === 1) throw new Boom('every third');
          }),
        ),
      );
      const found = await Promise.all(ids.map((id) => world.store.requests.find(id)));
      expect(found.map((stored) => stored !== null)).toEqual(outcomes.map(({ status }) => status === 'fulfilled'));
      expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(33);
      while ((await world.store.audit.seal(200)) > 0);
      expect((await world.store.audit.verifyChain()).firstBroken).toBeNull();
    });

    it('sees its own writes while nobody else does', async () => {
      const id = fresh('request');
      await world.store.unitOfWork.run(async (stores) => {
        await saveNew(stores, { id });
        expect(await stores.requests.find(id)).not.toBeNull();
        expect(await world.store.requests.find(id)).toBeNull();
      });
      expect(await world.store.requests.find(id)).not.toBeNull();
    });

    it('gives every request a number of its own, however many ask at once', async () => {
      const numbers = await Promise.all(
        Array.from({ length: 80 }, () => world.store.unitOfWork.run((stores) => stores.requests.nextNumber())),
      );
      expect(new Set(numbers).size).toBe(80);
      expect(numbers.filter((number) => !/^RS-\d{6}$/.test(number))).toEqual([]);
    });
  });

  describe('two changes decided on the same version', () => {
    it('are not both stored: one wins, the other is told so and leaves nothing', async () => {
      const before = await given(world.store);
      const joined = afterwards(before.request, before.events, event('recipient-joined', at('09:05')));
      const closed = afterwards(before.request, before.events, event('request-closed', at('09:05')));
      const saved = await Promise.all(
        [joined, closed].map((after) =>
          world.store.unitOfWork.run((stores) => stores.requests.save(change(before, after))),
        ),
      );
      expect(saved.filter(Boolean)).toHaveLength(1);
      const winner = saved[0] === true ? joined : closed;
      expect((await world.store.requests.find(before.request.id))?.request).toEqual(winner.request);
      const log = await world.store.requests.events(before.request.id, 0);
      expect(log.map((logged) => logged.event)).toEqual([...before.events, ...winner.events]);
    });

    it('are refused when the request was never stored', async () => {
      const unknown = aRequest({ id: fresh('request'), number: 'RS-900001' });
      const after = afterwards(unknown.request, unknown.events, event('recipient-joined', at('09:05')));
      const saved = await world.store.unitOfWork.run((stores) => stores.requests.save(change(unknown, after)));
      expect(saved).toBe(false);
    });

    it('cannot make the same request twice', async () => {
      const first = await given(world.store);
      const again = world.store.unitOfWork.run((stores) =>
        stores.requests.save({ ...first, expectedVersion: 0, activeKey: null, dueAt: null }),
      );
      expect(await again).toBe(false);
    });
  });
}

function auditEntry(requestId: string): AuditEntry {
  return { at: at('09:00'), actor: BY_ANNA, action: 'request.tried', installationId: 'acme', requestId, detail: '{}' };
}

function auditOf(store: Store, requestId: string) {
  return store.audit.list({ page: { cursor: null, limit: 10 }, requestId });
}

function deliveriesWithId(store: Store, id: string) {
  return store.database.read.selectFrom('delivery').select('id').where('id', '=', id).execute();
}
