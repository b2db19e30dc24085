import { describe, expect, it } from '@jest/globals';
import { afterwards } from '../builders/a-request.ts';
import { event } from '../builders/events.ts';
import { MAY, OTHER_TICKET, TICKET } from '../builders/people.ts';
import { at } from '../builders/times.ts';
import { change, fresh, given, saveNew, type StoreUnderTest } from './store-world.ts';

const PLACE = `${TICKET.id}\nmay@customer.example`;

/** "One active request per ticket and recipient", and finding a ticket's requests. */
export function placesOnTickets(world: StoreUnderTest): void {
  describe('the place of the one active request', () => {
    it('leads to the request that holds it', async () => {
      const installationId = fresh('desk');
      const { request } = await given(world.store, { installationId, activeKey: PLACE });
      const find = (desk: string, ticketId: string, key: string) =>
        world.store.unitOfWork.run((stores) => stores.requests.findActive(desk, `${ticketId}\n${key}`));
      expect((await find(installationId, TICKET.id, 'may@customer.example'))?.request.id).toBe(request.id);
      expect((await find(installationId, TICKET.id, 'may@customer.example'))?.activeKey).toBe(PLACE);
      expect(await find(installationId, TICKET.id, 'somebody@else.example')).toBeNull();
      expect(await find(installationId, OTHER_TICKET.id, 'may@customer.example')).toBeNull();
      expect(await find(fresh('desk'), TICKET.id, 'may@customer.example')).toBeNull();
    });

    it('is refused to a second request', async () => {
      const installationId = fresh('desk');
      await given(world.store, { installationId, activeKey: PLACE });
      const second = given(world.store, { installationId, activeKey: PLACE });
      await expect(second).rejects.toThrow('a new request was not stored');
    });

    it('goes to one only, when many ask at once', async () => {
      const installationId = fresh('desk');
      const tries = Array.from({ length: 20 }, () => given(world.store, { installationId, activeKey: PLACE }));
      const outcomes = await Promise.allSettled(tries);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    it('is refused to a request that comes back while another holds it', async () => {
      const installationId = fresh('desk');
      const closed = await given(world.store, { installationId, later: [event('request-closed', at('09:30'))] });
      const holder = await given(world.store, { installationId, activeKey: PLACE });
      const reopened = afterwards(closed.request, closed.events, event('request-reopened', at('10:00')));
      const saved = await world.store.unitOfWork.run(async (stores) => {
        await stores.requests.find(closed.request.id);
        return stores.requests.save(change(closed, reopened, { activeKey: PLACE }));
      });
      expect(saved).toBe(false);
      const active = await world.store.unitOfWork.run((stores) =>
        stores.requests.activeOfTicket(installationId, TICKET.id),
      );
      expect(active.map(({ request }) => request.id)).toEqual([holder.request.id]);
    });

    it('is free again once its request is over, also within one unit', async () => {
      const installationId = fresh('desk');
      const first = await given(world.store, { installationId, activeKey: PLACE });
      const closed = afterwards(first.request, first.events, event('request-closed', at('09:30')));
      const second = await world.store.unitOfWork.run(async (stores) => {
        await stores.requests.find(first.request.id);
        await stores.requests.save(change(first, closed));
        return saveNew(stores, { installationId, activeKey: PLACE });
      });
      expect((await world.store.requests.find(second.request.id))?.activeKey).toBe(PLACE);
    });

    it('can be taken by a request that held none, and given up by an active one', async () => {
      const installationId = fresh('desk');
      const { request } = await given(world.store, { installationId });
      for (const activeKey of [PLACE, null, PLACE]) {
        await world.store.unitOfWork.run(async (stores) => {
          await stores.requests.find(request.id);
          await stores.requests.save({ request, events: [], expectedVersion: 1, activeKey, dueAt: null });
        });
        expect((await world.store.requests.find(request.id))?.activeKey).toBe(activeKey);
      }
    });

    it('does not hinder a second request that asks for none', async () => {
      const installationId = fresh('desk');
      await given(world.store, { installationId, activeKey: PLACE });
      const beside = await given(world.store, { installationId });
      expect((await world.store.requests.find(beside.request.id))?.activeKey).toBeNull();
    });
  });

  describe('the requests of a ticket', () => {
    it('are those of that ticket on that desk, the active ones without the past', async () => {
      const installationId = fresh('desk');
      const open = await given(world.store, { installationId });
      await given(world.store, { installationId, later: [event('request-closed', at('09:30'))] });
      await given(world.store, { installationId, ticket: OTHER_TICKET });
      await given(world.store, { installationId, ticket: null });
      await given(world.store, { installationId: fresh('desk') });
      const active = await world.store.unitOfWork.run((stores) =>
        stores.requests.activeOfTicket(installationId, TICKET.id),
      );
      expect(active.map(({ request }) => request)).toEqual([open.request]);
    });

    it('follow the ticket when it is merged into another', async () => {
      const installationId = fresh('desk');
      const first = await given(world.store, { installationId });
      const merged = afterwards(first.request, first.events, event('ticket-merged', at('09:20')));
      await world.store.unitOfWork.run(async (stores) => {
        await stores.requests.find(first.request.id);
        await stores.requests.save(change(first, merged));
      });
      const page = { cursor: null, limit: 10 };
      expect((await world.store.requests.ofTicket(installationId, TICKET.id, page)).items).toEqual([]);
      const there = await world.store.requests.ofTicket(installationId, OTHER_TICKET.id, page);
      expect(there.items.map(({ request }) => request)).toEqual([merged.request]);
    });

    it('come newest first, page by page, and new ones do not shift the pages', async () => {
      const installationId = fresh('desk');
      const old = [
        await given(world.store, { installationId }),
        await given(world.store, { installationId }),
        await given(world.store, { installationId }),
      ];
      const first = await world.store.requests.ofTicket(installationId, TICKET.id, { cursor: null, limit: 2 });
      await given(world.store, { installationId });
      const second = await world.store.requests.ofTicket(installationId, TICKET.id, { cursor: first.next, limit: 2 });
      const ids = [...first.items, ...second.items].map(({ request }) => request.id);
      expect(ids).toEqual(old.map(({ request }) => request.id).toReversed());
      expect(second.next).toBeNull();
    });

    it('are found by number, and by nothing that only looks like one', async () => {
      const { request } = await given(world.store, { recipient: MAY });
      expect((await world.store.requests.findByNumber(request.number))?.request).toEqual(request);
      for (const strange of [
        '',
        request.number.slice(3),
        request.number.replace('RS-', 'RS-0'),
        'RS-999999999999999999',
        "RS-000001' or 1=1",
      ]) {
        expect(await world.store.requests.findByNumber(strange)).toBeNull();
      }
    });
  });
}
