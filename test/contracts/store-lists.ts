import { describe, expect, it } from '@jest/globals';
import type { SessionRequestEvent } from '../../core/session-request/events.ts';
import type { ListQuery, Visibility } from '../../server/storage/store.ts';
import { afterwards } from '../builders/a-request.ts';
import { event } from '../builders/events.ts';
import { ANNA, assignedTo, BEN, BY_ANNA, BY_BEN, BY_SYSTEM, NETWORK_QUEUE, UNASSIGNED } from '../builders/people.ts';
import { at } from '../builders/times.ts';
import { aListQuery, change, fresh, given, idsOf, type StoreUnderTest } from './store-world.ts';

/** The console's lists: which requests, in which order, page by page, and who may see which. */
export function lists(world: StoreUnderTest): void {
  describe('the lists', () => {
    it('put what starts later under upcoming, soonest first, and the rest of the active ones newest first', async () => {
      const installationId = fresh('desk');
      const older = await idOf({ installationId, createdAt: at('09:00') });
      const newer = await idOf({ installationId, createdAt: at('10:00') });
      const started = await idOf({ installationId, schedule: startingAt(at('09:30')) });
      const tomorrow = await idOf({ installationId, schedule: startingAt(at('09:00', 2)) });
      const afternoon = await idOf({ installationId, schedule: startingAt(at('15:00')) });
      const query = aListQuery({ installationId, now: at('12:00') });
      expect(await idsOf(world.store, { ...query, list: 'upcoming' })).toEqual([afternoon, tomorrow]);
      expect(await idsOf(world.store, { ...query, list: 'active' })).toEqual([newer, started, older]);
      expect(await idsOf(world.store, { ...query, list: 'active', now: at('16:00') })).toEqual([
        afternoon,
        newer,
        started,
        older,
      ]);
      expect(await idsOf(world.store, { ...query, list: 'past' })).toEqual([]);
    });

    it('put closed and expired ones under past, latest end first', async () => {
      const installationId = fresh('desk');
      const expired = await idOf({ installationId, later: [event('request-expired', at('09:00', 2))] });
      const closed = await idOf({ installationId, later: [event('request-closed', at('10:00'))] });
      const query = aListQuery({ installationId, list: 'past' });
      expect(await idsOf(world.store, query)).toEqual([expired, closed]);
      expect(await world.store.requests.count(query)).toBe(2);
      expect(await world.store.requests.count({ ...query, list: 'active' })).toBe(0);
    });

    it.each<[string, SessionRequestEvent, Partial<ListQuery>]>([
      ['closed in the moment it was made', event('request-closed', at('09:00')), { list: 'past' }],
      [
        'planned for later',
        event('rescheduled', at('09:30'), { schedule: startingAt(at('15:00')) }),
        { list: 'upcoming' },
      ],
      [
        'put into a queue',
        event('assigned', at('09:30'), { assignee: NETWORK_QUEUE }),
        { visibleTo: agent('x', ['queue-network']) },
      ],
      [
        'assigned to an agent',
        event('assigned', at('09:30'), { assignee: assignedTo(ANNA, 'queue-hidden') }),
        { visibleTo: agent(ANNA.id, []) },
      ],
    ])('move a request that was %s', async (_, moved, there) => {
      const installationId = fresh('desk');
      const hidden = { kind: 'queue', queueId: 'queue-hidden', name: 'Hidden' } as const;
      const before = await given(world.store, { installationId, actor: BY_BEN, assignee: hidden });
      const query = aListQuery({ installationId, ...there });
      expect(await idsOf(world.store, query)).toEqual([]);
      await world.store.unitOfWork.run(async (stores) => {
        await stores.requests.find(before.request.id);
        await stores.requests.save(change(before, afterwards(before.request, before.events, moved)));
      });
      expect(await idsOf(world.store, query)).toEqual([before.request.id]);
    });

    it('keep to one desk when one is asked for', async () => {
      const installationId = fresh('desk');
      const mine = await idOf({ installationId });
      await idOf({ installationId: fresh('desk') });
      expect(await idsOf(world.store, aListQuery({ installationId }))).toEqual([mine]);
      expect(await idsOf(world.store, aListQuery({ page: { cursor: null, limit: 100 } }))).toContain(mine);
    });
  });

  describe('a list in pages', () => {
    it('shows each request once although others arrive and requests share their time', async () => {
      const installationId = fresh('desk');
      const before: string[] = [];
      for (let n = 0; n < 9; n += 1) before.push(await idOf({ installationId, createdAt: at('09:00') }));
      const query = aListQuery({ installationId, page: { cursor: null, limit: 4 } });
      const first = await world.store.requests.list(query);
      await idOf({ installationId, createdAt: at('11:00') });
      const second = await world.store.requests.list({ ...query, page: { cursor: first.next, limit: 4 } });
      const third = await world.store.requests.list({ ...query, page: { cursor: second.next, limit: 4 } });
      const seen = [first, second, third].flatMap((page) => page.items.map(({ request }) => request.id));
      expect(seen).toEqual(before.toReversed());
      expect(third.next).toBeNull();
    });

    it.each([
      '',
      'x',
      'null',
      '[]',
      'WyJhY3RpdmUiLDEsMV0x',
      Buffer.from('["past",1,1]').toString('base64url'),
      Buffer.from('["active","1",1]').toString('base64url'),
      'A'.repeat(5000),
    ])('begins at the first page when the cursor is none of ours (%#)', async (cursor) => {
      const installationId = fresh('desk');
      const only = await idOf({ installationId });
      const page = await world.store.requests.list(aListQuery({ installationId, page: { cursor, limit: 4 } }));
      expect(page.items.map(({ request }) => request.id)).toEqual([only]);
    });

    it.each([0, -1, 1.5, Number.NaN, 100_000])(
      'never has more than 100 entries nor fewer than one (asked for %p)',
      async (limit) => {
        const installationId = fresh('desk');
        const only = await idOf({ installationId });
        const page = await world.store.requests.list(aListQuery({ installationId, page: { cursor: null, limit } }));
        expect(page.items.map(({ request }) => request.id)).toEqual([only]);
      },
    );
  });

  describe('what a support agent sees', () => {
    it('is what has no queue, what is in his queues, what is assigned to him, and what he made', async () => {
      const installationId = fresh('desk');
      const network = NETWORK_QUEUE;
      const free = await idOf({ installationId, actor: BY_BEN, assignee: UNASSIGNED });
      const colleagues = await idOf({ installationId, actor: BY_BEN, assignee: assignedTo(BEN) });
      const inQueue = await idOf({ installationId, actor: BY_BEN, assignee: network });
      const foreign = await idOf({
        installationId,
        actor: BY_BEN,
        assignee: { kind: 'queue', queueId: 'queue-vip', name: 'VIP' },
      });
      const foreignAgents = await idOf({ installationId, actor: BY_BEN, assignee: assignedTo(BEN, 'queue-vip') });
      const mine = await idOf({ installationId, actor: BY_SYSTEM, assignee: assignedTo(ANNA, 'queue-vip') });
      const made = await idOf({
        installationId,
        actor: BY_ANNA,
        assignee: { kind: 'queue', queueId: 'queue-vip', name: 'VIP' },
      });

      const anna = agent(ANNA.id, ['queue-network']);
      expect(await seen(installationId, anna)).toEqual([free, colleagues, inQueue, mine, made]);
      expect(await seen(installationId, agent(ANNA.id, []))).toEqual([free, colleagues, mine, made]);
      expect(await seen(installationId, agent('agent-nobody', ['queue-vip']))).toEqual([
        free,
        colleagues,
        foreign,
        foreignAgents,
        mine,
        made,
      ]);
      expect(await seen(installationId, { kind: 'everything' })).toHaveLength(7);
      expect(await world.store.requests.count(aListQuery({ installationId, visibleTo: anna }))).toBe(5);
    });

    it('counts once what he may see on several grounds', async () => {
      const installationId = fresh('desk');
      await idOf({ installationId, actor: BY_ANNA, assignee: assignedTo(ANNA, 'queue-network') });
      await idOf({ installationId, actor: BY_ANNA, assignee: assignedTo(ANNA) });
      const anna = agent(ANNA.id, ['queue-network']);
      expect(await world.store.requests.count(aListQuery({ installationId, visibleTo: anna }))).toBe(2);
    });

    it('is the same in a search, and page by page', async () => {
      const installationId = fresh('desk');
      const hidden = { kind: 'queue', queueId: 'queue-vip', name: 'VIP' } as const;
      const ids: string[] = [];
      for (let n = 0; n < 5; n += 1) {
        ids.push(await idOf({ installationId, actor: BY_BEN, assignee: NETWORK_QUEUE, createdAt: at('09:00') + n }));
        await idOf({ installationId, actor: BY_BEN, assignee: hidden, createdAt: at('09:00') + n });
      }
      const query = aListQuery({
        installationId,
        visibleTo: agent(ANNA.id, ['queue-network']),
        page: { cursor: null, limit: 2 },
      });
      expect(await idsOf(world.store, query)).toEqual(ids.toReversed());
      expect(await idsOf(world.store, { ...query, search: 'printer' })).toEqual(ids.toReversed());
    });
  });

  async function idOf(wanted: Parameters<typeof given>[1]): Promise<string> {
    return (await given(world.store, wanted)).request.id;
  }

  async function seen(installationId: string, visibleTo: Visibility): Promise<string[]> {
    return (await idsOf(world.store, aListQuery({ installationId, visibleTo }))).toReversed();
  }
}

function agent(agentId: string, queueIds: readonly string[]): Visibility {
  return { kind: 'agent', agentId, queueIds };
}

function startingAt(startAt: number) {
  return { startAt, timeZone: 'Asia/Taipei' };
}
