import { describe, expect, it } from '@jest/globals';
import type { RecordsHere } from './session-records-world.ts';

const MINUTE = 60_000;
const NEW = '611222333';
const OFF = '611222334';

/** Part of the contract of `SessionRecords`: the devices of the account. */
export function describeClients(here: RecordsHere): void {
  describe('the devices of the account', () => {
    it('are told, online or not; that of an end user is none of them', async () => {
      const { records, joins, agent, recipient, now } = here();
      await joins({ address: NEW, onlineSince: now() });
      await joins({ address: OFF, onlineSince: null });
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
      const { records, joins, now, runAhead } = here();
      await joins({ address: OFF, onlineSince: null });
      if (aheadMs > 0) await runAhead(aheadMs);
      const since = now();
      await joins({ address: NEW, onlineSince: since });
      const answer = await records.onlineClients();
      const online = answer.kind === 'done' ? answer.value.clients : [];
      expect(online.map(({ address }) => address)).not.toContain(OFF);
      const found = online.find(({ address }) => address === NEW);
      expect(Math.abs((found?.onlineSince ?? 0) - since)).toBeLessThan(20_000);
    });

    it.each(['server-error', 'not-permitted', 'foreign-page', 'slow', 'lost'] as const)(
      'are not known when the answer is %s',
      async (mishap) => {
        const { records, befall } = here();
        await befall(mishap);
        expect((await records.onlineClients()).kind).toBe('not-done');
      },
    );

    it('are not known while the credentials are refused, and to try again needs new ones', async () => {
      const { records, refuseCredentials } = here();
      await refuseCredentials();
      expect(await records.onlineClients()).toMatchObject({ kind: 'not-done', retry: { when: 'after-reconnect' } });
    });
  });
}
