import { beforeEach, describe, expect, it } from '@jest/globals';
import { event } from '../builders/events.ts';
import { at, MINUTE } from '../builders/times.ts';
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
} from './privacy-world.ts';

const CLOSED = [event('request-closed', at('10:00'))];

onBothEngines((worldNow) => {
  let world: PrivacyWorld;
  beforeEach(() => {
    world = worldNow();
    world.now += 60 * MINUTE;
  });

  describe('Somebody else', () => {
    const OTHERS = [
      ['with an address that begins alike', `${MARK}@customer.example.org`],
      ['with an address that ends alike', `x${MARK}@customer.example`],
      ['whose address has a letter of another alphabet', `m\u0430yzeta@customer.example`],
      ['whose address has a dotless i or a Kelvin sign', `${MARK}@customer.e\u212aample`],
      ['whose address fits a wildcard', 'mayzetb@customer.example'],
    ] as const;

    it.each(OTHERS)('%s stays as he was', async (_, email) => {
      const other = { name: 'Olga Other', email, phone: '+886900777002' };
      const { id } = await request(world, { recipient: other });
      await request(world);
      await erase(world, { email: MAY.email, phone: null });
      expect((await world.store.requests.find(id))?.request.recipient).toEqual(other);
      await erase(world, { email: null, phone: other.phone });
      expect((await world.store.requests.find(id))?.request.recipient.email).toBeNull();
    });

    it.each(['%@customer.example', '_ayzeta@customer.example', 'mayzet_@customer.example', '!%@customer.example'])(
      'is not reached by a wildcard (%s)',
      async (email) => {
        await request(world);
        expect(await world.erasures.start(ADMIN, { email, phone: null }, true)).toEqual({
          ok: false,
          because: 'nothing',
        });
        await erase(world);
      },
    );

    it('is the same person when only the case differs', async () => {
      const { id } = await request(world, { recipient: { ...MAY, email: MAY.email.toUpperCase(), phone: null } });
      await erase(world, { email: MAY.email, phone: null });
      expect((await world.store.requests.find(id))?.request.recipient.email).toBeNull();
    });

    it('keeps a request that was sent to the person by mistake, and loses the person’s part of its log', async () => {
      const other = { name: 'Olga Other', email: 'olga@customer.example', phone: null };
      const corrected = event('recipient-corrected', at('09:30'), { recipient: other, newLink: true });
      const { id } = await request(world, { comment: 'for Olga', later: [corrected, ...CLOSED] });
      await erase(world);
      expect((await world.store.requests.find(id))?.request.recipient).toEqual(other);
      expect(await everything(world)).not.toContain(MARK);
      await erase(world, { email: other.email, phone: null });
    });
  });

  describe('A person who worked here', () => {
    const eve = { id: 'agent-eve', name: `Eve ${MARK}`, email: 'eve@desk.example' };
    const byEve = { kind: 'agent', agent: eve, proof: 'signed-in' } as const;
    const EVE = { email: eve.email, phone: null };

    it('becomes a pseudonym in the requests of others and in the audit log, whose chain stays true', async () => {
      const olga = { name: 'Olga Other', email: 'olga2@customer.example', phone: null };
      const { id } = await request(world, {
        recipient: olga,
        actor: byEve,
        later: [event('claimed', at('09:20'), { actor: byEve, agent: eve }), ...CLOSED],
      });
      const done = await erase(world, EVE);
      expect(await everything(world)).not.toContain(MARK);
      const stored = (await world.store.requests.find(id))?.request;
      expect(stored).toMatchObject({
        recipient: olga,
        createdBy: { agent: { id: eve.id, name: done?.pseudonym, email: null } },
      });
      await sealed(world.store);
      expect((await world.store.audit.verifyChain()).firstBroken).toBeNull();
      expect(done?.counts['audit']).toBe(2);
    });

    it('must not have an account that can still be used', async () => {
      await account(world, null);
      expect(await world.erasures.start(ADMIN, EVE, true)).toEqual({ ok: false, because: 'account' });
      await world.store.database.write((db) => db.updateTable('person').set({ disabled_at: 1 }).execute());
      await erase(world, EVE);
      expect(await everything(world)).not.toContain(MARK);
    });

    async function account({ store }: PrivacyWorld, disabledAt: number | null): Promise<void> {
      const values = { id: eve.id, name: eve.name, email: eve.email, role: 'support-agent' as const, created_at: 1 };
      await store.database.write((db) =>
        db
          .insertInto('person')
          .values({ ...values, disabled_at: disabledAt })
          .execute(),
      );
    }
  });
});
