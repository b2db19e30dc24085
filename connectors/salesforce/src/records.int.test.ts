import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RequestRecord } from '../../../core/ports/panel-platform.ts';
import type { FakeSalesforce } from '../../../test/fakes/salesforce/start.ts';
import { aRequestRecord } from '../../../test/salesforce/a-request-record.ts';
import { startOrg } from '../../../test/salesforce/salesforce-world.ts';
import { createSalesforce } from './salesforce.ts';

const now = () => Date.now();
let fake: FakeSalesforce;
let desk: ReturnType<typeof createSalesforce>;
let caseId = '';
let otherCase = '';

beforeEach(async () => {
  fake = await startOrg();
  desk = createSalesforce({ address: fake.url, credentials: { kind: 'client-credentials', ...fake.app }, now });
  const [first, second] = await fake.control.records('Case');
  caseId = first?.Id ?? '';
  otherCase = second?.Id ?? '';
});

afterEach(() => fake.close());

const aRecord = (over: Partial<RequestRecord> = {}): RequestRecord =>
  aRequestRecord({
    ticketId: caseId,
    assignee: { agentId: fake.people.mara, email: null, name: 'Mara Lindqvist', queueName: '' },
    view: JSON.stringify({ comment: 'to @{found.Id} and "quotes"' }),
    ...over,
  });

const records = async () =>
  (await fake.control.records('Session_Request__c')).filter((one) => one['IsDeleted'] !== true);
const done = { kind: 'done', value: null };

