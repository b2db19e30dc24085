import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.ts';
import { type OrgWorld, orgWorld } from './org-world.ts';

let world: OrgWorld;
beforeAll(async () => {
  world = await orgWorld({ org: { pollSeconds: 300 } });
});
afterAll(() => world.close());

const HOUR = 60 * 60_000;
const assigneeOf = async (key: string) => (await world.foundation.store.requests.find(key))?.request.assignee;
/** The hourly look of the server at who left. */
const looked = async () => {
  world.later(HOUR + 1);
  await world.ring();
};
const requestOf = async (assignee: unknown) => {
  const { Id: caseId } = await world.addCase();
  const record = await world.requestOn(caseId, {
    recipient: { name: 'Hannah Osei', email: 'hannah.osei@kestrel.example' },
    channels: ['link'],
    assignee,
  });
  return { caseId, key: String(record['External_Key__c']) };
};

describe('When a user of the org who has requests is deactivated', () => {
  it('they go back to their queue or to nobody, in the record too, and those of others stay', async () => {
    const { jun, mara } = world.org.people;
    const queueId = await world.foundation.people.queues.add(world.admin, {
      name: 'First line',
      installationId: null,
      memberIds: [],
    });
    const to = (id: string, name: string) => ({ kind: 'agent', agent: { id, name, email: null } });
    const ofQueue = await requestOf({ kind: 'queue', queueId });
    await world.settled(await world.command({ caseId: ofQueue.caseId, type: 'claim', requestKey: ofQueue.key }));
    const own = await requestOf(to(mara, 'Mara Lindqvist'));
    const other = await requestOf(to(jun, 'Jun Watanabe'));
    expect(await assigneeOf(ofQueue.key)).toMatchObject({ kind: 'agent', queueId });

    await world.org.control.update('User', mara, { IsActive: false });
    await looked();
    await eventually('the requests to be handed back', async () => (await assigneeOf(own.key))?.kind === 'unassigned');
    expect(await assigneeOf(ofQueue.key)).toMatchObject({ kind: 'queue', queueId });
    expect(await assigneeOf(other.key)).toMatchObject({ kind: 'agent', agent: { name: 'Jun Watanabe' } });
    expect(await world.record(own.key, (record) => record['Assignee__c'] === null)).toMatchObject({
      Assignee_Name__c: null,
    });
    const log = await world.foundation.store.requests.events(own.key, 0);
    expect(log.at(-1)?.event).toMatchObject({ type: 'assigned', actor: { kind: 'help-desk' } });
  });
});
