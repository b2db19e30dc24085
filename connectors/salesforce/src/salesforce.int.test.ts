import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { describeHelpDesk } from '../../../test/contracts/help-desk.ts';
import type { FakeSalesforce } from '../../../test/fakes/salesforce/start.ts';
import { createSalesforce } from './salesforce.ts';
import { salesforceWorld, startOrg } from '../../../test/salesforce/salesforce-world.ts';

let fake: FakeSalesforce | null = null;

const running = (): FakeSalesforce => {
  if (fake === null) throw new Error('the org is not running');
  return fake;
};

describeHelpDesk(
  'Salesforce',
  {
    open: async () => {
      fake = await startOrg();
      return salesforceWorld(fake);
    },
    close: () => running().close(),
  },
  { copies: false, timeEntries: false },
);

describe('The asset field of a Salesforce org', () => {
  beforeEach(async () => {
    fake = await startOrg();
  });
  afterEach(() => running().close());

  const connect = (assetField: string | null) => {
    const { url, app } = running();
    const credentials = { kind: 'client-credentials', ...app } as const;
    return createSalesforce({ address: url, credentials, now: Date.now, assetField });
  };
  const finding = async (assetField: string) =>
    (await connect(assetField).verify()).find(({ check }) => check === 'asset field');

  it('is found by the test of the connection, and one that is missing or hidden is told with what to do', async () => {
    expect(await finding('AnyDesk_ID__c')).toMatchObject({ level: 'ok' });
    expect(await finding('anydesk_id__c')).toMatchObject({ level: 'ok' });
    expect(await finding('Other__c')).toMatchObject({ level: 'problem', mend: expect.stringContaining('Read Access') });
    expect(await finding("x' OR Id != '")).toMatchObject({ level: 'problem', mend: expect.stringContaining('__c') });
    await running().control.assign(running().people.integration, 'Case_Writer', false);
    expect(await finding('AnyDesk_ID__c')).toMatchObject({ level: 'problem', mend: expect.stringContaining('assets') });
  });

  it('that is missing makes no case unreadable, and one that is not set costs no call', async () => {
    const [first] = await running().control.records('Case');
    const id = first?.Id ?? '';
    expect(await connect('Other__c').tickets.findAssets(id)).toEqual({ kind: 'done', value: [] });
    const before = (await running().control.calls()).length;
    expect(await connect(null).tickets.findAssets(id)).toEqual({ kind: 'done', value: [] });
    expect(await running().control.calls()).toHaveLength(before);
  });
});
