import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../../core/ports/answer.ts';
import type { CommandResult, RequestRecord } from '../../../core/ports/panel-platform.ts';
import type { FaultRuleInput } from '../../../test/fakes/salesforce/control-client.ts';
import type { FakeSalesforce } from '../../../test/fakes/salesforce/start.ts';
import { aRequestRecord } from '../../../test/salesforce/a-request-record.ts';
import { startOrg } from '../../../test/salesforce/salesforce-world.ts';
import { createSalesforce } from './salesforce.ts';

let fake: FakeSalesforce;
let desk: ReturnType<typeof createSalesforce>;
let caseId = '';
let otherCase = '';
let command = '';

beforeEach(async () => {
  fake = await startOrg();
  const credentials = { kind: 'client-credentials', ...fake.app } as const;
  desk = createSalesforce({ address: fake.url, credentials, now: () => Date.now(), timeoutMs: 2000 });
  const [first, second] = await fake.control.records('Case');
  caseId = first?.Id ?? '';
  otherCase = second?.Id ?? '';
  const left = { Case__c: caseId, Type__c: 'claim', Request_Key__c: 'r1', Client_Key__c: 'press-1' };
  command = (await fake.control.insert('Session_Request_Command__c', left, fake.people.mara)).Id;
});
afterEach(() => fake.close());

const entry = (ticketId = caseId, marker = 'RS-000123-07-K7QX') =>
  ({ ticketId, marker, paragraphs: ['Mara asked Hannah.'], links: [], visibility: 'private', notify: [] }) as const;
const record = (over: Partial<RequestRecord> = {}) => aRequestRecord({ ticketId: caseId, ...over });
const result = (): CommandResult => ({
  recordId: command,
  result: 'done',
  message: '',
  requestId: 'r1',
  seenAt: Date.now(),
  handledAt: Date.now(),
});

type Outcome = Answer<unknown> | undefined;
/** What is written after a press: the entry, the record, the result of the command. */
const WRITES: Readonly<Record<'entry' | 'record' | 'result', () => Promise<Outcome>>> = {
  entry: () => desk.timeline.post(entry()),
  record: async () => desk.records?.write(record()),
  result: async () => desk.commands?.settle([result()]),
};
type Name = keyof typeof WRITES;
const NAMES: readonly Name[] = ['entry', 'record', 'result'];
const kindOf = (outcome: Outcome): string =>
  outcome?.kind === 'not-done' ? `not-done ${outcome.retry.when}` : (outcome?.kind ?? 'none');

/** Writes all three at one moment, then again what is not done, as deliveries do. */
async function writtenAtLast(): Promise<{ readonly first: readonly string[]; readonly last: readonly string[] }> {
  let open = NAMES;
  let outcomes = await Promise.all(open.map((name) => WRITES[name]()));
  const first = outcomes.map(kindOf);
  for (let round = 0; round < 6 && outcomes.some((one) => one?.kind !== 'done'); round += 1) {
    open = open.filter((_, index) => outcomes[index]?.kind !== 'done');
    outcomes = await Promise.all(open.map((name) => WRITES[name]()));
  }
  return { first, last: outcomes.map(kindOf) };
}

async function expectOnce(): Promise<void> {
  const { feed, events, requests, commands } = await fake.control.casePage(caseId);
  expect(feed).toHaveLength(1);
  expect(events).toMatchObject([{ Key__c: entry().marker, Feed_Item__c: feed[0]?.Id }]);
  expect(requests).toMatchObject([{ External_Key__c: record().key, Status__c: 'Open' }]);
  expect(commands).toMatchObject([{ Id: command, Result__c: 'Done', Result_Key__c: 'r1' }]);
}

const routes = async () => (await fake.control.calls()).map(({ route }) => route).filter((one) => one !== 'token');

