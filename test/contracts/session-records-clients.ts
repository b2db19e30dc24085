import { describe, expect, it } from '@jest/globals';
import type { RecordsHere } from './session-records-world.ts';

const MINUTE = 60_000;
const NEW = '611222333';
const OFF = '611222334';

/** Part of the contract of `SessionRecords`: the devices of the account. */
export function describeClients(here: RecordsHere): void {
  describe('the devices of the account', () => {
    it('are told, online or not; that of an end user is none of them', async () => {
      const world = here();
      const { records, agent, recipient } = world;
      await world.joins({ address: NEW, onlineSince: world.now() });
      await world.joins({ address: OFF, onlineSince: null });
      const answer = await records.knownClients();
      expect(answer).toMatchObject({ kind: 'done', value: { isComplete: true } });
      const known = answer.kind === 'done' ? answer.value.clients : [];
      expect(known).toEqual(expect.arrayContaining([agent, NEW, OFF]));
      expect(known).not.toContain(recipient);
    });

    it.each([
      ['as usual', 0],
      ['by a clock that runs an hour ahead', 60 * MINUTE],
    ])('that are online are told with since when by our clock, %s', async (_how, aheadMs) => {
      const world = here();
      await world.joins({ address: OFF, onlineSince: null });
      if (aheadMs > 0) await world.runAhead(aheadMs);
      const since = world.now();
      await world.joins({ address: NEW, onlineSince: since });
      const answer = await world.records.onlineClients();
      const online = answer.kind === 'done' ? answer.value.clients : [];
      expect(online.map(({ address }) => address)).not.toContain(OFF);
      const found = online.find(({ address }) => address === NEW);
      expect(Math.abs((found?.onlineSince ?? 0) - since)).toBeLessThan(20_000);
    });

    it.each(['server-error', 'not-permitted', 'foreign-page', 'slow', 'lost'] as const)(
      'are not known when the answer is %s',
      async (mishap) => {
        const world = here();
        await world.befall(mishap);
        expect((await world.records.onlineClients()).kind).toBe('not-done');
      },
    );

    it('are not known while the credentials are refused, and to try again needs new ones', async () => {
      const world = here();
      await world.refuseCredentials();
      expect(await world.records.onlineClients()).toMatchObject({
        kind: 'not-done',
        retry: { when: 'after-reconnect' },
      });
    });
  });
}
