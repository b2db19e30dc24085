import { describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { CLOUD_API } from './api-address.ts';
import { createAnyDeskRecords } from './session-records.ts';

const NOW = 1_795_000_000_000;
const LICENCE = { licenseId: '1438129266231705', apiPassword: 'UYETICGU2CT3KES' };
const records = () => createAnyDeskRecords({ origin: CLOUD_API, licence: LICENCE, now: () => NOW, timeoutMs: 2000 });
const row = (change: object = {}) => ({
  sid: '900537412',
  from: { cid: 742615308, alias: null },
  to: { cid: 518274963, alias: 'Frida@AD' },
  active: true,
  'start-time': 1_794_999_940,
  'end-time': null,
  duration: 60,
  comment: null,
  ...change,
});
const found = async (json: nock.Body) => {
  nock(CLOUD_API).get('/sessions/900537412').reply(200, json);
  return records().find('900537412');
};

describe('a request to AnyDesk', () => {
  it('signs exactly what it sends', async () => {
    const headers: (string | null)[] = [];
    nock(CLOUD_API)
      .post('/sessions/900537412/action', '{"action":"close"}')
      .matchHeader('authorization', (value) => headers.push(value) > 0)
      .reply(200);
    expect(await records().close('900537412')).toEqual({ kind: 'done', value: 'closed' });
    expect(headers[0]).toMatch(/^AD 1438129266231705:1795000000:[A-Za-z0-9+/]{27}=$/);
  });

  it('follows no redirection, which would carry the signature elsewhere', async () => {
    nock(CLOUD_API)
      .get(/sessions/)
      .reply(302, '', { location: 'https://evil.example/' });
    expect(await records().list(0)).toMatchObject({ kind: 'not-done', because: { code: 'refused' } });
  });

  it('reads no answer without an end', async () => {
    nock(CLOUD_API)
      .get(/sessions/)
      .reply(200, 'x'.repeat(6_000_000));
    expect(await records().list(0)).toMatchObject({ kind: 'not-done', retry: { when: 'soon' } });
  });

  it.each([
    [400, 'refused'],
    [402, 'not-permitted'],
    [403, 'not-permitted'],
    [429, 'rate-limited'],
    [500, 'unreachable'],
    [503, 'unreachable'],
  ])('that is answered with %d says %s, and nothing of what the answer repeats', async (status, code) => {
    nock(CLOUD_API)
      .get(/sessions/)
      .reply(status, { result: 'error', error: 'AD 1438129266231705:1:token' });
    const answer = await records().list(0);
    expect(answer).toMatchObject({ kind: 'not-done', because: { code } });
    expect(JSON.stringify(answer)).not.toContain('1438129266231705');
  });

  it.each([{}, [], 'text', { list: null }, { list: {} }])('is not taken for a list when it is %j', async (json) => {
    nock(CLOUD_API)
      .get(/sessions/)
      .reply(200, JSON.stringify(json));
    expect(await records().list(0)).toMatchObject({ kind: 'not-done', because: { code: 'invalid' } });
  });
});

describe('a session of AnyDesk', () => {
  it.each([
    ['with a number as its id', { sid: 900537412 }],
    ['with 0 as the end of a running one', { 'end-time': 0 }],
    ['with an end though it is active', { 'end-time': 1_794_999_990 }],
    ['without the fields we do not need', { comment: undefined, duration: undefined, 'end-time': undefined }],
    ['with more than we know', { extra: { nested: true } }],
  ])('is running %s', async (_how, change) => {
    expect(await found(row(change))).toMatchObject({
      kind: 'done',
      value: { id: '900537412', to: ['518274963', 'frida@ad'], state: { kind: 'running' } },
    });
  });

  it.each([
    ['from its end', { 'end-time': 1_794_999_970 }, 1_794_999_970_000],
    ['from its duration, when the end is 0', { 'end-time': 0, duration: 20 }, 1_794_999_960_000],
    ['as unknown, when nothing tells', { 'end-time': null, duration: null }, null],
    ['not before its start', { 'end-time': 1_794_000_000 }, 1_794_999_940_000],
  ])('that is over has its end %s', async (_how, change, endedAt) => {
    expect(await found(row({ active: false, ...change }))).toMatchObject({
      value: { state: { kind: 'over', endedAt } },
    });
  });

  it.each([
    ['another session', row({ sid: '1' })],
    [
      'an id that a number cannot hold',
      `{"sid":9007199254740993,${JSON.stringify(row()).slice(1)}`.replace('"sid":"900537412",', ''),
    ],
    ['no word whether it runs', row({ active: undefined })],
    ['a word in place of the time', row({ 'start-time': 'now' })],
    ['no device', row({ from: null })],
  ])('is not guessed from %s', async (_what, json) => {
    expect(await found(json)).toMatchObject({ kind: 'not-done', because: { code: 'invalid' } });
  });

  it('has a comment without what would harm a reader', async () => {
    expect(await found(row({ comment: 'done\u202e\u0000 \r\n <b>x</b>' }))).toMatchObject({
      value: { comment: 'done \n <b>x</b>' },
    });
  });
});
