import { beforeEach, describe, expect, it } from '@jest/globals';
import { evolve } from '../../core/session-request/evolve.ts';
import type { SessionRequest } from '../../core/session-request/states.ts';
import { event } from '../builders/events.ts';
import { BY_RECIPIENT, TICKET } from '../builders/people.ts';
import { at, MINUTE } from '../builders/times.ts';
import { fillBeside } from './fill-beside.ts';
import {
  ADMIN,
  erase,
  everything,
  MARK,
  MAY,
  onBothEngines,
  type PrivacyWorld,
  request,
  sealed,
  SUBJECT,
} from './privacy-world.ts';

onBothEngines((worldNow) => {
  let world: PrivacyWorld;
  beforeEach(() => {
    world = worldNow();
    world.now += 60 * MINUTE;
  });

  describe('Erasing a person', () => {
    it('leaves nothing of the person anywhere in the database', async () => {
      const made = await request(world, {
        comment: `Call ${MARK}`,
        ticket: { ...TICKET, subject: `${MARK} cannot print` },
        later: [
          event('recipient-joined', at('09:05'), { device: MARK }),
          event('access-granted', at('09:10'), { address: `${MARK}@ad` }),
          event('call-back-asked', at('09:20'), { phone: MAY.phone, when: `after ${MARK}` }),
          event('commented', at('09:30'), { text: `${MARK} is happy` }),
          event('request-closed', at('10:00'), { note: MARK }),
          event('session-rated', at('10:10'), { actor: BY_RECIPIENT, rating: { stars: 4, comment: MARK } }),
        ],
      });
      await fillBeside(world, made);
      expect(await everything(world)).toContain(MARK);
      const done = await erase(world);
      expect(world.faults).toEqual([]);
      expect(done).toMatchObject({
        doneAt: world.now,
        trouble: null,
        counts: { request: 1, delivery: 2, link_fetch: 1 },
      });
      expect(await everything(world)).not.toContain(MARK);
      expect(await everything(world)).not.toContain(MAY.phone);
    });

    it('leaves log and state telling the same, and who worked on it', async () => {
      const { id } = await request(world);
      await erase(world);
      const events = await world.store.requests.events(id, 0);
      let folded: SessionRequest | null = null;
      for (const { event: one } of events) folded = evolve(folded, one);
      const stored = await world.store.requests.find(id);
      expect(stored?.request).toEqual(folded);
      expect(stored?.request.createdBy).toMatchObject({ agent: { name: 'Anna Ng' } });
    });

    it('lets nobody find the request by what was erased, and everybody by its number', async () => {
      const { id, number } = await request(world);
      await erase(world);
      const look = (search: string) =>
        world.store.requests.list({
          list: 'past',
          now: world.now,
          installationId: null,
          search,
          visibleTo: { kind: 'everything' },
          page: { cursor: null, limit: 10 },
        });
      expect((await look(MARK)).items).toEqual([]);
      expect((await look(number)).items.map(({ request: found }) => found.id)).toContain(id);
    });

    it('keeps the audit log whole, and tells in it what was done without saying to whom', async () => {
      await request(world);
      const done = await erase(world);
      await sealed(world.store);
      expect((await world.store.audit.verifyChain()).firstBroken).toBeNull();
      const { items } = await world.store.audit.list({ page: { cursor: null, limit: 20 }, requestId: null });
      const told = items
        .filter(({ action }) => action.startsWith('privacy.eras'))
        .map(({ action, detail }) => [action, detail]);
      expect(told.slice(0, 2)).toEqual([
        ['privacy.erased', JSON.stringify({ erasure: done?.id, pseudonym: done?.pseudonym, counts: done?.counts })],
        ['privacy.erasure-started', JSON.stringify({ erasure: done?.id, pseudonym: done?.pseudonym })],
      ]);
    });

    it('lists the entries that stay in the help desk', async () => {
      const made = await request(world, { ticket: TICKET });
      await fillBeside(world, made);
      const done = await erase(world);
      expect(done?.left).toEqual([
        { number: made.number, installationId: 'acme', ticketId: TICKET.id, ticketNumber: TICKET.number, notes: 1 },
      ]);
    });

    it('is done again without harm, and says that there is nothing', async () => {
      await request(world);
      await erase(world);
      const before = await everything(world);
      expect(await world.erasures.start(ADMIN, SUBJECT, true)).toEqual({ ok: false, because: 'nothing' });
      await world.erasures.work();
      expect(await everything(world)).toBe(before);
    });

    it('is one erasure when several start it at once, and when several carry it on', async () => {
      await request(world);
      await request(world);
      await sealed(world.store);
      const starts = await Promise.all([1, 2, 3].map(() => world.erasures.start(ADMIN, SUBJECT, true)));
      const ids = new Set(starts.map((start) => (start.ok ? start.id : start.because)));
      expect(ids.size).toBe(1);
      await Promise.all([1, 2, 3].map(() => world.erasures.work()));
      await world.erasures.work();
      const [id = ''] = ids;
      expect(await world.erasures.find(id)).toMatchObject({ doneAt: world.now, counts: { request: 2 } });
      expect(world.faults).toEqual([]);
    });
  });
});
