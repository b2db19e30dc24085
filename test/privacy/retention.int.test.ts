import { beforeEach, describe, expect, it } from '@jest/globals';
import { createRetention, type RetentionWork } from '../../server/privacy/retention.ts';
import { LEAST_DAYS, USUAL_RETENTION } from '../../server/privacy/retention-settings.ts';
import { createKeyRing } from '../../server/secrets/key-ring.ts';
import { createSmsBook } from '../../server/sms/sms-book.ts';
import { removeSetting } from '../../server/storage/settings.ts';
import { event } from '../builders/events.ts';
import { OTHER_TICKET, TICKET } from '../builders/people.ts';
import { DAY } from '../builders/times.ts';
import { fillBeside } from './fill-beside.ts';
import { ADMIN, everything, MARK, onBothEngines, type PrivacyWorld, request, sealed } from './privacy-world.ts';

const endedAt = (when: number) => [event('request-closed', when)];

onBothEngines((worldNow) => {
  let world: PrivacyWorld;
  let retention: RetentionWork;
  beforeEach(async () => {
    world = worldNow();
    // Beyond all that the test before left.
    world.now += 4000 * DAY;
    retention = createRetention({ database: world.store.database, core: world.core });
    await retention.work();
    await sealed(world.store);
    // Requests of these tests end in the past, where real ones cannot.
    await world.store.database.write((db) => removeSetting(db, 'retention-recipients'));
  });

  describe('What was kept long enough', () => {
    it('is who a request was for, after 90 days; what was done stays', async () => {
      const old = await request(world, { later: endedAt(world.now - 91 * DAY) });
      const young = await request(world, { later: endedAt(world.now - 89 * DAY) });
      expect((await retention.dryRun(USUAL_RETENTION)).recipients).toBe(1);
      expect((await retention.work()).recipients).toBe(1);
      expect((await world.store.requests.find(old.id))?.request).toMatchObject({
        status: 'Closed',
        recipient: { name: 'Erased person', email: null },
        erasedAt: world.now,
      });
      expect((await world.store.requests.find(young.id))?.request.recipient.name).toContain(MARK);
    });

    it('is every one of many that ended at the same moment', async () => {
      for (let n = 0; n < 45; n += 1) await request(world, { later: endedAt(world.now - 100 * DAY) });
      expect((await retention.work()).recipients).toBe(45);
      expect(await everything(world)).not.toContain(MARK);
      expect((await retention.work()).recipients).toBe(0);
    });

    it('is the whole request after two years, with all that hangs on it', async () => {
      const { id } = await request(world, { ticket: TICKET, later: endedAt(world.now - 731 * DAY) });
      await fillBeside(world, { id } as Parameters<typeof fillBeside>[1]);
      expect((await retention.work()).requests).toBe(1);
      expect(await world.store.requests.find(id)).toBeNull();
      const left = (await everything(world)).split('\n').filter((row) => row.includes(id));
      expect(left.map((row) => row.split(':')[0]).filter((table) => table !== 'audit')).toEqual([]);
    });

    it('is never an active request, however old', async () => {
      const { id } = await request(world, { later: [] });
      await retention.work();
      expect((await world.store.requests.find(id))?.request.recipient.name).toContain(MARK);
      await world.store.database.write((db) => db.deleteFrom('request').where('id', '=', id).execute());
    });

    it('are fetches, messages, sessions that belong to nothing, and tickets’ contacts', async () => {
      const made = await request(world, { ticket: OTHER_TICKET, later: [event('commented', world.now - DAY)] });
      await fillBeside(world, made);
      await world.store.database.write((db) => db.updateTable('remote_session').set({ request_id: null }).execute());
      world.now += 91 * DAY;
      const expected = { fetches: 1, messages: 1, sessions: 1, tickets: 1 };
      expect(await retention.dryRun(USUAL_RETENTION)).toMatchObject(expected);
      expect(await retention.work()).toMatchObject(expected);
      expect(await retention.dryRun(USUAL_RETENTION)).toMatchObject({
        fetches: 0,
        messages: 0,
        sessions: 0,
        tickets: 0,
      });
      await world.store.database.write((db) => db.deleteFrom('request').where('id', '=', made.id).execute());
    });

    it('is what was delivered for requests that ended, but not what is asked again when they go on', async () => {
      const made = await request(world, { later: endedAt(world.now) });
      await fillBeside(world, made);
      const { database } = world.store;
      await database.write((db) =>
        db.updateTable('delivery').set({ kind: 'time-entry' }).where('kind', '=', 'email').execute(),
      );
      world.now += 15 * DAY;
      await retention.save(ADMIN, { ...USUAL_RETENTION, deliveries: 14 });
      expect((await retention.work()).deliveries).toBe(1);
      const kinds = await database.read
        .selectFrom('delivery')
        .select('kind')
        .where('request_id', '=', made.id)
        .execute();
      expect(kinds).toEqual([{ kind: 'time-entry' }]);
      await retention.save(ADMIN, USUAL_RETENTION);
    });

    it('is the beginning of the audit log, whose rest still proves itself', async () => {
      await request(world, { later: endedAt(world.now) });
      await sealed(world.store);
      const before = await world.store.audit.verifyChain();
      world.now += 740 * DAY;
      await request(world, { later: endedAt(world.now) });
      await sealed(world.store);
      const { audit } = await retention.work();
      await sealed(world.store);
      expect(audit).toBeGreaterThan(0);
      expect(before.firstBroken).toBeNull();
      expect((await world.store.audit.verifyChain()).firstBroken).toBeNull();
    });

    it('are codes and sign-ins whose time is over, and none that can still be used', async () => {
      const { database } = world.store;
      const sign = (id: string, expiresAt: number) => ({
        code_hash: id,
        request_id: id,
        link_generation: 1,
        expires_at: expiresAt,
      });
      await database.write((db) =>
        db
          .insertInto('join_code')
          .values([sign('old', world.now - 31 * DAY), sign('young', world.now + 1)])
          .execute(),
      );
      expect((await retention.work()).tokens).toBe(1);
      expect(await database.read.selectFrom('join_code').select('code_hash').execute()).toEqual([
        { code_hash: 'young' },
      ]);
    });
  });

  it('leaves the messages of the last day, however short the time: the limits of SMS count them', async () => {
    const { database } = world.store;
    const book = createSmsBook(database, createKeyRing(Buffer.alloc(32, 5)));
    const caps = { mostPerHour: 9, mostPerDay: 3 };
    const send = (n: number, at: number) =>
      book.begin({ attemptId: `cap-${n}-${at}`, deliveryId: 'd', requestId: 'r', number: `+4915112345${n}`, at }, caps);
    const begin = world.now;
    for (const n of [1, 2, 3]) expect(await send(n, begin)).toBeNull();
    await retention.save(ADMIN, { ...USUAL_RETENTION, messages: LEAST_DAYS.messages });
    world.now = begin + DAY - 1;
    expect((await retention.work()).messages).toBe(0);
    expect(await send(4, world.now)).toBe('day');
    world.now = begin + LEAST_DAYS.messages * DAY + 1;
    expect((await retention.work()).messages).toBe(3);
    await retention.save(ADMIN, USUAL_RETENTION);
  });

  it('says in the audit log what was removed, and how long what is kept', async () => {
    await request(world, { later: endedAt(world.now - 91 * DAY) });
    await retention.save(ADMIN, { ...USUAL_RETENTION, fetches: 7 });
    await retention.work();
    const { items } = await world.store.audit.list({ page: { cursor: null, limit: 9 }, requestId: null });
    const told = items.map(({ action, detail }) => `${action} ${detail}`).join('\n');
    expect(told).toMatch(/privacy\.retention \{"recipients":1/);
    expect(told).toMatch(/privacy\.retention-changed .*"fetches":7/);
    await retention.save(ADMIN, USUAL_RETENTION);
  });
});

describe('The shortest times', () => {
  it('leave links, ratings and reopening their seven days', () => {
    expect(LEAST_DAYS.recipients * DAY).toBeGreaterThan(7 * DAY);
  });
});
