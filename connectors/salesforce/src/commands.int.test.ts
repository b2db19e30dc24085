import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CommandPage, CommandResult } from '../../../core/ports/panel-platform.ts';
import type { FakeSalesforce } from '../../../test/fakes/salesforce/start.ts';
import { startOrg } from '../../../test/salesforce/salesforce-world.ts';
import { createSalesforce } from './salesforce.ts';

const now = () => Date.now();
let fake: FakeSalesforce;
let desk: ReturnType<typeof createSalesforce>;
let caseId = '';

beforeEach(async () => {
  fake = await startOrg();
  desk = createSalesforce({ address: fake.url, credentials: { kind: 'client-credentials', ...fake.app }, now });
  caseId = (await fake.control.records('Case'))[0]?.Id ?? '';
});

afterEach(() => fake.close());

const done = { kind: 'done', value: null };
let keys = 0;
const command = (over: Record<string, string> = {}, as = fake.people.mara) => {
  keys += 1;
  const fields = {
    Case__c: caseId,
    Type__c: 'claim',
    Request_Key__c: 'r1',
    Client_Key__c: `client-key-${keys}`,
    ...over,
  };
  return fake.control.insert('Session_Request_Command__c', fields, as);
};
const polled = async (since: string | null = null): Promise<CommandPage> => {
  const answer = await desk.commands?.poll(since);
  if (answer?.kind !== 'done') throw new Error(`not polled: ${JSON.stringify(answer)}`);
  return answer.value;
};
const result = (recordId: string, over: Partial<CommandResult> = {}): CommandResult => ({
  recordId,
  result: 'done',
  message: '',
  requestId: 'r1',
  seenAt: now(),
  handledAt: now(),
  ...over,
});

describe('commands of the panel', () => {
  it('come with the agent whom the platform names, and the case', async () => {
    const made = await command({ Parameters__c: '{"takeOver":true}', Client_Key__c: 'press-00000001' });
    const { commands } = await polled();
    expect(commands).toMatchObject([
      {
        recordId: made.Id,
        ticket: { id: caseId, number: '00001042', subject: 'Outlook keeps asking for my password' },
        requestId: 'r1',
        type: 'claim',
        parameters: { takeOver: true },
        clientKey: 'press-00000001',
        agent: { id: fake.people.mara, name: 'Mara Lindqvist', email: 'mara.lindqvist@kestrel.example' },
        orgId: (await fake.control.state()).organizationId,
      },
    ]);
  });

  it('come in one call, the oldest first', async () => {
    const first = await command();
    const second = await command();
    await polled();
    await fake.control.forgetCalls();
    expect((await polled()).commands.map(({ recordId }) => recordId)).toEqual([first.Id, second.Id]);
    expect(await fake.control.calls()).toHaveLength(1);
  });

  it('come again until they are settled, whatever the watermark, and never after', async () => {
    const made = await command();
    const { watermark } = await polled();
    await fake.control.advance(60_000);
    expect((await polled(watermark)).commands).toHaveLength(1);
    expect(await desk.commands?.settle([result(made.Id)])).toEqual(done);
    expect((await polled(watermark)).commands).toEqual([]);
    expect((await polled()).commands).toEqual([]);
  });

  it('whose parameters are no JSON come without', async () => {
    await command({ Parameters__c: '{"takeOver":' });
    expect((await polled()).commands).toMatchObject([{ parameters: undefined }]);
  });

  it('that were deleted are named as such', async () => {
    const made = await command();
    await fake.control.remove('Session_Request_Command__c', made.Id);
    expect(await polled()).toMatchObject({ commands: [], deleted: [made.Id] });
  });

  it('are found behind more deleted ones than a page holds', async () => {
    const gone = [];
    for (let each = 0; each < 201; each += 1) gone.push(await command());
    for (const { Id } of gone) await fake.control.remove('Session_Request_Command__c', Id);
    const waiting = await command();
    const page = await polled();
    expect(page.commands.map(({ recordId }) => recordId)).toEqual([waiting.Id]);
    expect([page.deleted.length, page.isFull]).toEqual([200, false]);
  });

  it('of another org, copied into a sandbox, are left alone', async () => {
    await command();
    await fake.control.becomeSandbox();
    await fake.control.revoke();
    const copy = createSalesforce({ address: fake.url, credentials: { kind: 'client-credentials', ...fake.app }, now });
    expect(await copy.commands?.poll(null)).toMatchObject({ kind: 'done', value: { commands: [] } });
    expect(await copy.identify?.()).toMatchObject({ kind: 'done', value: { isSandbox: true } });
  });

  it('get their results in one call, each by itself', async () => {
    const [one, two, gone] = [await command(), await command(), await command()];
    await polled();
    await fake.control.remove('Session_Request_Command__c', gone.Id);
    await fake.control.forgetCalls();
    const results = [
      result(one.Id),
      result(two.Id, { result: 'too-old', message: `Too old. ${'x'.repeat(400)}`, requestId: null }),
      result(gone.Id),
    ];
    expect(await desk.commands?.settle(results)).toEqual(done);
    expect((await fake.control.calls()).map(({ route }) => route)).toEqual(['graph']);
    const kept = (await fake.control.records('Session_Request_Command__c')).filter((row) => row['IsDeleted'] !== true);
    expect(kept).toMatchObject([
      { Id: one.Id, Result__c: 'Done', Result_Key__c: 'r1', Result_Message__c: null },
      { Id: two.Id, Result__c: 'Too old', Result_Key__c: null },
    ]);
    expect(String(kept[1]?.['Result_Message__c'])).toHaveLength(255);
  });

  it('whose record is locked are told later, and the others now', async () => {
    const [one, two] = [await command(), await command()];
    await fake.control.faults([
      { when: { next: 1 }, fault: { kind: 'record', object: 'Session_Request_Command__c', operation: 'update' } },
    ]);
    expect(await desk.commands?.settle([result(one.Id), result(two.Id)])).toMatchObject({
      kind: 'not-done',
      retry: { when: 'soon' },
    });
    expect((await polled()).commands.map(({ recordId }) => recordId)).toEqual([one.Id]);
    expect(await desk.commands?.settle([result(one.Id), result(two.Id)])).toEqual(done);
  });

  it('more than a call takes are settled in several', async () => {
    const made = [];
    for (let each = 0; each < 205; each += 1) made.push(await command());
    const first = await polled();
    expect([first.commands.length, first.isFull]).toEqual([200, true]);
    expect(await desk.commands?.settle(made.map(({ Id }) => result(Id)))).toEqual(done);
    expect((await polled()).commands).toEqual([]);
  });
});
