import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Consent } from '../../core/session-request/values.ts';
import { addressHash, sealAddress } from '../../server/http/join/seal-address.ts';
import { consentAt, event } from '../builders/events.ts';
import { BY_RECIPIENT } from '../builders/people.ts';
import { at, MINUTE } from '../builders/times.ts';
import { erase, everything, onBothEngines, type PrivacyWorld, request, sealed } from './privacy-world.ts';

const ADDRESS = '123456789';

onBothEngines((worldNow) => {
  let world: PrivacyWorld;
  beforeEach(() => {
    world = worldNow();
    world.now += 60 * MINUTE;
  });

  /** Allowed on the join page, told to the sealed log, and over. */
  async function allowed() {
    const hashed = sealAddress(world.keys, ADDRESS);
    const consent: Consent = { ...consentAt(at('09:10')), source: 'join-page', ...hashed } as Consent;
    const later = [
      event('recipient-joined', at('09:05')),
      event('access-granted', at('09:10'), { address: ADDRESS, consent }),
      event('request-closed', at('10:00')),
    ];
    const made = await request(world, { later });
    const detail = JSON.stringify({ named: 'Anna Ng, Service Desk', addressHash: hashed.addressHash });
    await world.store.unitOfWork.run(({ audit }) =>
      audit.append([
        {
          at: at('09:10'),
          actor: BY_RECIPIENT,
          action: 'request.access-granted',
          installationId: 'acme',
          requestId: made.id,
          detail,
        },
      ]),
    );
    await sealed(world.store);
    return { ...hashed, made };
  }

  describe('The address that stands hashed in the sealed log', () => {
    it('is proven by what the request keeps, while the person is known', async () => {
      const { addressHash: hash, addressSalt: salt, made } = await allowed();
      const [, , granted] = await world.store.requests.events(made.id, 0);
      expect(granted?.event).toMatchObject({ consent: { addressHash: hash, addressSalt: salt } });
      expect(addressHash(world.keys, ADDRESS, salt)).toBe(hash);
      expect(addressHash(world.keys, '123456788', salt)).not.toBe(hash);
    });

    it('stands there otherwise each time, so that two rows do not tell of one computer', async () => {
      expect((await allowed()).addressHash).not.toBe((await allowed()).addressHash);
    });

    it('can be tried against no guess any more once the person is erased, not even by whoever has our key', async () => {
      const { addressHash: hash, addressSalt: salt } = await allowed();
      expect(await everything(world)).toContain(salt);
      await erase(world);
      const left = await everything(world);
      expect(left).toContain(hash);
      expect(left).not.toContain(salt);
      expect(left).not.toContain(ADDRESS);
      // Every text that is left would have to be the salt.
      const texts = new Set(left.match(/[\w-]{8,}/g));
      for (const text of texts) expect(addressHash(world.keys, ADDRESS, text)).not.toBe(hash);
      expect(world.keys.mac('consent-address', ADDRESS).toString('base64url')).not.toContain(hash);
    });

    it('stays in a log that still proves itself', async () => {
      await allowed();
      await erase(world);
      await sealed(world.store);
      expect(await world.store.audit.verifyChain()).toMatchObject({ firstBroken: null });
    });
  });
});
