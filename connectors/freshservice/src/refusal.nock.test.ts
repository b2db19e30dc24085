import { describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { createFreshservice } from './freshservice.ts';

const ORIGIN = 'https://acme.freshservice.com';
const NOW = 1_800_000_000_000;
const desk = () => createFreshservice({ address: ORIGIN, apiKey: 'key', plan: 'enterprise', share: 1, now: () => NOW });
const entry = {
  ticketId: '7',
  marker: 'RS-000123-07-K7QX',
  paragraphs: ['text'],
  links: [],
  visibility: 'private',
  notify: [],
} as const;

const validation = (field: string, code: string) => ({
  description: 'Validation failed',
  errors: [{ field, message: '<b>secret from the sender</b>', code }],
});
const never = (code: string) => ({ kind: 'not-done', retry: { when: 'never' }, because: { code } });

/** The answer to a note (not repeatable) and to a status (repeatable), each got with this reply. */
const answersTo = async (status: number, body: nock.Body = '', headers: nock.ReplyHeaders = {}) => {
  nock(ORIGIN).post('/api/v2/tickets/7/notes').reply(status, body, headers);
  nock(ORIGIN).put('/api/v2/tickets/7').reply(status, body, headers);
  return { note: await desk().timeline.post(entry), status: await desk().writer.setStatus('7', '3') };
};

describe('a refusal by Freshservice', () => {
  it.each([
    [400, 'invalid'],
    [402, 'not-permitted'],
    [403, 'not-permitted'],
    [404, 'not-found'],
    [405, 'refused'],
    [406, 'refused'],
    [409, 'refused'],
    [410, 'not-found'],
    [413, 'refused'],
    [415, 'refused'],
    [422, 'invalid'],
  ])('%d will be the same again: %s', async (status, code) => {
    expect(await answersTo(status)).toMatchObject({ note: never(code), status: never(code) });
  });

  it('401 stops everything until an admin mends the key', async () => {
    const { note } = await answersTo(401, { code: 'invalid_credentials', message: 'You have to be logged in' });
    expect(note).toEqual({
      kind: 'not-done',
      retry: { when: 'after-reconnect' },
      because: { code: 'credentials-refused', message: 'Freshservice refused the API key.' },
    });
  });

  it.each([
    [{ 'Retry-After': '20' }, NOW + 20_000],
    [{ 'retry-after': '0' }, NOW + 1000],
    [{ 'RETRY-AFTER': '864000' }, NOW + 3_600_000],
    [{}, NOW + 60_000],
  ])('429 with %j names the moment to try again', async (headers, at) => {
    const { note, status } = await answersTo(429, '', headers);
    const later = { kind: 'not-done', retry: { when: 'at', at }, because: { code: 'rate-limited' } };
    expect([note, status]).toMatchObject([later, later]);
  });

  const soon = { kind: 'not-done', retry: { when: 'soon' }, because: { code: 'unreachable' } };

  it.each([408, 425])('%d was not taken up and may be tried soon', async (status) => {
    expect(await answersTo(status)).toMatchObject({ note: soon, status: soon });
  });

  describe('in words for an admin', () => {
    it('names the field and why', async () => {
      const { status } = await answersTo(400, validation('status', 'invalid_value'));
      expect(status).toMatchObject({
        because: { message: 'Freshservice found the request invalid: status (invalid_value).' },
      });
    });

    it('repeats no prose of the answer, and nothing that is not a name', async () => {
      const { note } = await answersTo(400, validation('<script>', 'x y'));
      expect(note).toMatchObject({ because: { message: 'Freshservice found the request invalid.' } });
    });

    it.each([
      ['require_feature', /plan does not have this function/],
      ['account_suspended', /account is suspended/],
      ['access_denied', /agent lacks the right/],
      ['something_new', /occasional agent/],
    ])('says what 403 with %s means', async (code, sentence) => {
      const { note } = await answersTo(403, { code, message: 'prose' });
      expect(note.kind === 'not-done' ? note.because.message : '').toMatch(sentence);
    });

    it.each([
      ['HTML', '<html><body>Access denied</body></html>'],
      ['nothing', ''],
      ['a list', '[]'],
      ['half of a JSON', '{"code":"requ'],
      ['other types', '{"code":7,"errors":{"field":1}}'],
      ['errors without names', '{"errors":[{"field":null,"code":3},7]}'],
    ])('says something plain when the body is %s', async (_what, body) => {
      const { note } = await answersTo(400, body);
      expect(note).toMatchObject(never('invalid'));
      expect(note).toMatchObject({ because: { message: 'Freshservice found the request invalid.' } });
    });
  });
});

describe('an answer that does not say whether it happened', () => {
  it.each([
    [500, ''],
    [502, '<html><h1>Bad Gateway</h1></html>'],
    [503, '{"code":"maintenance"}'],
    [504, ''],
    [303, ''],
    [200, '<html>Down for maintenance</html>'],
    [201, ''],
    [201, '{"conversation":{'],
    [201, '{"conversation":{}}'],
    [201, '{"conversation":{"id":"../../7"}}'],
    [201, '{"conversation":{"id":1e300}}'],
    [201, 'null'],
  ])('is unknown for a note: %d %p', async (status, body) => {
    nock(ORIGIN).post('/api/v2/tickets/7/notes').reply(status, body);
    expect(await desk().timeline.post(entry)).toMatchObject({ kind: 'unknown' });
  });

  it.each([
    [500, ''],
    [502, '<html><h1>Bad Gateway</h1></html>'],
    [200, '<html>Down for maintenance</html>'],
    [200, ''],
  ])('is tried again where that is safe: %d %p', async (status, body) => {
    nock(ORIGIN).put('/api/v2/tickets/7').reply(status, body);
    nock(ORIGIN)
      .delete('/api/v2/conversations/5')
      .reply(status === 200 ? 200 : status, body || '<p>');
    const soon = { kind: 'not-done', retry: { when: 'soon' }, because: { code: 'unreachable' } };
    expect(await desk().writer.setStatus('7', '3')).toMatchObject(soon);
    expect(await desk().timeline.remove('5')).toMatchObject(soon);
  });
});