describe('the record of a request', () => {
  it('is made once and brought up to date', async () => {
    expect(await desk.records?.write(aRecord())).toEqual(done);
    expect(await desk.records?.write(aRecord())).toEqual(done);
    const closed = {
      status: 'Closed',
      outcome: 'solved',
      version: 9,
      closedAt: Date.parse('2026-11-22T12:00:00Z'),
    } as const;
    expect(
      await desk.records?.write(aRecord({ ...closed, sessions: { count: 2, totalMs: 61_499, estimated: true } })),
    ).toEqual(done);
    const [record, ...more] = await records();
    expect(more).toEqual([]);
    expect(record).toMatchObject({
      Case__c: caseId,
      External_Key__c: aRecord().key,
      Number__c: 'RS-000123',
      Status__c: 'Closed',
      Outcome__c: 'solved',
      Assignee__c: fake.people.mara,
      Session_Count__c: 2,
      Session_Seconds__c: 61,
      Duration_Estimated__c: true,
      Version__c: 9,
      Org_Id__c: (await fake.control.state()).organizationId,
    });
  });

  const calls = async () => (await fake.control.calls()).map(({ route }) => route).filter((route) => route !== 'token');

  it('costs a call, when it is new and later', async () => {
    await desk.records?.write(aRecord());
    await desk.records?.write(aRecord({ version: 2 }));
    expect(await calls()).toEqual(['composite', 'composite']);
  });

  it('is not written when it looks as it was just written', async () => {
    await desk.records?.write(aRecord({ version: 1, looks: 'same' }));
    expect(await desk.records?.write(aRecord({ version: 2, looks: 'same' }))).toEqual(done);
    expect(await calls()).toEqual(['composite']);
  });

  it('is written again when nobody knows whether it was written before', async () => {
    await desk.records?.write(aRecord({ version: 1, looks: 'as before' }));
    await fake.control.faults([
      {
        on: { route: 'composite' },
        when: { next: 1 },
        fault: { kind: 'error', status: 503, body: 'html', done: true },
      },
    ]);
    await desk.records?.write(aRecord({ version: 2, comment: 'changed', looks: 'changed' }));
    await desk.records?.write(aRecord({ version: 3, looks: 'as before' }));
    expect(await records()).toMatchObject([{ Comment__c: 'Outlook', Version__c: 3 }]);
  });

  it('keeps the view whole, and nothing in it stands for another record', async () => {
    await desk.records?.write(aRecord());
    const [record] = await records();
    expect(JSON.parse(String(record?.['View__c']))).toEqual({ comment: 'to @{found.Id} and "quotes"' });
  });

  it('goes with its request to another case', async () => {
    await desk.records?.write(aRecord());
    expect(await desk.records?.write(aRecord({ ticketId: otherCase, version: 2 }))).toEqual(done);
    expect(await records()).toMatchObject([{ Case__c: otherCase, Number__c: 'RS-000123', Version__c: 2 }]);
  });

  it.each(['lost-answer', 'malformed-json'] as const)('is there once after its answer was lost (%s)', async (kind) => {
    await fake.control.faults([{ on: { route: 'composite' }, when: { next: 2 }, fault: { kind } }]);
    for (let round = 0; round < 4; round += 1) await desk.records?.write(aRecord({ version: round + 1 }));
    expect(await records()).toMatchObject([{ Version__c: 4 }]);
  });

  it('waits for a record that somebody else is changing', async () => {
    await desk.records?.write(aRecord());
    await fake.control.faults([{ when: { next: 1 }, fault: { kind: 'record', object: 'Session_Request__c' } }]);
    expect(await desk.records?.write(aRecord({ version: 2 }))).toMatchObject({
      kind: 'not-done',
      retry: { when: 'soon' },
    });
    expect(await desk.records?.write(aRecord({ version: 2 }))).toEqual(done);
  });

  it('names an assignee whom the org does not know', async () => {
    const assignee = { agentId: '0055g0000000999AAA', email: null, name: 'Ada Lovelace', queueName: '' };
    expect(await desk.records?.write(aRecord({ assignee }))).toEqual(done);
    expect(await records()).toMatchObject([{ Assignee__c: null, Assignee_Name__c: 'Ada Lovelace' }]);
  });

  describe('whose assignee is known here by an account of his own', () => {
    const ours = (email: string) => ({ agentId: null, email, name: 'Jun', queueName: '' });
    const write = (email: string, over: Partial<RequestRecord> = {}) =>
      desk.records?.write(aRecord({ assignee: ours(email), ...over }));

    it('names the user who has his address, and asks for him once in many hours', async () => {
      expect(await write('Jun.Watanabe@kestrel.example')).toEqual(done);
      expect(await records()).toMatchObject([{ Assignee__c: fake.people.jun, Assignee_Name__c: 'Jun' }]);
      await write('Jun.Watanabe@kestrel.example', { version: 2, looks: 'later' });
      expect(await calls()).toEqual(['query', 'composite', 'composite']);
    });

    it('names nobody where two users have the address, or none', async () => {
      const { jun, mara } = fake.people;
      await fake.control.update('User', mara, { Email: 'shared@kestrel.example' });
      await fake.control.update('User', jun, { Email: 'shared@kestrel.example' });
      for (const [version, email] of ['shared@kestrel.example', 'nobody@kestrel.example', "x' OR Id != '"].entries()) {
        expect(await write(email, { version, looks: email })).toEqual(done);
        expect(await records()).toMatchObject([{ Assignee__c: null, Assignee_Name__c: 'Jun', Version__c: version }]);
      }
    });

    it('is written all the same while users cannot be asked for, and with him the next time', async () => {
      await fake.control.faults([
        { on: { route: 'query' }, when: { next: 1 }, fault: { kind: 'error', status: 503, body: 'html', done: false } },
      ]);
      expect(await write('jun.watanabe@kestrel.example')).toEqual(done);
      expect(await records()).toMatchObject([{ Assignee__c: null }]);
      await write('jun.watanabe@kestrel.example', { version: 2, looks: 'later' });
      expect(await records()).toMatchObject([{ Assignee__c: fake.people.jun }]);
    });
  });

  it('cannot be on a case that is gone', async () => {
    await fake.control.remove('Case', caseId);
    expect(await desk.records?.write(aRecord())).toMatchObject({ kind: 'not-done', retry: { when: 'never' } });
  });

  it('takes hostile words as words', async () => {
    const recipient = { name: `<img src=x>'; DROP @{made.id}${'x'.repeat(500)}`, email: 'no address', phone: null };
    expect(await desk.records?.write(aRecord({ recipient, comment: '\u202etxt.exe\u0000' }))).toEqual(done);
    const [record] = await records();
    expect(record).toMatchObject({ Recipient_Email__c: null, Comment__c: 'txt.exe' });
    expect(String(record?.['Recipient_Name__c'])).toMatch(/^<img src=x>'; DROP @\(made\.id\}x+…$/);
  });

  it('is made in a sandbox that holds a copy with the same number', async () => {
    await desk.records?.write(aRecord());
    await fake.control.becomeSandbox();
    const ofSandbox = createSalesforce({
      address: fake.url,
      credentials: { kind: 'client-credentials', ...fake.app },
      now,
    });
    expect(await ofSandbox.records?.write(aRecord({ key: 'a1b2c3d4e5f6g7h8i9j0k1l2m3' }))).toEqual(done);
    expect((await records()).map((row) => [row['Number__c'], row['Of_This_Org__c']])).toEqual([
      ['RS-000123', false],
      ['RS-000123', true],
    ]);
  });
});
