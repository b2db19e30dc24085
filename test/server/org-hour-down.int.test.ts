import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OrgRecord } from '../fakes/salesforce/control-client.ts';
import { CREATE } from './org-presses.ts';
import { type OrgServer, type OrgServers, orgServers } from './org-servers.ts';

const MINUTE = 60_000;
let world: OrgServers;
let one: OrgServer;

beforeAll(async () => {
  ({ world, first: one } = await orgServers({ org: { pollSeconds: 5 } }));
});
afterAll(() => world.close());

const commented = async (key: string): Promise<readonly string[]> =>
  (await one.foundation.store.requests.events(key, 0)).flatMap(({ event }) =>
    event.type === 'commented' ? [event.text] : [],
  );
const comment = (record: OrgRecord, text: string): Promise<OrgRecord> =>
  world.command({
    caseId: String(record['Case__c']),
    type: 'add-comment',
    requestKey: String(record['External_Key__c']),
    parameters: { text },
  });

describe('A server that was down for an hour', () => {
  let record: OrgRecord;
  let tooOld: OrgRecord;
  let young: readonly OrgRecord[];
  let newCase: OrgRecord;
  let made: OrgRecord;

  beforeAll(async () => {
    record = await world.requestOn((await world.addCase()).Id);
    newCase = await world.addCase();
    await one.stop();
    tooOld = await comment(record, 'at the beginning');
    await world.later(35 * MINUTE);
    const first = await comment(record, 'first');
    await world.later(5 * MINUTE);
    const second = await comment(record, 'second');
    made = await world.command({ caseId: newCase.Id, type: 'create-request', parameters: CREATE });
    await world.later(20 * MINUTE);
    young = [first, second];
    one = await world.start();
  });

  it('took presses of agents all the time: the org keeps them', async () => {
    const left = await world.org.control.records('Session_Request_Command__c');
    for (const press of [tooOld, ...young, made]) expect(left.map(({ Id }) => Id)).toContain(press.Id);
  });

  it('does what is young enough once, in the order of the presses', async () => {
    for (const press of young) expect(await world.settled(press)).toMatchObject({ Result__c: 'Done' });
    expect(await commented(String(record['External_Key__c']))).toEqual(['first', 'second']);
  });

  it('makes the request that was asked for, with its link', async () => {
    const told = await world.settled(made);
    expect(told).toMatchObject({ Result__c: 'Done' });
    const found = await world.record(String(told['Result_Key__c']), (one) => Boolean(one['Join_Url__c']));
    expect(found['Case__c']).toBe(newCase.Id);
    expect((await world.org.control.casePage(newCase.Id)).requests).toHaveLength(1);
  });

  it('leaves what is older than half an hour, and does it once the agent presses "Send now"', async () => {
    expect(await world.settled(tooOld)).toMatchObject({ Result__c: 'Too old', Result_Key__c: null });
    const again = await comment(record, 'at the beginning');
    expect(await world.settled(again)).toMatchObject({ Result__c: 'Done' });
    expect(await commented(String(record['External_Key__c']))).toEqual(['first', 'second', 'at the beginning']);
  });

  it('does nothing again when it is started once more', async () => {
    await one.stop();
    one = await world.start();
    const last = await comment(record, 'last');
    expect(await world.settled(last)).toMatchObject({ Result__c: 'Done' });
    expect(await commented(String(record['External_Key__c']))).toEqual(['first', 'second', 'at the beginning', 'last']);
  });
});
