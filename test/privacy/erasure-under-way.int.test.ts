import { beforeEach, describe, expect, it } from '@jest/globals';
import { commandRequest } from '../../core/use-cases/command-request.ts';
import { command } from '../builders/commands.ts';
import { MINUTE } from '../builders/times.ts';
import { mail } from './fill-beside.ts';
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

  describe('Active requests', () => {
    it('are closed first, and only when somebody said so', async () => {
      const { id } = await request(world, { createdAt: world.now, later: [] } as object);
      const preview = await world.erasures.preview(SUBJECT);
      expect(preview).toMatchObject({ requests: 1, active: 1, names: [MAY.name], isNothing: false });
      expect(await world.erasures.start(ADMIN, SUBJECT, false)).toEqual({ ok: false, because: 'active' });
      expect((await world.store.requests.find(id))?.request.recipient).toEqual(MAY);
      await erase(world);
      expect((await world.store.requests.find(id))?.request).toMatchObject({ erasedAt: world.now });
      expect(await everything(world)).not.toContain(MARK);
    });

    it('that are opened again afterwards, or corrected, stay erased', async () => {
      const { id } = await request(world);
      await erase(world);
      const give = (type: 'reopen-request' | 'add-comment') =>
        commandRequest(world.core, {
          requestId: id,
          command: command(type),
          person: null,
          installationId: null,
          expectedVersion: null,
          envelope: null,
        });
      expect(await give('reopen-request')).toMatchObject({ ok: false, refusal: { reason: 'nobody-to-reach' } });
      expect(await give('add-comment')).toMatchObject({ ok: false, refusal: { reason: 'nobody-to-reach' } });
    });
  });

  describe('A crash midway', () => {
    it('is made good by whoever carries on', async () => {
      const first = await request(world);
      await request(world);
      await sealed(world.store);
      await world.erasures.start(ADMIN, SUBJECT, true);
      const { unitOfWork } = world.core;
      let works = 0;
      const dying: typeof unitOfWork = {
        run: (work) => {
          works += 1;
          if (works > 1) throw new Error('the process died');
          return unitOfWork.run(work);
        },
      };
      Object.assign(world.core, { unitOfWork: dying });
      await world.erasures.work();
      Object.assign(world.core, { unitOfWork });
      expect(world.faults.splice(0)).toHaveLength(1);
      expect((await world.erasures.list())[0]).toMatchObject({
        doneAt: null,
        trouble: expect.stringMatching(/tried again/),
      });
      expect(await everything(world)).toContain(MARK);
      await world.erasures.work();
      expect(await everything(world)).not.toContain(MARK);
      expect((await world.erasures.list())[0]).toMatchObject({
        doneAt: world.now,
        trouble: null,
        counts: { request: 2 },
      });
      expect((await world.store.requests.find(first.id))?.request.recipient.email).toBeNull();
    });

    it('after the state and before the log loses nothing', async () => {
      const { id } = await request(world);
      await sealed(world.store);
      await world.erasures.start(ADMIN, SUBJECT, true);
      const { database } = world.store;
      const write = database.write.bind(database);
      Object.assign(database, { write: () => Promise.reject(new Error('the process died')) });
      await world.erasures.work().catch(() => undefined);
      Object.assign(database, { write });
      world.faults.splice(0);
      expect((await world.store.requests.find(id))?.request.erasedAt).toBe(world.now);
      expect(await everything(world)).toContain(MARK);
      await world.erasures.work();
      expect(await everything(world)).not.toContain(MARK);
    });
  });

  describe('An erasure begun under another key', () => {
    it('does not stop the others', async () => {
      await request(world);
      const olga = { name: 'Olga', email: 'olga9@customer.example', phone: null };
      const { id } = await request(world, { recipient: olga });
      await sealed(world.store);
      const { database } = world.store;
      await world.erasures.start(ADMIN, SUBJECT, true);
      const { sealed_subject: kept } = await database.read
        .selectFrom('erasure')
        .select('sealed_subject')
        .where('done_at', 'is', null)
        .executeTakeFirstOrThrow();
      const change = (text: string | null) =>
        database.write((db) =>
          db.updateTable('erasure').set({ sealed_subject: text }).where('done_at', 'is', null).execute(),
        );
      await change('v1.AAAA');
      await erase(world, { email: olga.email, phone: null });
      expect((await world.store.requests.find(id))?.request.recipient.email).toBeNull();
      await change(kept);
      await world.erasures.work();
      expect(await everything(world)).not.toContain(MARK);
    });
  });

  describe('What is on its way', () => {
    it('is waited for; what stays undelivered loses its content after ten minutes', async () => {
      const made = await request(world);
      await mail(world, made.id, 'pending', null);
      await sealed(world.store);
      await world.erasures.start(ADMIN, SUBJECT, true);
      await world.erasures.work();
      expect((await world.erasures.list())[0]).toMatchObject({ doneAt: null });
      world.now += 11 * MINUTE;
      await world.erasures.work();
      expect(await everything(world)).not.toContain(MARK);
      world.now += 11 * MINUTE;
      await world.erasures.work();
      expect((await world.erasures.list())[0]).toMatchObject({ doneAt: world.now });
    });
  });
});