describe('Entry, record and result of one press', () => {
  it('are one call', async () => {
    expect((await writtenAtLast()).first).toEqual(['done', 'done', 'done']);
    await expectOnce();
    expect(await routes()).toEqual(['graph']);
  });

  it.each([
    ['its answer is lost', { kind: 'lost-answer' }],
    ['its answer breaks in the middle', { kind: 'truncated' }],
    ['its answer is no JSON', { kind: 'malformed-json' }],
    ['its answer is a page', { kind: 'html-answer' }],
    ['its answer is empty', { kind: 'empty-answer' }],
    ['it is done, and called a fault', { kind: 'error', status: 503, body: 'html', done: true }],
    ['it is not done, and called a fault', { kind: 'error', status: 502, body: 'empty', done: false }],
    ['the connection is cut', { kind: 'reset' }],
    ['there is no answer', { kind: 'hang' }],
  ] as const)('are there once when %s; only the entry is in doubt', async (_, fault) => {
    await fake.control.faults([{ on: { route: 'graph' }, when: { next: 1 }, fault }]);
    expect((await writtenAtLast()).first).toEqual(['unknown', 'not-done soon', 'not-done soon']);
    await expectOnce();
  });

  it('wait when the day has no calls left, and nothing is in doubt', async () => {
    await fake.control.faults([{ on: { route: 'graph' }, when: { next: 1 }, fault: { kind: 'limit' } }]);
    const outcomes = await Promise.all(NAMES.map((name) => WRITES[name]()));
    expect(outcomes.map(kindOf)).toEqual(['not-done at', 'not-done at', 'not-done at']);
    expect((await fake.control.casePage(caseId)).feed).toEqual([]);
  });

  it('ask for one new token when the old one is refused, and are done with it', async () => {
    await fake.control.faults([{ on: { route: 'graph' }, when: { next: 1 }, fault: { kind: 'unauthorized' } }]);
    expect((await writtenAtLast()).first).toEqual(['done', 'done', 'done']);
    await expectOnce();
    expect((await fake.control.calls()).filter(({ route }) => route === 'token')).toHaveLength(2);
  });

  it('ask for two tokens at most while every one is refused', async () => {
    await fake.control.faults([{ on: { route: 'graph' }, when: 'always', fault: { kind: 'unauthorized' } }]);
    const outcomes = await Promise.all(NAMES.map((name) => WRITES[name]()));
    expect(outcomes.map(kindOf)).toEqual(NAMES.map(() => 'not-done after-reconnect'));
    expect((await fake.control.calls()).filter(({ route }) => route === 'token')).toHaveLength(2);
  });

  const FAILING: readonly (readonly [Name, FaultRuleInput['fault']])[] = [
    ['entry', { kind: 'record', object: 'FeedItem' }],
    ['entry', { kind: 'record', object: 'Session_Request_Event__c' }],
    ['record', { kind: 'record', object: 'Session_Request__c' }],
    ['result', { kind: 'record', object: 'Session_Request_Command__c', operation: 'update' }],
  ];
  it.each(FAILING)('the others stand when the %s alone is taken back (%j), and it comes later', async (name, fault) => {
    await fake.control.faults([{ when: { next: 1 }, fault }]);
    const { first } = await writtenAtLast();
    expect(first).toEqual(NAMES.map((one) => (one === name ? 'not-done soon' : 'done')));
    await expectOnce();
  });

  it('the others stand when a record can never be written', async () => {
    const [posted, written] = await Promise.all([
      desk.timeline.post(entry()),
      desk.records?.write(record({ ticketId: '5009g0000009999AAA' })),
    ]);
    expect([kindOf(posted), kindOf(written)]).toEqual(['done', 'not-done never']);
    expect((await fake.control.casePage(caseId)).feed).toHaveLength(1);
  });
});

describe('An entry whose first try is still on its way', () => {
  it('waits for that one, and is there once, whatever else is written', async () => {
    const fault = { kind: 'hidden', visibleAfterMs: 20_000, answer: 'lost' } as const;
    await fake.control.faults([{ on: { route: 'graph' }, when: { next: 1 }, fault }]);
    const both = () =>
      Promise.all([desk.timeline.post(entry()), desk.timeline.post(entry(otherCase, 'RS-000124-01-AAAA'))]);
    expect((await both()).map(kindOf)).toEqual(['unknown', 'unknown']);
    expect((await both()).map(kindOf)).toEqual(['not-done soon', 'not-done soon']);
    await fake.control.advance(20_000);
    expect((await both()).map(kindOf)).toEqual(['done', 'done']);
    expect((await fake.control.casePage(caseId)).feed).toHaveLength(1);
    expect((await fake.control.casePage(otherCase)).feed).toHaveLength(1);
  });
});

describe('Entries of an org without feeds', () => {
  it('become comments, each once, though they were refused together', async () => {
    await fake.control.settings({ feeds: false });
    const answers = await Promise.all([
      desk.timeline.post(entry()),
      desk.timeline.post(entry(otherCase, 'RS-000124-01-AAAA')),
    ]);
    expect(answers.map(kindOf)).toEqual(['done', 'done']);
    const pages = await Promise.all([caseId, otherCase].map((id) => fake.control.casePage(id)));
    expect(pages.map(({ comments }) => comments.length)).toEqual([1, 1]);
  });
});

describe('Twenty entries of one moment', () => {
  it('of which sixteen are locked: Salesforce gives up at the fifteenth, and all are there once at last', async () => {
    await fake.control.faults([{ when: { next: 16 }, fault: { kind: 'record', object: 'FeedItem' } }]);
    const markers = Array.from({ length: 20 }, (_, index) => `RS-000200-${String(index + 10)}-AAAA`);
    const post = () => Promise.all(markers.map((marker) => desk.timeline.post(entry(caseId, marker))));
    const first = (await post()).map(kindOf);
    expect(new Set(first)).toEqual(new Set(['not-done soon']));
    for (let round = 0; round < 3; round += 1) await post();
    const { feed, events } = await fake.control.casePage(caseId);
    expect(new Set(events.map((event) => event['Key__c']))).toEqual(new Set(markers));
    expect(events).toHaveLength(20);
    expect(feed).toHaveLength(20);
  });
});
