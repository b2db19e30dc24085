import { describe, expect, it } from '@jest/globals';
import type { TicketSeen } from '../../core/ports/stores.ts';
import type { TicketBounds, Visibility } from '../../server/storage/store.ts';
import { aTicketSeen } from '../builders/a-ticket-seen.ts';
import { ANNA, BEN, BY_BEN } from '../builders/people.ts';
import { aListQuery, fresh, given, idsOf, type StoreUnderTest } from './store-world.ts';

const HIDDEN_QUEUE = { kind: 'queue', queueId: 'queue-vip', name: 'VIP' } as const;
const AGENT: Visibility = { kind: 'agent', agentId: 'x', queueIds: [] };

/** Lists for somebody who may see some tickets of the help desk only. */
export function ticketBounds(world: StoreUnderTest): void {
  describe('a list for somebody who sees some tickets only', () => {
    /** A request on a ticket of its own; `seen` null: the ticket was never looked at. */
    async function on(desk: string, seen: Partial<TicketSeen> | null, over: object = {}): Promise<string> {
      const id = fresh('ticket');
      const ticket = { id, number: `INC-${id}`, subject: 'findable' };
      if (seen !== null) {
        const looked = aTicketSeen(seen);
        await world.store.unitOfWork.run(({ tickets }) => tickets.remember(desk, id, looked));
      }
      return (await given(world.store, { installationId: desk, ticket, ...over })).request.id;
    }
    const seenBy = (desk: string, tickets: TicketBounds, over: object = {}) =>
      idsOf(world.store, aListQuery({ installationId: desk, tickets, ...over }));

    it('holds those of his groups, his own, and requests without a ticket', async () => {
      const desk = fresh('desk');
      const inGroup = await on(desk, { groupId: '7' });
      const own = await on(desk, { groupId: '8', agent: ANNA });
      const loose = (await given(world.store, { installationId: desk, ticket: null })).request.id;
      await on(desk, { groupId: '8', agent: BEN });
      await on(desk, { groupId: null });
      await on(desk, null);
      const bounds = { groupIds: ['6', '7'], agentId: ANNA.id };
      expect((await seenBy(desk, bounds)).toSorted()).toEqual([inGroup, own, loose].toSorted());
      expect(await seenBy(desk, { groupIds: [], agentId: ANNA.id })).toEqual([loose, own]);
      expect(await seenBy(desk, { groupIds: ['7'], agentId: null })).toEqual([loose, inGroup]);
      expect(await seenBy(desk, { groupIds: [], agentId: null })).toEqual([loose]);
    });

    it('is counted and searched alike', async () => {
      const desk = fresh('desk');
      const inGroup = await on(desk, { groupId: '7' });
      await on(desk, { groupId: '8' });
      const bounds = { groupIds: ['7'], agentId: null };
      for (const visibleTo of [{ kind: 'everything' } as const, AGENT]) {
        for (const search of ['', 'findable']) {
          const query = aListQuery({ installationId: desk, tickets: bounds, search, visibleTo });
          expect([await idsOf(world.store, query), await world.store.requests.count(query)]).toEqual([[inGroup], 1]);
        }
      }
    });

    it('opens no queue that he is not in', async () => {
      const desk = fresh('desk');
      await on(desk, { groupId: '7' }, { actor: BY_BEN, assignee: HIDDEN_QUEUE });
      expect(await seenBy(desk, { groupIds: ['7'], agentId: null }, { visibleTo: AGENT })).toEqual([]);
    });

    it('goes by what was seen at that help desk, not at another that has the same ticket number', async () => {
      const [desk, other] = [fresh('desk'), fresh('desk')];
      const id = fresh('ticket');
      await world.store.unitOfWork.run(({ tickets }) => tickets.remember(other, id, aTicketSeen({ groupId: '7' })));
      await given(world.store, { installationId: desk, ticket: { id, number: 'INC-1', subject: '' } });
      expect(await seenBy(desk, { groupIds: ['7'], agentId: null })).toEqual([]);
    });

    it('comes in pages, each request once', async () => {
      const desk = fresh('desk');
      const mine: string[] = [];
      for (let n = 0; n < 5; n += 1) {
        mine.push(await on(desk, { groupId: '7' }));
        await on(desk, { groupId: '8' });
      }
      const query = aListQuery({ installationId: desk, tickets: { groupIds: ['7'], agentId: null } });
      const first = await world.store.requests.list({ ...query, page: { cursor: null, limit: 3 } });
      const second = await world.store.requests.list({ ...query, page: { cursor: first.next, limit: 3 } });
      const seen = [first, second].flatMap(({ items }) => items.map(({ request }) => request.id));
      expect([seen.toSorted(), second.next]).toEqual([mine.toSorted(), null]);
    });
  });
}
