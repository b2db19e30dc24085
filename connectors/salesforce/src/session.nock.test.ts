import { generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import nock from 'nock';
import {
  API,
  AN_ENTRY,
  BOTH_MADE,
  CASE_ID,
  compositeAnswers,
  deskAt,
  NOW,
  ORG,
  signIns,
} from '../../../test/salesforce/nock-org.ts';

const expired = [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }];
const stopped = { kind: 'not-done', retry: { when: 'after-reconnect' }, because: { code: 'credentials-refused' } };
const noCases = { totalSize: 0, done: true, records: [] };

/** Answers all queries so, and keeps the tokens they came with. */
const queriesWith = (status: number, body: nock.Body): string[] => {
  const seen: string[] = [];
  nock(ORG)
    .persist()
    .get(`${API}/queryAll`)
    .query(true)
    .reply((request: Request) => {
      seen.push(request.headers.get('authorization') ?? '');
      return [status, body];
    });
  return seen;
};

describe('signing in to an org', () => {
  it('asks for a token once, however many calls wait for it', async () => {
    signIns();
    const seen = queriesWith(200, noCases);
    const desk = deskAt();
    await Promise.all([1, 2, 3, 4, 5].map(() => desk.tickets.findTicket(CASE_ID)));
    expect(seen).toEqual(Array.from({ length: 5 }, () => 'Bearer token-1'));
    nock.cleanAll();
  });

  it('sends the secret in the body, never in an address', async () => {
    nock(ORG)
      .post('/services/oauth2/token', { grant_type: 'client_credentials', client_id: 'key', client_secret: 'secret' })
      .reply(400, { error: 'invalid_client', error_description: 'secret was wrong' });
    const answer = await deskAt().tickets.findTicket(CASE_ID);
    expect(answer).toMatchObject(stopped);
    expect(JSON.stringify(answer)).not.toContain('secret was wrong');
  });

  it('signs its own request with a key, for two minutes and for this org', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    let assertion = '';
    nock(ORG)
      .post('/services/oauth2/token', (body: Record<string, string>) => {
        assertion = body['assertion'] ?? '';
        return body['grant_type'] === 'urn:ietf:params:oauth:grant-type:jwt-bearer';
      })
      .reply(400, { error: 'invalid_grant', error_description: "user hasn't approved this consumer" });
    const desk = deskAt({
      credentials: { kind: 'jwt', clientId: 'key', username: 'bot@acme.example', privateKey: pem },
    });
    const answer = await desk.tickets.findTicket(CASE_ID);
    expect(answer).toMatchObject({
      ...stopped,
      because: { message: expect.stringMatching(/not allowed to use the app/) },
    });
    const [head = '', claims = '', signature = ''] = assertion.split('.');
    expect(verify('RSA-SHA256', Buffer.from(`${head}.${claims}`), publicKey, Buffer.from(signature, 'base64url'))).toBe(
      true,
    );
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({
      iss: 'key',
      sub: 'bot@acme.example',
      aud: ORG,
      exp: NOW / 1000 + 120,
    });
  });

  it('is not tried with a key that cannot sign', () => {
    const credentials = { kind: 'jwt', clientId: 'key', username: 'bot', privateKey: 'no key' } as const;
    expect(() => deskAt({ credentials })).toThrow('salesforce-key-cannot-sign');
  });

  it.each([
    ['no client credentials user enabled', /no user to run as/],
    ['expired authorization code', /clock of this server/],
    ['invalid audience', /check the address/],
    ['something new', /refused the sign-in/],
  ])('says what to do about "%s"', async (description, sentence) => {
    nock(ORG).post('/services/oauth2/token').reply(400, { error: 'invalid_grant', error_description: description });
    const answer = await deskAt().tickets.findTicket(CASE_ID);
    expect(answer).toMatchObject({ ...stopped, because: { message: expect.stringMatching(sentence) } });
  });

  it.each([
    ['http://evil.example', 'another protocol'],
    ['https://acme.my.salesforce.com.evil.example', 'a name that only begins well'],
    ['https://evil.example', 'another company'],
  ])('does not follow to %s: %s', async (instance_url) => {
    nock(ORG).post('/services/oauth2/token').reply(200, { access_token: 'token', instance_url });
    expect(await deskAt().tickets.findTicket(CASE_ID)).toMatchObject({
      kind: 'not-done',
      retry: { when: 'after-reconnect' },
    });
  });

  it('follows to where the org is', async () => {
    const instance = 'https://deu42.salesforce.com';
    nock(ORG).post('/services/oauth2/token').reply(200, { access_token: 'token', instance_url: instance });
    nock(instance).get(`${API}/queryAll`).query(true).reply(200, noCases);
    expect(await deskAt().tickets.findTicket(CASE_ID)).toMatchObject({ because: { code: 'not-found' } });
  });

  it.each([500, 503])('waits for a sign-in that answers %d, and did nothing', async (status) => {
    nock(ORG).post('/services/oauth2/token').reply(status, '<html>busy</html>');
    expect(await deskAt().timeline.post(AN_ENTRY)).toMatchObject({ kind: 'not-done', retry: { when: 'soon' } });
  });

  it('waits when the token cannot be read', async () => {
    nock(ORG).post('/services/oauth2/token').reply(200, '<html>welcome</html>');
    expect(await deskAt().timeline.post(AN_ENTRY)).toMatchObject({ kind: 'not-done', retry: { when: 'soon' } });
  });
});

