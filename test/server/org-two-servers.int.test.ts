import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { postgresIsThere } from '../setup/postgres-database.ts';
import { eventually } from '../support/eventually.ts';
import { CREATE } from './org-presses.ts';
import { type OrgServer, type OrgServers, orgServers } from './org-servers.ts';

// The machine without PostgreSQL says so loudly when the suites start.
const describeThere = postgresIsThere() ? describe : describe.skip;
const RING = '/event/Session_Request_Ring__e';
/** A process that does not poll asks this often whether it is to. */
const TAKE_OVER_MS = 10_000;

describeThere("Two servers that may listen to an org's ring", () => {
  let world: OrgServers;
  let one: OrgServer;
  let two: OrgServer;

  beforeAll(async () => {
    ({ world, first: one } = await orgServers({ engine: 'postgres', org: { pollSeconds: 300, listens: true } }));
    two = await world.start();
  });
  afterAll(() => world.close());

  const listeners = async (): Promise<number> =>
    (await world.org.control.streamClients()).filter(({ channels }) => channels.includes(RING)).length;
  const isHeard = ({ foundation }: OrgServer) =>
    eventually('the ring to be heard', async () => {
      const { read } = foundation.store.database;
      return (await read.selectFrom('panel_inbox').select('bell_heard').executeTakeFirst())?.bell_heard === 1;
    });
  const aPress = async () => {
    const { Id: caseId } = await world.addCase();
    return world.command({ caseId, type: 'create-request', parameters: { ...CREATE, channels: ['link'] } });
  };

  it('share one stream, and a press is carried out once', async () => {
    await isHeard(one);
    expect(await listeners()).toBe(1);
    const since = performance.now();
    const presses = [await aPress(), await aPress(), await aPress()];
    for (const press of presses) expect(await world.settled(press)).toMatchObject({ Result__c: 'Done' });
    expect(performance.now() - since).toBeLessThan(TAKE_OVER_MS);
    const records = () => world.org.control.records('Session_Request__c');
    await eventually('a record for each', async () => (await records()).length >= 3);
    expect(await records()).toHaveLength(3);
    expect(await listeners()).toBe(1);
  });

  it('the other one listens and polls when the first has stopped, from where that one was', async () => {
    await one.stop();
    const missed = await aPress();
    const since = performance.now();
    expect(await world.settled(missed)).toMatchObject({ Result__c: 'Done' });
    expect(performance.now() - since).toBeLessThan(TAKE_OVER_MS + 5000);
    await eventually('the other one to listen', async () => (await listeners()) === 1);
    const again = await aPress();
    expect(await world.settled(again)).toMatchObject({ Result__c: 'Done' });
    expect(two.server.url).not.toBe(one.server.url);
  });
});
