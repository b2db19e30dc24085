import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type OrgWorld, orgWorld } from './org-world.ts';

let world: OrgWorld;
beforeAll(async () => {
  world = await orgWorld();
});
afterAll(() => world.close());

const contextOf = (record: Readonly<Record<string, unknown>>): unknown =>
  (JSON.parse(String(record['View__c'])) as { readonly context?: unknown }).context;

describe('What the forms of a Salesforce panel are made of', () => {
  it('comes with the record: queues of this org, ways to send, clock, and whether it is a test', async () => {
    const { queues } = world.foundation.people;
    const settings = { installationId: world.orgId, memberIds: [] };
    const desk = await queues.add(world.admin, { ...settings, name: 'Service desk' });
    const all = await queues.add(world.admin, { ...settings, name: 'Night', installationId: null });
    await queues.add(world.admin, { ...settings, name: 'Elsewhere', installationId: world.data.installationId });
    const { Id: caseId } = await world.addCase();
    const row = await world.foundation.store.installations.find(world.orgId);
    expect(contextOf(await world.requestOn(caseId))).toEqual({
      queues: [
        { id: all, name: 'Night' },
        { id: desk, name: 'Service desk' },
      ],
      channels: row?.installation.settings.lifecycle.channels,
      timeZone: row?.installation.settings.timeZone,
      languages: null,
      environment: 'production',
    });
  });

  it('is made as for a panel of Freshservice, which sees its own queues', async () => {
    const { queues } = await world.panel().panelState('1042');
    expect(queues.map(({ name }) => name)).toEqual(['Elsewhere', 'Night']);
  });
});
