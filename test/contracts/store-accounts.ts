import { describe, expect, it } from '@jest/globals';
import type { Installation } from '../../core/ports/installation.ts';
import type { TicketSeen } from '../../core/ports/stores.ts';
import { SMS_SETTING } from '../../server/storage/offered-ways.ts';
import { removeSetting, writeSetting } from '../../server/storage/settings.ts';
import type { InstallationRow, Store } from '../../server/storage/store.ts';
import { aTicketSeen } from '../builders/a-ticket-seen.ts';
import { anInstallation } from '../builders/an-installation.ts';
import { ANNA, BEN } from '../builders/people.ts';
import { at } from '../builders/times.ts';
import { fresh, type StoreUnderTest } from './store-world.ts';

/** Connected accounts, tickets as last seen, leases. */
export function accountsAndLeases(world: StoreUnderTest): void {
  describe('a connected account', () => {
    it('is kept whole, and changed whole', async () => {
      const row = anAccount();
      await world.store.installations.save(row);
      expect(await world.store.installations.find(row.installation.id)).toEqual(row);
      const changed: InstallationRow = {
        ...row,
        installation: anInstallation({ ...row.installation, name: 'Renamed' }, { company: 'New' }),
        plan: 'pro',
        sealedCredentials: null,
      };
      await world.store.installations.save(changed);
      expect(await world.store.installations.find(row.installation.id)).toEqual(changed);
      expect(await inUnit(world.store, row.installation.id)).toEqual(changed.installation);
    });

    it('is listed among the others, in the order in which they came', async () => {
      const store = await world.another();
      const [second, first] = [anAccount({ createdAt: at('10:00') }), anAccount({ createdAt: at('09:00') })];
      for (const row of [second, first]) await store.installations.save(row);
      expect(await store.installations.list()).toEqual([first, second]);
    });

    it('that was removed is gone for everybody, and its credentials are deleted', async () => {
      const row = anAccount();
      const { id } = row.installation;
      await world.store.installations.save(row);
      await world.store.installations.remove(id, at('12:00'));
      expect(await world.store.installations.find(id)).toBeNull();
      expect(await inUnit(world.store, id)).toBeNull();
      expect((await world.store.installations.list()).map(({ installation }) => installation.id)).not.toContain(id);
      const kept = await world.store.database.read
        .selectFrom('installation')
        .select(['removed_at', 'sealed_credentials'])
        .where('id', '=', id)
        .executeTakeFirst();
      expect(kept).toEqual({ removed_at: at('12:00'), sealed_credentials: null });
    });

    it('offers SMS from the moment it is switched on, and keeps nothing of it when it is switched off', async () => {
      const row = anAccount();
      const { id } = row.installation;
      const ways = async () => {
        const [one, listed] = [await world.store.installations.find(id), await world.store.installations.list()];
        const same = listed.find(({ installation }) => installation.id === id);
        expect(same).toEqual(one);
        expect(await inUnit(world.store, id)).toEqual(one?.installation);
        return one?.installation.settings.lifecycle.channels;
      };
      const switchSms = (isOn: boolean) =>
        world.store.database.write((db) => writeSetting(db, SMS_SETTING, { isOn, sender: fresh('sender') }));
      await world.store.installations.save(row);
      try {
        expect(await ways()).toEqual(['email', 'ticket', 'link']);
        await switchSms(true);
        expect(await ways()).toEqual(['email', 'sms', 'ticket', 'link']);
        // A page that shows the account and saves it again does not make SMS a choice of the account.
        const shown = await world.store.installations.find(id);
        await world.store.installations.save({ ...row, ...shown });
        await switchSms(false);
        expect(await ways()).toEqual(['email', 'ticket', 'link']);
        const kept = await world.store.database.read.selectFrom('installation').select('settings').execute();
        expect(kept.filter(({ settings }) => settings.includes('"sms"'))).toEqual([]);
      } finally {
        await world.store.database.write((db) => removeSetting(db, SMS_SETTING));
      }
      expect(await ways()).toEqual(['email', 'ticket', 'link']);
    });

    it('saved before a limit or setting existed gets its default', async () => {
      const row = anAccount();
      const { id, settings } = row.installation;
      await world.store.installations.save(row);
      const { askAgainAfterMs: _, ...lifecycle } = settings.lifecycle;
      const { appCallSeconds: __, namesBySecret: ___, ...older } = settings;
      const text = JSON.stringify({ ...older, lifecycle });
      await world.store.database.write((db) =>
        db.updateTable('installation').set({ settings: text }).where('id', '=', id).execute(),
      );
      expect((await inUnit(world.store, id))?.settings).toEqual({ ...settings, namesBySecret: false });
    });
  });

  describe('a ticket as it was last seen', () => {
    it('is remembered per desk and ticket, the newest look only', async () => {
      const desk = fresh('desk');
      const recall = (installationId: string, ticketId: string) =>
        world.store.unitOfWork.run((stores) => stores.tickets.recall(installationId, ticketId));
      expect(await recall(desk, '42')).toBeNull();
      const remember = (seen: TicketSeen) =>
        world.store.unitOfWork.run((stores) => stores.tickets.remember(desk, '42', seen));
      const contacts = [{ role: 'requester', name: 'May', email: null, phone: '1', language: 'zh-TW' }] as const;
      const newest = aTicketSeen({ agent: BEN, groupId: '7', contacts, seenAt: at('10:00') });
      await remember(aTicketSeen({ agent: ANNA }));
      await remember(newest);
      await remember(aTicketSeen({ agent: ANNA, seenAt: at('09:30') }));
      expect(await recall(desk, '42')).toEqual(newest);
      expect(await recall(desk, '43')).toBeNull();
      expect(await recall(fresh('desk'), '42')).toBeNull();
    });

    it('of an earlier version is remembered with its agent, and otherwise as never looked at', async () => {
      const desk = fresh('desk');
      const row = { installation_id: desk, ticket_id: '42', group_id: null, agent_id: null, seen_at: 0 };
      const seen = JSON.stringify({ agent: ANNA, isClosed: true });
      await world.store.database.write((db) =>
        db
          .insertInto('ticket_seen')
          .values({ ...row, seen })
          .execute(),
      );
      expect(await world.store.unitOfWork.run((stores) => stores.tickets.recall(desk, '42'))).toEqual(
        aTicketSeen({ number: '', subject: '', state: 'closed', agent: ANNA, seenAt: 0 }),
      );
    });
  });

  describe('a lease', () => {
    it('belongs to one owner until it runs out or is given back', async () => {
      const name = fresh('lease');
      const { leases } = world.store;
      expect(await leases.hold(name, 'one', at('09:00'), 1_000)).toBe(true);
      expect(await leases.hold(name, 'two', at('09:00') + 999, 1_000)).toBe(false);
      expect(await leases.hold(name, 'one', at('09:00') + 999, 1_000)).toBe(true);
      expect(await leases.hold(name, 'two', at('09:00') + 1_500, 1_000)).toBe(false);
      expect(await leases.hold(name, 'two', at('09:00') + 1_999, 1_000)).toBe(true);
      await leases.release(name, 'one');
      expect(await leases.hold(name, 'one', at('09:00') + 2_000, 1_000)).toBe(false);
      await leases.release(name, 'two');
      expect(await leases.hold(name, 'one', at('09:00') + 2_000, 1_000)).toBe(true);
    });

    it('goes to one only, when many reach for it at once', async () => {
      const name = fresh('lease');
      const held = await Promise.all(
        Array.from({ length: 12 }, (_, n) => world.store.leases.hold(name, `owner-${n}`, at('09:00'), 1_000)),
      );
      expect(held.filter(Boolean)).toHaveLength(1);
    });
  });
}

function inUnit(store: Store, id: string): Promise<Installation | null> {
  return store.unitOfWork.run((stores) => stores.installations.find(id));
}

function anAccount(over: Partial<InstallationRow> = {}): InstallationRow {
  return {
    installation: anInstallation({ id: fresh('desk') }),
    address: 'acme.freshservice.com',
    plan: 'growth',
    sealedCredentials: 'sealed text',
    createdAt: at('09:00'),
    ...over,
  };
}
