import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NewDelivery } from '../../core/ports/stores.ts';
import type { ClaimedDelivery, Verdict } from '../../server/deliveries/delivery-store.ts';
import { type Deliveries, openDeliveries } from '../../server/deliveries/store/open-deliveries.ts';
import type { Store } from '../../server/storage/store.ts';
import { aDelivery, NOON } from './dispatch-world.ts';

export type StoreOfTest = { readonly store: Store; end(): Promise<void> };

const MINUTE = 60_000;
const NEVER = 0;

/** What the dispatcher relies on, whatever the database. */
export function deliveriesContract(engine: string, open: () => Promise<StoreOfTest>): void {
  describe(`deliveries on ${engine}`, () => {
    let opened: StoreOfTest;
    let deliveries: Deliveries;
    let channels = 0;
    let attempts = 0;

    beforeAll(async () => {
      opened = await open();
      deliveries = openDeliveries(opened.store.database);
    });
    afterAll(() => opened.end());

    const freshChannel = (): string => `desk:${engine}-${String((channels += 1))}`;
    const enqueue = (...given: readonly Partial<NewDelivery>[]): Promise<void> =>
      opened.store.unitOfWork.run((stores) =>
        stores.deliveries.enqueue(
          given.map((one) => aDelivery({ ...one, id: `${engine}-${one.id ?? ''}-${one.channel ?? ''}` }, NOON)),
          NOON,
        ),
      );
    const claim = (channel: string, limit = 4, now = NOON): Promise<readonly ClaimedDelivery[]> =>
      deliveries.store.claim(channel, {
        now,
        limit,
        probeHoldMs: MINUTE,
        newAttemptId: () => `attempt-${String((attempts += 1))}`,
        admit: () => true,
      });
    const nameOf = ({ id }: { readonly id: string }): string => id.split('-')[1] ?? '';
    const verdict = (over: Partial<Verdict>): Verdict => ({
      state: 'done',
      notBefore: NOON,
      reason: null,
      remoteId: null,
      ambiguous: false,
      attempts: 1,
      sweepAt: null,
      ...over,
    });

    it('only the first of a lane is claimed, oldest lanes first', async () => {
      const channel = freshChannel();
      await enqueue(
        { id: 'a', channel, lane: `${channel}/1` },
        { id: 'b', channel, lane: `${channel}/1` },
        { id: 'c', channel, lane: `${channel}/2` },
      );
      expect((await claim(channel)).map(nameOf)).toEqual(['a', 'c']);
      expect(await claim(channel)).toEqual([]);
    });

    it.each([
      { state: 'done', next: ['b'] },
      { state: 'parked', next: ['b'] },
      { state: 'unknown', next: ['a'] },
      { state: 'pending', next: ['a'] },
    ] as const)('after the first of a lane became $state, the next to be claimed is $next', async ({ state, next }) => {
      const channel = freshChannel();
      await enqueue({ id: 'a', channel, lane: channel }, { id: 'b', channel, lane: channel });
      for (const claimed of await claim(channel)) await deliveries.store.settle(claimed, verdict({ state }), NOON);
      expect((await claim(channel)).map(nameOf)).toEqual(next);
    });

    it('a head that waits for a later moment holds up its lane until then', async () => {
      const channel = freshChannel();
      await enqueue({ id: 'a', channel, lane: channel }, { id: 'b', channel, lane: channel });
      const later = verdict({ state: 'pending', notBefore: NOON + MINUTE });
      for (const claimed of await claim(channel)) await deliveries.store.settle(claimed, later, NOON);
      expect(await claim(channel)).toEqual([]);
      expect((await claim(channel, 4, NOON + MINUTE)).map(nameOf)).toEqual(['a']);
    });

    it('claiming ends where no more is admitted', async () => {
      const channel = freshChannel();
      await enqueue({ id: 'a', channel }, { id: 'b', channel }, { id: 'c', channel });
      let free = 2;
      const options = { now: NOON, limit: 4, probeHoldMs: MINUTE, newAttemptId: () => 'attempt' };
      const claimed = await deliveries.store.claim(channel, { ...options, admit: () => (free -= 1) >= 0 });
      expect(claimed.map(nameOf)).toEqual(['a', 'b']);
      expect((await claim(channel)).map(nameOf)).toEqual(['c']);
    });

    it('lanes that are claimed and added to at the same time lose nothing and claim nothing twice', async () => {
      const channel = freshChannel();
      const names = Array.from({ length: 60 }, (_, index) => String(index));
      const adding = Promise.all(
        names.map((id) => enqueue({ id, channel, lane: `${channel}/${String(Number(id) % 7)}` })),
      );
      const seen: string[] = [];
      for (let round = 0; round < 500 && seen.length < names.length; round += 1) {
        const claimed = await claim(channel);
        expect(new Set(claimed.map(({ lane }) => lane)).size).toBe(claimed.length);
        for (const one of claimed) await deliveries.store.settle(one, verdict({}), NOON);
        seen.push(...claimed.map(nameOf));
        if (claimed.length === 0) await new Promise((resolve) => void setImmediate(resolve));
      }
      await adding;
      expect(seen.toSorted((a, b) => Number(a) - Number(b))).toEqual(names);
    });

    it('every channel with work is found with the moment it is due', async () => {
      const [now, later, busy] = [freshChannel(), freshChannel(), freshChannel()];
      await enqueue({ id: 'a', channel: now }, { id: 'b', channel: now, notBefore: NOON + MINUTE });
      await enqueue({ id: 'a', channel: later, notBefore: NOON + MINUTE });
      await enqueue({ id: 'a', channel: busy });
      await claim(busy);
      const due = new Map((await deliveries.store.dueChannels(5_000)).map(({ channel, dueAt }) => [channel, dueAt]));
      expect([due.get(now), due.get(later), due.get(busy)]).toEqual([NOON, NOON + MINUTE, NOON + 5_000]);
      expect(await deliveries.store.hasDue(later, NOON, NEVER)).toBe(false);
      expect(await deliveries.store.hasDue(later, NOON + MINUTE, NEVER)).toBe(true);
      expect(await deliveries.store.hasDue(busy, NOON, NEVER)).toBe(false);
      expect(await deliveries.store.hasDue(busy, NOON, NOON)).toBe(true);
      expect((await deliveries.store.interrupted(busy)).map(nameOf)).toEqual(['a']);
    });

    it('an answer to an attempt that was given up for another is not written down', async () => {
      const channel = freshChannel();
      await enqueue({ id: 'a', channel });
      const [first] = await claim(channel);
      if (first === undefined) throw new Error('nothing was claimed');
      expect(await deliveries.store.settle(first, verdict({ state: 'pending' }), NOON)).toBe(true);
      const [second] = await claim(channel);
      expect(second?.attempts).toBe(2);
      expect(await deliveries.store.settle(first, verdict({}), NOON)).toBe(false);
    });

    it('a list comes in pages, newest first, that new deliveries do not shift', async () => {
      const requestId = `request-of-${engine}`;
      const channel = freshChannel();
      await enqueue(...Array.from({ length: 5 }, (_, index) => ({ id: String(index), channel, requestId })));
      const query = { requestId, state: null };
      const first = await deliveries.reader.list({ ...query, page: { cursor: null, limit: 2 } });
      await enqueue({ id: 'new', channel, requestId });
      const second = await deliveries.reader.list({ ...query, page: { cursor: first.next, limit: 2 } });
      const last = await deliveries.reader.list({ ...query, page: { cursor: second.next, limit: 2 } });
      const pages = [first, second, last].map(({ items }) => items.map(nameOf));
      expect(pages).toEqual([['4', '3'], ['2', '1'], ['0']]);
      expect(last.next).toBeNull();
      const foreign = await deliveries.reader.list({ ...query, page: { cursor: 'made up', limit: 1 } });
      expect(foreign.items.map(nameOf)).toEqual(['new']);
    });

    it('trouble is what was parked, is in doubt, or was tried in vain', async () => {
      const requestId = `troubled-${engine}`;
      const channel = freshChannel();
      const states = ['parked', 'unknown', 'pending', 'done'] as const;
      await enqueue(...states.map((state) => ({ id: state, channel, requestId })), {
        id: 'untried',
        channel,
        requestId,
      });
      const claimed = await claim(channel);
      for (const one of claimed) {
        const state = states.find((known) => known === nameOf(one)) ?? 'done';
        await deliveries.store.settle(one, verdict({ state }), NOON);
      }
      const trouble = await deliveries.reader.troubled([requestId, 'no such request']);
      expect(trouble.map(({ state }) => state)).toEqual(['parked', 'unknown', 'pending']);
      expect(await deliveries.reader.troubled([])).toEqual([]);
      const { parked, unknown } = await deliveries.reader.unfinished();
      expect(parked).toBeGreaterThan(0);
      expect(unknown).toBeGreaterThan(0);
    });

    it('a pause keeps since when it lasts, and ends', async () => {
      const channel = freshChannel();
      await deliveries.pauses.pause(channel, NOON + MINUTE, 'One.', NOON);
      await deliveries.pauses.pause(channel, NOON + 2 * MINUTE, 'Two.', NOON + MINUTE);
      expect(await deliveries.pauses.of(channel)).toEqual({ since: NOON, until: NOON + 2 * MINUTE, reason: 'Two.' });
      expect(await deliveries.pauses.list()).toContainEqual(expect.objectContaining({ channel }));
      await deliveries.pauses.lift(channel);
      expect(await deliveries.pauses.of(channel)).toBeNull();
    });

    it('what was told before is found by request, kind and lane', async () => {
      const channel = freshChannel();
      const requestId = `told-${engine}`;
      const lane = `${channel}/ticket`;
      await enqueue({ id: 'a', channel, requestId, lane, payload: '"one"' }, { id: 'b', channel, requestId, lane });
      for (const remoteId of ['first', 'second']) {
        for (const one of await claim(channel)) await deliveries.store.settle(one, verdict({ remoteId }), NOON);
      }
      expect(await deliveries.earlier.remoteId({ requestId, kind: 'scripted', lane })).toBe('second');
      expect(await deliveries.earlier.remoteId({ requestId, kind: 'scripted', lane: 'other' })).toBeNull();
      expect(await deliveries.earlier.donePayloads(requestId, 'scripted')).toEqual(['"one"', '"hello"']);
    });
  });
}
