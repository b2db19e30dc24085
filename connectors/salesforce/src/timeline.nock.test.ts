import { describe, expect, it } from '@jest/globals';
import nock from 'nock';
import {
  API,
  AN_ENTRY,
  BOTH_MADE,
  CASE_ID,
  compositeAnswers,
  deskAt,
  EVENT_ID,
  NOW,
  ORG,
  POST_ID,
  queryAnswers,
  signIns,
  takenBack,
} from '../../../test/salesforce/nock-org.ts';

const there = { Id: EVENT_ID, Feed_Item__c: POST_ID };

type Sent = {
  readonly allOrNone: boolean;
  readonly compositeRequest: readonly {
    readonly method: string;
    readonly url: string;
    readonly body: Record<string, unknown>;
  }[];
};

/** The next composite call is answered so; what was sent is in the list. */
const heard = (body: nock.Body): Sent[] => {
  const sent: Sent[] = [];
  nock(ORG)
    .post(`${API}/composite`, (json: Sent) => {
      sent.push(json);
      return true;
    })
    .reply(200, body);
  return sent;
};

describe('an entry of a case', () => {
  it('is a post for colleagues and its record, both or neither', async () => {
    signIns();
    const sent = heard(BOTH_MADE);
    expect(await deskAt().timeline.post(AN_ENTRY)).toEqual({ kind: 'done', value: { entryId: EVENT_ID } });
    expect(sent[0]?.allOrNone).toBe(true);
    const [post, event] = sent[0]?.compositeRequest ?? [];
    expect(post).toMatchObject({
      method: 'POST',
      url: `${API}/sobjects/FeedItem`,
      body: { ParentId: CASE_ID, Type: 'TextPost', Visibility: 'InternalUsers', IsRichText: true },
    });
    expect(event).toMatchObject({
      url: `${API}/sobjects/Session_Request_Event__c`,
      body: {
        Case__c: CASE_ID,
        Key__c: AN_ENTRY.marker,
        Request_Number__c: 'RS-000123',
        At__c: new Date(NOW).toISOString(),
        Feed_Item__c: '@{shown.id}',
      },
    });
  });

  it('is there already when its key is taken, and nobody is told of it again', async () => {
    signIns();
    compositeAnswers(200, takenBack('event', 'DUPLICATE_VALUE'));
    queryAnswers([there]);
    const entry = { ...AN_ENTRY, notify: ['mara@acme.example'] };
    expect(await deskAt().timeline.post(entry)).toEqual({ kind: 'done', value: { entryId: EVENT_ID } });
  });

  it('is tried again soon when its key is taken by a try that is still going on', async () => {
    signIns();
    compositeAnswers(200, takenBack('event', 'DUPLICATE_VALUE'));
    queryAnswers([]);
    expect(await deskAt().timeline.post(AN_ENTRY)).toMatchObject({ kind: 'not-done', retry: { when: 'soon' } });
  });

  it('was not written when a 200 says that all was taken back', async () => {
    signIns();
    compositeAnswers(200, takenBack('event', 'UNABLE_TO_LOCK_ROW'));
    expect(await deskAt().timeline.post(AN_ENTRY)).toMatchObject({ kind: 'not-done', retry: { when: 'soon' } });
  });

  it.each(['FEED_NOT_ENABLED_FOR_OBJECT', 'FUNCTIONALITY_NOT_ENABLED', 'INVALID_TYPE'])(
    'becomes a comment where there is no feed (%s), and so do the next ones at once',
    async (code) => {
      signIns();
      compositeAnswers(200, takenBack('shown', code));
      const first = heard(BOTH_MADE);
      const second = heard(BOTH_MADE);
      const desk = deskAt();
      expect(await desk.timeline.post(AN_ENTRY)).toMatchObject({ kind: 'done' });
      expect(await desk.timeline.post(AN_ENTRY)).toMatchObject({ kind: 'done' });
      for (const sent of [first, second]) {
        expect(sent[0]?.compositeRequest[0]).toMatchObject({
          url: `${API}/sobjects/CaseComment`,
          body: { ParentId: CASE_ID, IsPublished: false },
        });
      }
    },
  );

  it('goes into the feed again after one for a case that was gone', async () => {
    signIns();
    compositeAnswers(200, takenBack('shown', 'NOT_FOUND', 404));
    compositeAnswers(200, takenBack('shown', 'NOT_FOUND', 404));
    const next = heard(BOTH_MADE);
    const desk = deskAt();
    expect(await desk.timeline.post(AN_ENTRY)).toMatchObject({ kind: 'not-done', because: { code: 'not-found' } });
    await desk.timeline.post(AN_ENTRY);
    expect(next[0]?.compositeRequest[0]?.url).toBe(`${API}/sobjects/FeedItem`);
  });

  it('is a completed task where the admin wants one', async () => {
    signIns();
    const sent = heard(BOTH_MADE);
    await deskAt({ timelineTarget: 'task' }).timeline.post(AN_ENTRY);
    expect(sent[0]?.compositeRequest[0]).toMatchObject({
      url: `${API}/sobjects/Task`,
      body: { WhatId: CASE_ID, Status: 'Completed', Subject: 'Mara asked Hannah for a session.' },
    });
  });

  it('never lets what people wrote stand for another record', async () => {
    signIns();
    const sent = heard(BOTH_MADE);
    await deskAt({ timelineTarget: 'comment' }).timeline.post({
      ...AN_ENTRY,
      paragraphs: ['@{shown.id}', 'a @{event.x} b'],
    });
    const bodies = (sent[0]?.compositeRequest ?? []).map(({ body }) => body);
    expect(bodies[0]?.['CommentBody']).toMatch(/^@\(shown\.id\}\na @\(event\.x\} b\n/);
    expect(JSON.stringify(bodies).match(/@\{/g)).toHaveLength(1);
  });

  it('rings nobody when the users are not known, and is done all the same', async () => {
    signIns();
    compositeAnswers(200, BOTH_MADE);
    nock(ORG).get(`${API}/query`).query(true).reply(500);
    const entry = { ...AN_ENTRY, notify: ['mara@acme.example'] };
    expect(await deskAt().timeline.post(entry)).toMatchObject({ kind: 'done' });
  });
});

describe('a mail from the case', () => {
  const aCase = {
    Id: CASE_ID,
    CaseNumber: '00001042',
    Subject: 'Printer',
    OwnerId: '0055g0000000004AAA',
    SystemModstamp: '2026-11-22T09:00:00.000+0000',
    Contact: { Name: 'Hannah', Email: 'hannah@acme.example' },
  };
  const action = `${API}/actions/standard/emailSimple`;
  const sent = [{ actionName: 'emailSimple', errors: null, isSuccess: true, outputValues: null }];

  it('goes to the contact and is recorded', async () => {
    signIns();
    queryAnswers([aCase]);
    nock(ORG)
      .post(action, ({ inputs }) => inputs[0].emailAddresses === 'hannah@acme.example')
      .reply(200, sent);
    nock(ORG).post(`${API}/sobjects/Session_Request_Event__c`).reply(201, { id: EVENT_ID, success: true, errors: [] });
    expect(await deskAt().timeline.reply(AN_ENTRY)).toEqual({ kind: 'done', value: { entryId: EVENT_ID } });
  });

  it('names the address as newer orgs want it, when the older name is refused', async () => {
    signIns();
    queryAnswers([aCase]);
    nock(ORG)
      .post(action, ({ inputs }) => inputs[0].emailAddresses === 'hannah@acme.example')
      .reply(400, [{ actionName: 'emailSimple', isSuccess: false, errors: [{ statusCode: 'INVALID_API_INPUT' }] }]);
    nock(ORG)
      .post(action, ({ inputs }) => inputs[0].recipientAddresses === 'hannah@acme.example')
      .reply(200, sent);
    nock(ORG).post(`${API}/sobjects/Session_Request_Event__c`).reply(201, { id: EVENT_ID, success: true, errors: [] });
    expect(await deskAt().timeline.reply(AN_ENTRY)).toMatchObject({ kind: 'done' });
  });

  it('is in doubt when nobody said that it went out', async () => {
    signIns();
    queryAnswers([aCase]);
    nock(ORG).post(action).reply(502);
    expect(await deskAt().timeline.reply(AN_ENTRY)).toMatchObject({ kind: 'unknown' });
  });

  it('was not sent when the org refuses to', async () => {
    signIns();
    queryAnswers([aCase]);
    nock(ORG)
      .post(action)
      .twice()
      .reply(200, [{ isSuccess: false, errors: [{ statusCode: 'SINGLE_EMAIL_LIMIT_EXCEEDED', message: 's3cret' }] }]);
    const answer = await deskAt().timeline.reply(AN_ENTRY);
    expect(answer).toMatchObject({ kind: 'not-done', retry: { when: 'never' } });
    expect(JSON.stringify(answer)).not.toMatch(/s3cret/);
  });

  it('is in doubt when it was sent and could not be recorded', async () => {
    signIns();
    queryAnswers([aCase]);
    nock(ORG).post(action).reply(200, sent);
    nock(ORG).post(`${API}/sobjects/Session_Request_Event__c`).reply(503);
    queryAnswers([]);
    expect(await deskAt().timeline.reply(AN_ENTRY)).toMatchObject({ kind: 'unknown' });
  });

  it('cannot be sent to a contact without an address', async () => {
    signIns();
    queryAnswers([{ ...aCase, Contact: null }]);
    expect(await deskAt().timeline.reply(AN_ENTRY)).toMatchObject({ kind: 'not-done', retry: { when: 'never' } });
  });
});
