import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FakeSalesforce } from '../../../test/fakes/salesforce/start.ts';
import { startOrg } from '../../../test/salesforce/salesforce-world.ts';
import { createSalesforce } from './salesforce.ts';

const now = () => Date.now();
let fake: FakeSalesforce;
let caseId = '';

beforeEach(async () => {
  fake = await startOrg();
  caseId = (await fake.control.records('Case'))[0]?.Id ?? '';
});

afterEach(() => fake.close());

const connect = (clientSecret = fake.app.clientSecret) =>
  createSalesforce({
    address: fake.url,
    credentials: { kind: 'client-credentials', clientId: fake.app.clientId, clientSecret },
    now,
    timeoutMs: 2000,
  });
const entry = () =>
  ({
    ticketId: caseId,
    marker: 'RS-000123-07-K7QX',
    paragraphs: ['Mara asked Hannah for a session.'],
    links: [],
    visibility: 'private',
    notify: [],
  }) as const;

describe('an entry that is tried until it is done', () => {
  it.each([
    { kind: 'lost-answer' },
    { kind: 'truncated' },
    { kind: 'malformed-json' },
    { kind: 'html-answer' },
    { kind: 'empty-answer' },
    { kind: 'reset' },
    { kind: 'error', status: 502, body: 'html', done: true },
    { kind: 'error', status: 503, body: 'json', done: false },
    { kind: 'unauthorized' },
    { kind: 'record', object: 'FeedItem' },
    { kind: 'record', object: 'Session_Request_Event__c' },
  ] as const)('is in the feed once, whatever happens on the way: %j', async (fault) => {
    const isRecord = fault.kind === 'record';
    const next = fault.kind === 'unauthorized' ? 1 : 2;
    await fake.control.faults([{ ...(isRecord ? {} : { on: { route: 'composite' } }), when: { next }, fault }]);
    const desk = connect();
    let answer = await desk.timeline.post(entry());
    for (let round = 0; round < 5 && answer.kind !== 'done'; round += 1) answer = await desk.timeline.post(entry());
    const { feed, events } = await fake.control.casePage(caseId);
    expect(feed).toHaveLength(1);
    expect(events).toMatchObject([{ Key__c: entry().marker, Feed_Item__c: feed[0]?.Id }]);
    expect(answer).toEqual({ kind: 'done', value: { entryId: events[0]?.Id } });
  });

  it('is in the feed once, when two processes write it at the same time', async () => {
    const answers = await Promise.all([connect(), connect()].map((desk) => desk.timeline.post(entry())));
    expect(answers.map(({ kind }) => kind)).toEqual(['done', 'done']);
    expect((await fake.control.casePage(caseId)).feed).toHaveLength(1);
  });

  it('waits for an earlier try that is still on its way, and finds it then', async () => {
    const fault = { kind: 'hidden', visibleAfterMs: 20_000, answer: 'lost' } as const;
    await fake.control.faults([{ on: { route: 'composite' }, when: { next: 1 }, fault }]);
    const desk = connect();
    expect(await desk.timeline.post(entry())).toMatchObject({ kind: 'unknown' });
    expect(await desk.timeline.find(caseId, entry().marker, 0)).toEqual({ kind: 'done', value: [] });
    expect(await desk.timeline.post(entry())).toMatchObject({ kind: 'not-done', retry: { when: 'soon' } });
    await fake.control.advance(20_000);
    expect(await desk.timeline.post(entry())).toMatchObject({ kind: 'done' });
    expect((await fake.control.casePage(caseId)).feed).toHaveLength(1);
  });

  it('is a comment in an org without feeds, once', async () => {
    await fake.control.settings({ feeds: false });
    const desk = connect();
    const first = await desk.timeline.post(entry());
    expect(await desk.timeline.post(entry())).toEqual(first);
    const { comments, feed } = await fake.control.casePage(caseId);
    expect([comments.length, feed.length]).toEqual([1, 0]);
    expect(comments[0]).toMatchObject({ IsPublished: false });
  });
});

describe('an org that an admin connects', () => {
  const findings = async (desk = connect()) =>
    (await desk.verify()).filter(({ level }) => level !== 'ok').map(({ check, level }) => `${level}: ${check}`);

  it('has nothing to complain of when all is set up', async () => {
    expect(await findings()).toEqual([]);
  });

  it('is signed in to with a key of our own', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const clientId = 'a.jwt.app';
    await fake.control.app({
      clientId,
      publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      approvedSets: ['Session_Requests_Server'],
    });
    const desk = (key: typeof privateKey) =>
      createSalesforce({
        address: fake.url,
        now,
        credentials: {
          kind: 'jwt',
          clientId,
          username: 'session.requests@kestrel.example',
          privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
        },
      });
    expect(await findings(desk(privateKey))).toEqual([]);
    const another = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    expect(await findings(desk(another))).toEqual(['problem: credentials']);
  });

  it('tells a wrong secret', async () => {
    expect(await findings(connect('wrong'))).toEqual(['problem: credentials']);
  });

  it('tells that the permission set is missing', async () => {
    await fake.control.assign(fake.people.integration, 'Session_Requests_Server', false);
    const told = await findings();
    expect(told).toEqual(expect.arrayContaining(['problem: Session_Request__c', 'problem: Session_Request_Event__c']));
  });

  it('tells that there is no feed', async () => {
    await fake.control.settings({ feeds: false });
    expect(await findings()).toEqual(['warning: feed']);
  });

  it('tells that most calls of the day are used', async () => {
    await fake.control.settings({ dailyCalls: 1000 });
    await fake.control.used(900);
    expect(await findings()).toEqual(['warning: calls']);
  });

  it('is told apart from its copy', async () => {
    const before = await connect().identify?.();
    await fake.control.becomeSandbox();
    const after = await connect().identify?.();
    expect(before).toMatchObject({ kind: 'done', value: { name: 'Kestrel Logistics', isSandbox: false } });
    expect(after).toMatchObject({ kind: 'done', value: { isSandbox: true } });
    const idOf = (answer: typeof before) => (answer?.kind === 'done' ? answer.value.accountId : '');
    expect(idOf(after)).not.toBe(idOf(before));
  });
});
