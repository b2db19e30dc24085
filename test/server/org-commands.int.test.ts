import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiView } from '../../server/http/api/view.ts';
import { joinClient } from '../support/join-client.ts';
import { type OrgWorld, orgWorld } from './org-world.ts';

let world: OrgWorld;
beforeAll(async () => {
  world = await orgWorld();
});
afterAll(() => world.close());

const viewOf = (record: Readonly<Record<string, unknown>>): ApiView => JSON.parse(String(record['View__c'])) as ApiView;

describe('A command that an agent leaves on a case', () => {
  it('makes a request whose record carries link and actions, and the feed tells of it once', async () => {
    const { Id: caseId } = await world.addCase();
    const record = await world.requestOn(caseId);
    expect(record).toMatchObject({ Status__c: 'Open', Case__c: caseId, Recipient_Name__c: 'Hannah Osei' });
    const view = viewOf(record);
    expect(view.createdBy).toEqual({ name: 'Mara Lindqvist', verified: true });
    expect((await joinClient(String(record['Join_Url__c'])).look()).actions).toContain('join');
    const page = await world.org.control.casePage(caseId);
    expect([page.feed.length, page.events.length, page.requests.length]).toEqual([1, 1, 1]);
  });
});
