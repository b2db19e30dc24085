import { describe, expect, it } from '@jest/globals';
import type { LinkFetch, Store } from '../../server/storage/store.ts';
import { afterwards } from '../builders/a-request.ts';
import { event } from '../builders/events.ts';
import { OTHER_TICKET, TICKET } from '../builders/people.ts';
import { at } from '../builders/times.ts';
import { change, fresh, type Given, given, type StoreUnderTest } from './store-world.ts';

/** What live pages and timers ask: the log, what changed, what is due, who is there. */
export function news(world: StoreUnderTest): void {
  describe("a request's log", () => {
    it('has its events in order, each with its place, and can be read from any of them on', async () => {
      const first = await given(world.store, {
        later: [event('recipient-joined', at('09:05')), event('access-denied', at('09:06'))],
      });
      const log = await world.store.requests.events(first.request.id, 0);
      expect(log.map((logged) => logged.event)).toEqual(first.events);
      expect(log.map(({ seq }) => seq)).toEqual([1, 2, 3]);
      expect(log.map(({ position }) => position)).toEqual(
        log.map(({ position }) => position).toSorted((a, b) => a - b),
      );
      expect((await world.store.requests.events(first.request.id, 2)).map(({ seq }) => seq)).toEqual([3]);
      expect(await world.store.requests.events('request-unknown', 0)).toEqual([]);
    });

    it('stays as it was when only the time of the next look moves', async () => {
      const first = await given(world.store, { dueAt: at('10:00') });
      const save = { request: first.request, events: [], expectedVersion: 1, activeKey: null, dueAt: at('10:15') };
      expect(await world.store.unitOfWork.run((stores) => stores.requests.save(save))).toBe(true);
      expect(await world.store.requests.events(first.request.id, 0)).toHaveLength(1);
      expect(await world.store.requests.due(at('10:10'), 1_000)).not.toContain(first.request.id);
      expect(await world.store.requests.due(at('10:15'), 1_000)).toContain(first.request.id);
    });
  });

  describe('what changed since a position', () => {
    it('is each request of the ticket once, in the order of its newest event', async () => {
      const installationId = fresh('desk');
      const scope = { kind: 'ticket', installationId, ticketId: TICKET.id } as const;
      const start = await world.store.requests.lastPosition();
      const one = await given(world.store, { installationId });
      const two = await given(world.store, { installationId });
      await given(world.store, { installationId, ticket: OTHER_TICKET });
      const joined = await join(world.store, one);
      const changes = await world.store.requests.changedSince(scope, start);
      expect(changes.map(({ stored }) => stored.request)).toEqual([two.request, joined.request]);
      expect(changes.at(-1)?.position).toBe(await world.store.requests.lastPosition());
    });

    it('never leaves out a request, and is soon nothing', async () => {
      const { request } = await given(world.store);
      const scope = { kind: 'request', requestId: request.id } as const;
      const position = await world.store.requests.lastPosition();
      expect(await world.store.requests.changedSince(scope, position - 1)).toHaveLength(1);
      expect(await world.store.requests.changedSince({ ...scope, requestId: 'request-unknown' }, 0)).toEqual([]);
      await makeOld(world.store, request.id);
      expect(await world.store.requests.changedSince(scope, position)).toEqual([]);
    });
  });

  describe('timers', () => {
    it('are due from their moment on, oldest first, and gone when there is none', async () => {
      const late = await given(world.store, { dueAt: at('03:00', 0) });
      const early = await given(world.store, { dueAt: at('02:00', 0) });
      const never = await given(world.store, { dueAt: null });
      const ids = [late, early, never].map(({ request }) => request.id);
      const due = (await world.store.requests.due(at('03:00', 0), 100)).filter((id) => ids.includes(id));
      expect(due).toEqual([early.request.id, late.request.id]);
      expect(await world.store.requests.due(at('02:59', 0), 100)).not.toContain(late.request.id);
      expect(await world.store.requests.due(at('23:00', 3), 1)).toHaveLength(1);
    });
  });

  describe('presence', () => {
    it('is beside the request: no version, no event, and never goes back in time', async () => {
      const { request } = await given(world.store);
      await world.store.presence.markSeen(request.id, at('09:10'));
      await world.store.presence.markSeen(request.id, at('09:08'));
      expect(await world.store.requests.find(request.id)).toEqual({
        request,
        recipientSeenAt: at('09:10'),
        activeKey: null,
      });
      const inside = await world.store.unitOfWork.run((stores) => stores.requests.find(request.id));
      expect(inside?.recipientSeenAt).toBe(at('09:10'));
    });

    it('of a request that does not exist is nothing', async () => {
      await world.store.presence.markSeen('request-unknown', at('09:10'));
      await world.store.presence.recordLinkFetch(fetchOf('request-unknown', at('09:10')));
      expect(await world.store.requests.find('request-unknown')).toBeNull();
      expect(await world.store.presence.linkFetches('request-unknown')).toEqual([]);
    });
  });

  describe('fetches of a link', () => {
    it('are kept newest first, and a scanner cannot fill the disk with them', async () => {
      const { request } = await given(world.store);
      for (let n = 0; n < 230; n += 1) await world.store.presence.recordLinkFetch(fetchOf(request.id, at('09:00') + n));
      const shown = await world.store.presence.linkFetches(request.id);
      expect(shown).toHaveLength(50);
      expect(shown[0]).toEqual(fetchOf(request.id, at('09:00') + 229));
      const kept = world.store.database.read.selectFrom('link_fetch').select('id').where('request_id', '=', request.id);
      expect(await kept.execute()).toHaveLength(200);
      expect((await world.store.requests.find(request.id))?.request).toEqual(request);
    });
  });
}

async function join(store: Store, before: Given): Promise<Given> {
  const after = afterwards(before.request, before.events, event('recipient-joined', at('09:05')));
  await store.unitOfWork.run((stores) => stores.requests.save(change(before, after)));
  return after;
}

function fetchOf(requestId: string, fetchedAt: number): LinkFetch {
  return { requestId, at: fetchedAt, addressHash: 'a1b2c3', userAgent: 'Scanner/1.0 "quoted"' };
}

/** As if the request's events had been stored a minute ago. */
function makeOld(store: Store, requestId: string): Promise<unknown> {
  const stored_at = Date.now() - 60_000;
  return store.database.write((db) =>
    db.updateTable('event').set({ stored_at }).where('request_id', '=', requestId).execute(),
  );
}