describe('a token that is no longer taken', () => {
  it('is renewed, and the call made again with the new one', async () => {
    signIns(2);
    nock(ORG).get(`${API}/queryAll`).query(true).matchHeader('authorization', 'Bearer token-1').reply(401, expired);
    nock(ORG).get(`${API}/queryAll`).query(true).matchHeader('authorization', 'Bearer token-2').reply(200, noCases);
    expect(await deskAt().tickets.findTicket(CASE_ID)).toMatchObject({ because: { code: 'not-found' } });
  });

  it('is renewed for a write too, which is still made once', async () => {
    signIns(2);
    compositeAnswers(401, expired);
    compositeAnswers(200, BOTH_MADE);
    expect(await deskAt().timeline.post(AN_ENTRY)).toMatchObject({ kind: 'done' });
  });

  it('is used at the new address, when the org has moved', async () => {
    const moved = 'https://deu99.salesforce.com';
    signIns(1);
    nock(ORG).get(`${API}/queryAll`).query(true).reply(401, expired);
    nock(ORG).post('/services/oauth2/token').reply(200, { access_token: 'new', instance_url: moved });
    nock(moved).get(`${API}/queryAll`).query(true).matchHeader('authorization', 'Bearer new').reply(200, noCases);
    expect(await deskAt().tickets.findTicket(CASE_ID)).toMatchObject({ because: { code: 'not-found' } });
  });

  it('is renewed twice at most when every new one is refused, and then nothing is asked for a minute', async () => {
    let now = NOW;
    let grants = 0;
    nock(ORG)
      .persist()
      .post('/services/oauth2/token')
      .reply(200, () => {
        grants += 1;
        return { access_token: `token-${grants}`, instance_url: ORG };
      });
    const seen = queriesWith(401, expired);
    const desk = deskAt({ now: () => now });
    for (let round = 0; round < 20; round += 1) expect(await desk.tickets.findTicket(CASE_ID)).toMatchObject(stopped);
    expect({ grants, sent: seen.length }).toEqual({ grants: 2, sent: 2 });
    now += 61_000;
    expect(await desk.tickets.findTicket(CASE_ID)).toMatchObject(stopped);
    expect(grants).toBeLessThanOrEqual(4);
    nock.cleanAll();
  });

  it('is renewed twice at most by many calls at once', async () => {
    let grants = 0;
    nock(ORG)
      .persist()
      .post('/services/oauth2/token')
      .reply(200, () => {
        grants += 1;
        return { access_token: `token-${grants}`, instance_url: ORG };
      });
    const seen = queriesWith(401, expired);
    const desk = deskAt();
    const answers = await Promise.all(Array.from({ length: 10 }, () => desk.tickets.findTicket(CASE_ID)));
    expect(answers.every((answer) => answer.kind === 'not-done')).toBe(true);
    expect(grants).toBe(2);
    expect(seen.length).toBeGreaterThanOrEqual(10);
    expect(seen.length).toBeLessThanOrEqual(20);
    nock.cleanAll();
  });
});
