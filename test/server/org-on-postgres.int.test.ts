import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { postgresIsThere } from '../setup/postgres-database.ts';
import { eventually } from '../support/eventually.ts';
import { type OrgWorld, orgWorld } from './org-world.ts';

// The machine without PostgreSQL says so loudly when the suites start.
const describeThere = postgresIsThere() ? describe : describe.skip;

describeThere('Several servers on one database', () => {
  let world: OrgWorld;
  beforeAll(async () => {
    world = await orgWorld({ engine: 'postgres', org: { pollSeconds: 300 }, rings: false });
  });
  afterAll(() => world.close());

  const polls = async (): Promise<number> =>
    (await world.org.control.calls()).filter(({ path, requestBody }) => `${path} ${requestBody}`.includes('queryAll'))
      .length;

  it('let one of them ask the org, and a ring at another one reaches it', async () => {
    const { store } = world.foundation;
    await eventually('the first poll', async () => (await polls()) > 0);
    const name = `panel-inbox:${world.orgId}`;
    expect(await store.leases.hold(name, 'another-process', Date.now(), 1000)).toBe(false);
    const before = await polls();
    // What the other process does with a ring: it cannot ask itself, and leaves word.
    await store.database.write((db) => db.updateTable('panel_inbox').set({ rung_at: Date.now() }).execute());
    await eventually('a poll', async () => (await polls()) > before);
  });

  it('carry a command out and write its record', async () => {
    const { Id: caseId } = await world.addCase();
    const parameters = { recipient: { name: 'H', email: 'h@kestrel.example' }, channels: ['link'] };
    const left = await world.command({ caseId, type: 'create-request', parameters });
    await world.ring();
    expect(await world.settled(left)).toMatchObject({ Result__c: 'Done' });
    await eventually('the record', async () => (await world.org.control.casePage(caseId)).requests.length === 1);
  });
});
