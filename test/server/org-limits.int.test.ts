import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { OrgRecord } from '../fakes/salesforce/control-client.ts';
import { eventually } from '../support/eventually.ts';
import { joinClient } from '../support/join-client.ts';
import { CREATE } from './org-presses.ts';
import { type OrgWorld, orgWorld } from './org-world.ts';

const MINUTE = 60_000;
const OF_DAY = 1000;

let world: OrgWorld;
let record: OrgRecord;
beforeEach(async () => {
  world = await orgWorld({ org: { pollSeconds: 300 }, timeline: 'every-change' });
  record = await world.requestOn((await world.addCase()).Id);
  await world.org.control.settings({ dailyCalls: OF_DAY });
});
afterEach(() => world.close());

const calls = async (): Promise<number> => (await world.org.control.calls()).length;
/** How often was looked for presses, alone or beside other questions. */
const looks = async (): Promise<number> =>
  (await world.org.control.calls()).filter(({ path, requestBody }) =>
    /FROM(?:\W|%20)+Session_Request_Command__c/.test(path + requestBody),
  ).length;
const trouble = async () => {
  const { read } = world.foundation.store.database;
  return (await read.selectFrom('panel_inbox').select('trouble').executeTakeFirst())?.trouble ?? null;
};
const aPress = async () => {
  const { Id: caseId } = await world.addCase();
  return world.command({ caseId, type: 'create-request', parameters: { ...CREATE, channels: ['link'] } });
};
/** The end user presses, whatever the org's state. */
const joins = async (): Promise<void> => void (await joinClient(String(record['Join_Url__c'])).walk('join'));
const isWaiting = () => world.record(String(record['External_Key__c']), (one) => one['Status__c'] === 'Waiting');

describe("An org's calls of the day", () => {
  it('used up to 95 %: no press is fetched any more, while what must be written is; one look in a quarter of an hour tells when it is over', async () => {
    await world.org.control.used(0.96 * OF_DAY);
    await joins();
    await isWaiting();
    const before = await looks();
    expect(before).toBeGreaterThan(0);
    const left = await aPress();
    await eventually('the admin to be told', async () => /calls of the day/.test((await trouble()) ?? ''));
    for (let ring = 0; ring < 20; ring += 1) await world.ring();
    expect(await looks()).toBe(before);
    await world.org.control.used(0.1 * OF_DAY);
    world.later(16 * MINUTE);
    await world.ring();
    expect(await world.settled(left)).toMatchObject({ Result__c: 'Done' });
    expect(await trouble()).toBeNull();
  });

  it('used up to 80 %: a press that rings is answered at the usual pace, not at once for each', async () => {
    await world.org.control.used(0.85 * OF_DAY);
    expect(await world.settled(await aPress())).toMatchObject({ Result__c: 'Done' });
    const before = await looks();
    expect(before).toBeGreaterThan(1);
    for (let ring = 0; ring < 20; ring += 1) await world.ring();
    const { Id: caseId } = await world.addCase();
    await joins();
    await isWaiting();
    expect(await looks()).toBe(before);
    expect((await world.org.control.casePage(caseId)).requests).toEqual([]);
  });

  it('exceeded: nothing at all is asked for five minutes, rings or not, and nothing is lost', async () => {
    await world.org.control.faults([{ fault: { kind: 'limit' } }]);
    await joins();
    const left = await aPress();
    await eventually('the admin to be told', trouble);
    const before = await calls();
    for (let ring = 0; ring < 20; ring += 1) await world.ring();
    world.later(4 * MINUTE);
    await world.ring();
    expect((await calls()) - before).toBeLessThanOrEqual(1);
    await world.org.control.faults([]);
    world.later(2 * MINUTE);
    await world.ring();
    expect(await world.settled(left)).toMatchObject({ Result__c: 'Done' });
    await isWaiting();
  });
});
