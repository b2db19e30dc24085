import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.ts';
import { CREATE } from './org-presses.ts';
import { type OrgWorld, orgWorld } from './org-world.ts';

const MINUTE = 60_000;
const MOST_GRANTS = 2;
const LINK_ONLY = { ...CREATE, channels: ['link'] };

let world: OrgWorld;
beforeEach(async () => {
  world = await orgWorld({ org: { pollSeconds: 5, listens: true }, timeline: 'every-change' });
  await world.org.control.assign(world.org.people.integration, 'Session_Requests_Doorbell');
  await world.requestOn((await world.addCase()).Id);
});
afterEach(() => world.close());

const calls = async (after = 0) => world.org.control.calls(after);
const lastCall = async (): Promise<number> => (await calls()).at(-1)?.n ?? 0;
const grantsSince = async (after: number): Promise<number> =>
  (await calls(after)).filter(({ route }) => route === 'token').length;
const refusedSince = async (after: number): Promise<number> =>
  (await calls(after)).filter(({ fault }) => fault === 'unauthorized').length;
const inbox = () =>
  world.foundation.store.database.read.selectFrom('panel_inbox').selectAll().executeTakeFirstOrThrow();
const left = (texts: readonly string[]) =>
  Promise.all(
    texts.map(async () =>
      world.command({ caseId: (await world.addCase()).Id, type: 'create-request', parameters: LINK_ONLY }),
    ),
  );
const many = Array.from({ length: 15 }, (_, n) => String(n));

describe('A token that the org takes away', () => {
  it('in the midst of many presses and deliveries is replaced with at most two sign-ins, each time', async () => {
    for (let round = 0; round < 4; round += 1) {
      const before = await lastCall();
      const presses = left(many);
      await world.org.control.revoke(world.org.people.integration);
      for (const press of await presses) expect(await world.settled(press)).toMatchObject({ Result__c: 'Done' });
      expect(await grantsSince(before)).toBeLessThanOrEqual(MOST_GRANTS);
      expect(await grantsSince(before)).toBeGreaterThan(0);
    }
  });

  it('so that every call is refused from then on: at most two sign-ins, and two more for each minute', async () => {
    const before = await lastCall();
    await world.org.control.faults([{ fault: { kind: 'unauthorized' } }]);
    const presses = await left(many);
    await eventually('the admin to be told', async () => (await inbox()).trouble);
    for (let ring = 0; ring < 20; ring += 1) await world.ring();
    const { trouble } = await inbox();
    expect(trouble).toMatch(/sign|credential|refus/i);
    expect(await grantsSince(before)).toBeLessThanOrEqual(MOST_GRANTS);
    const later = await lastCall();
    let minutes = 0;
    await eventually('another try', async () => {
      const asked = await refusedSince(later);
      minutes += 1;
      world.later(MINUTE + 1000);
      await world.ring();
      await eventually('a look', async () => (await refusedSince(later)) > asked);
      return (await grantsSince(later)) > 0;
    });
    for (let ring = 0; ring < 20; ring += 1) await world.ring();
    expect(await grantsSince(later)).toBeLessThanOrEqual(MOST_GRANTS * minutes);
    await world.org.control.faults([]);
    world.later(MINUTE + 1000);
    await world.ring();
    for (const press of presses) expect(await world.settled(press)).toMatchObject({ Result__c: 'Done' });
  });

  it('and no sign-in succeeds any more: nobody asks again and again, until it does', async () => {
    const { clientId, clientSecret } = world.org.app;
    await world.org.control.app({ clientId, clientSecret: 'another-one' });
    const before = await lastCall();
    await world.org.control.revoke();
    const presses = await left(many);
    await eventually('the admin to be told', async () => (await inbox()).trouble);
    for (let ring = 0; ring < 20; ring += 1) await world.ring();
    expect(await grantsSince(before)).toBeLessThanOrEqual(MOST_GRANTS);
    await world.org.control.app({ clientId, clientSecret });
    world.later(MINUTE + 1000);
    await world.ring();
    for (const press of presses) expect(await world.settled(press)).toMatchObject({ Result__c: 'Done' });
  });
});
