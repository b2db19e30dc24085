import { describe, expect, it } from '@jest/globals';
import type { Installation } from '../../core/ports/installation.ts';
import type { InstallationRow, Store } from '../../server/storage/store.ts';
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

    it('saved before a time limit existed gets its default', async () => {
      const row = anAccount();
      const { id, settings } = row.installation;
      await world.store.installations.save(row);
      const { askAgainAfterMs: _, ...older } = settings.lifecycle;
      const text = JSON.stringify({ ...settings, lifecycle: older });
      await world.store.database.write((db) =>
        db.updateTable('installation').set({ settings: text }).where('id', '=', id).execute(),
      );
      expect((await inUnit(world.store, id))?.settings).toEqual(settings);
    });
  });

  describe('a ticket as it was last seen', () => {
    it('is remembered per desk and ticket, the newest look only', async () => {
      const desk = fresh('desk');
      const recall = (installationId: string, ticketId: string) =>
        world.store.unitOfWork.run((stores) => stores.tickets.recall(installationId, ticketId));
      expect(await recall(desk, '42')).toBeNull();
      await world.store.unitOfWork.run((stores) =>
        stores.tickets.remember(desk, '42', { agent: ANNA, isClosed: false }),
      );
      await world.store.unitOfWork.run((stores) =>
        stores.tickets.remember(desk, '42', { agent: BEN, isClosed: false }),
      );
      expect(await recall(desk, '42')).toEqual({ agent: BEN, isClosed: false });
      expect(await recall(desk, '43')).toBeNull();
      expect(await recall(fresh('desk'), '42')).toBeNull();
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
