import { describe, expect, it } from '@jest/globals';
import nock from 'nock';
import {
  API,
  AN_ENTRY,
  CASE_ID,
  compositeAnswers,
  deskAt,
  NOW,
  ORG,
  queryAnswers,
  signIns,
  takenBack,
} from '../../../test/salesforce/nock-org.ts';

const never = (code: string) => ({ kind: 'not-done', retry: { when: 'never' }, because: { code } });
const soon = { kind: 'not-done', retry: { when: 'soon' }, because: { code: 'unreachable' } };
const error = (errorCode: string, fields: readonly string[] = []) => [
  { errorCode, message: '<b>s3cret of the sender</b>', fields },
];

/** The answers to an entry (not repeatable) and to a field (repeatable), each got with this reply. */
const answersTo = async (status: number, body: nock.Body = '', headers: nock.ReplyHeaders = {}) => {
  signIns();
  nock(ORG).patch(`${API}/sobjects/Case/${CASE_ID}`).reply(status, body, headers);
  compositeAnswers(status, body, headers);
  const desk = deskAt();
  return {
    field: await desk.writer.setField(CASE_ID, 'State__c', 'Ready'),
    entry: await desk.timeline.post(AN_ENTRY),
  };
};

describe('a refusal by Salesforce', () => {
  it.each([
    [400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', 'invalid'],
    [400, 'STRING_TOO_LONG', 'invalid'],
    [400, 'REQUIRED_FIELD_MISSING', 'invalid'],
    [400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'invalid'],
    [400, 'MALFORMED_QUERY', 'invalid'],
    [400, 'INVALID_FIELD', 'not-permitted'],
    [400, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'not-permitted'],
    [400, 'INVALID_TYPE', 'not-permitted'],
    [400, 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', 'not-permitted'],
    [403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'not-permitted'],
    [403, 'API_DISABLED_FOR_ORG', 'not-permitted'],
    [403, 'FUNCTIONALITY_NOT_ENABLED', 'not-permitted'],
    [403, 'SOMETHING_NEW', 'not-permitted'],
    [404, 'NOT_FOUND', 'not-found'],
    [404, 'ENTITY_IS_DELETED', 'not-found'],
    [400, 'INVALID_CROSS_REFERENCE_KEY', 'not-found'],
    [405, 'METHOD_NOT_ALLOWED', 'invalid'],
    [415, 'UNSUPPORTED_MEDIA_TYPE', 'invalid'],
  ])('%d %s will be the same again: %s', async (status, errorCode, code) => {
    expect(await answersTo(status, error(errorCode))).toMatchObject({ entry: never(code), field: never(code) });
  });

  it.each([
    [400, 'UNABLE_TO_LOCK_ROW'],
    [403, 'API_CURRENTLY_DISABLED'],
  ])('%d %s passes, and did nothing', async (status, errorCode) => {
    expect(await answersTo(status, error(errorCode))).toMatchObject({ entry: soon, field: soon });
  });

  it.each([500, 502, 503, 504])('%d leaves in doubt what may not be repeated', async (status) => {
    const answers = await answersTo(status, error('SERVER_UNAVAILABLE'));
    expect(answers).toMatchObject({ entry: { kind: 'unknown' }, field: soon });
  });

  it.each([301, 302, 307])('%d is not followed', async (status) => {
    const answers = await answersTo(status, '', { location: 'https://evil.example/' });
    expect(answers).toMatchObject({ entry: { kind: 'unknown' }, field: never('refused') });
  });

  it('tells several errors by the one that is understood', async () => {
    const { field } = await answersTo(400, [...error('SOMETHING_NEW'), ...error('UNABLE_TO_LOCK_ROW')]);
    expect(field).toMatchObject(soon);
  });

  it('names codes and fields, and repeats no prose', async () => {
    const { field } = await answersTo(400, error('STRING_TOO_LONG', ['State__c', '<script>']));
    const message = field.kind === 'not-done' ? field.because.message : '';
    expect(message).toBe('Salesforce found the request invalid: STRING_TOO_LONG (State__c).');
  });

  it.each(['<html>Down for maintenance</html>', '', '[]', '"text"', '{"errorCode":7}'])(
    'with the body %j is still a refusal',
    async (body) => {
      expect(await answersTo(400, body)).toMatchObject({ entry: never('invalid'), field: never('invalid') });
    },
  );
});

describe('the calls of a day', () => {
  it('that are used up stop everything for five minutes', async () => {
    signIns();
    compositeAnswers(403, error('REQUEST_LIMIT_EXCEEDED'));
    const desk = deskAt();
    const limited = { kind: 'not-done', retry: { when: 'at', at: NOW + 300_000 }, because: { code: 'rate-limited' } };
    expect(await desk.timeline.post(AN_ENTRY)).toMatchObject(limited);
    expect(await desk.timeline.post(AN_ENTRY)).toMatchObject(limited);
    expect(await desk.commands?.poll(null)).toMatchObject(limited);
    expect(desk.budget.take(NOW)).toBe(NOW + 300_000);
  });

  const usedUp = async (used: number) => {
    signIns();
    queryAnswers([], 'query');
    nock(ORG)
      .get(`${API}/query`)
      .query(true)
      .reply(200, { done: true, records: [] }, { 'Sforce-Limit-Info': `api-usage=${used}/1000` });
    const desk = deskAt();
    await desk.tickets.findAgent('0055g0000000004AAA');
    await desk.tickets.findAgent('0055g0000000004AAA');
    return desk;
  };

  it.each([
    [799, 'usual'],
    [800, 'slow'],
    [949, 'slow'],
  ] as const)('that are used to %d of 1000 let polls be %s', async (used, pace) => {
    const desk = await usedUp(used);
    queryAnswers([], 'queryAll');
    expect(await desk.commands?.poll(null)).toMatchObject({ kind: 'done', value: { pace } });
  });

  it('stop polls at 95 %, and people and writes go on', async () => {
    const desk = await usedUp(950);
    expect(await desk.commands?.poll(null)).toMatchObject({ retry: { when: 'at', at: NOW + 900_000 } });
    expect(await desk.changes?.changedSince([CASE_ID], null)).toMatchObject({ because: { code: 'rate-limited' } });
    queryAnswers([], 'queryAll');
    expect(await desk.tickets.findTicket(CASE_ID)).toMatchObject({ because: { code: 'not-found' } });
    compositeAnswers(200, takenBack('event', 'STRING_TOO_LONG'));
    expect(await desk.timeline.post(AN_ENTRY)).toMatchObject(never('invalid'));
  });

  it('leave the last of them to writes', async () => {
    const desk = await usedUp(995);
    expect(await desk.tickets.findTicket(CASE_ID)).toMatchObject({ because: { code: 'rate-limited' } });
    compositeAnswers(200, takenBack('event', 'STRING_TOO_LONG'));
    expect(await desk.timeline.post(AN_ENTRY)).toMatchObject(never('invalid'));
  });
});

describe('an answer that never comes whole', () => {
  it('leaves an entry in doubt when the connection breaks in the middle', async () => {
    signIns();
    nock(ORG).post(`${API}/composite`).replyWithError(new Error('socket hang up'));
    expect(await deskAt().timeline.post(AN_ENTRY)).toMatchObject({ kind: 'unknown' });
  });

  it('leaves an entry in doubt when time is up', async () => {
    signIns();
    const fetch: typeof globalThis.fetch = (input, init) => {
      if (!new Request(input).url.endsWith('/composite')) return globalThis.fetch(input, init);
      return new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
      });
    };
    const answer = await deskAt({ timeoutMs: 50, fetch }).timeline.post(AN_ENTRY);
    expect(answer).toMatchObject({ kind: 'unknown', because: 'Salesforce did not answer within 0.05 s.' });
  });

  it('leaves an entry in doubt when it is larger than agreed', async () => {
    signIns();
    compositeAnswers(200, JSON.stringify({ padding: 'x'.repeat(5000) }));
    expect(await deskAt({ maxAnswerBytes: 1000 }).timeline.post(AN_ENTRY)).toMatchObject({ kind: 'unknown' });
  });

  it('is asked for again when it was only read', async () => {
    signIns();
    nock(ORG).get(`${API}/queryAll`).query(true).replyWithError(new Error('socket hang up'));
    expect(await deskAt().tickets.findTicket(CASE_ID)).toMatchObject(soon);
  });

  it('is read to the last page, and never from another host', async () => {
    signIns();
    const page = (next: string) => ({ done: false, nextRecordsUrl: next, records: [] });
    nock(ORG)
      .get(`${API}/queryAll`)
      .query(true)
      .reply(200, page(`${API}/queryAll/01g5g-2000`));
    nock(ORG).get(`${API}/queryAll/01g5g-2000`).reply(200, page('https://evil.example/services/data/v67.0/query/1'));
    expect(await deskAt().tickets.findTicket(CASE_ID)).toMatchObject(soon);
  });
});
