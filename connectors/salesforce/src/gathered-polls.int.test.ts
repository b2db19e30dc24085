import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FakeSalesforce } from '../../../test/fakes/salesforce/start.ts';
import { startOrg } from '../../../test/salesforce/salesforce-world.ts';
import { createSalesforce } from './salesforce.ts';

let fake: FakeSalesforce;
let desk: ReturnType<typeof createSalesforce>;
let caseId = '';
let command = '';
const MINUTE = 60_000;

beforeEach(async () => {
  fake = await startOrg();
  const credentials = { kind: 'client-credentials', ...fake.app } as const;
  desk = createSalesforce({ address: fake.url, credentials, now: () => Date.now(), timeoutMs: 2000, gatherMs: 300 });
  caseId = (await fake.control.records('Case'))[0]?.Id ?? '';
  const left = { Case__c: caseId, Type__c: 'claim', Request_Key__c: 'r1', Client_Key__c: 'press-1' };
  command = (await fake.control.insert('Session_Request_Command__c', left, fake.people.mara)).Id;
});
afterEach(() => fake.close());

const look = () => Promise.all([desk.commands?.poll(null), desk.changes?.changedSince([caseId], null)]);
const routes = async () => (await fake.control.calls()).map(({ route }) => route).filter((one) => one !== 'token');

describe('Looks for commands and for changed cases at the same moment', () => {
  it('are one call, and each finds its own', async () => {
    const [commands, changes] = await look();
    expect(await routes()).toEqual(['composite']);
    expect(commands).toMatchObject({
      kind: 'done',
      value: { commands: [{ recordId: command, ticket: { id: caseId } }] },
    });
    expect(changes).toMatchObject({ kind: 'done', value: { ticketIds: [caseId] } });
  });

  it.each([
    { kind: 'lost-answer' },
    { kind: 'malformed-json' },
    { kind: 'error', status: 503, body: 'html', done: false },
  ] as const)('are both made again when there is no answer: %j', async (fault) => {
    await fake.control.faults([{ on: { route: 'composite' }, when: { next: 1 }, fault }]);
    expect(await look()).toMatchObject([{ retry: { when: 'soon' } }, { retry: { when: 'soon' } }]);
    expect(await look()).toMatchObject([{ kind: 'done' }, { kind: 'done' }]);
  });

  it('each have an answer of their own where one of them is refused, for no further call', async () => {
    await fake.control.assign(fake.people.integration, 'Session_Requests_Server', false);
    const [commands] = await look();
    expect(commands).toMatchObject({ kind: 'not-done', because: { code: 'not-permitted' } });
    expect(await routes()).toEqual(['composite']);
  });

  it('stop both when most calls of the day are used up', async () => {
    await fake.control.settings({ dailyCalls: 1000 });
    await fake.control.used(960);
    await look();
    expect(await look()).toMatchObject([{ retry: { when: 'at' } }, { retry: { when: 'at' } }]);
    expect(await routes()).toHaveLength(1);
  });
});

describe('A case that came along with a command', () => {
  it('is not told of as changed in the state it came in, and is when it changes again', async () => {
    await fake.control.advance(MINUTE);
    await desk.commands?.poll(null);
    const first = await desk.changes?.changedSince([caseId], null);
    expect(first).toMatchObject({ kind: 'done', value: { ticketIds: [] } });
    await fake.control.update('Case', caseId, { Subject: 'Something else' });
    const mark = first?.kind === 'done' ? first.value.watermark : '';
    expect(await desk.changes?.changedSince([caseId], mark)).toMatchObject({ value: { ticketIds: [caseId] } });
  });
});
