import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import jsforce from 'jsforce';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  discovery,
  fetchUserInfo,
} from 'openid-client';
import { SIGN_IN_APP } from './seed.ts';
import { startFakeSalesforce } from './start.ts';
import type { FakeSalesforce } from './start.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const NOW = Date.UTC(2026, 10, 22, 9);
const BACK = 'http://127.0.0.1:9/back';
let org: FakeSalesforce;
/** An org whose clock is this machine's: the certified client has no other. */
let live: FakeSalesforce;

beforeAll(async () => {
  org = await startFakeSalesforce({ now: () => NOW });
  live = await startFakeSalesforce();
});
afterAll(async () => {
  await org.close();
  await live.close();
});
afterEach(() => org.control.reset());

const coded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

function assertion(changes: object = {}, key = privateKey): string {
  const claims = {
    iss: org.app.clientId,
    sub: 'session.requests@kestrel.example',
    aud: org.url,
    exp: NOW / 1000 + 120,
  };
  const text = `${coded({ alg: 'RS256' })}.${coded({ ...claims, ...changes })}`;
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}

const jwtFlow = (jwt: string): Promise<unknown> =>
  new jsforce.OAuth2({ loginUrl: org.url }).requestToken({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: jwt,
  });
const withCertificate = (): Promise<void> =>
  org.control.app({
    clientId: org.app.clientId,
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  });

describe('the JWT flow', () => {
  it('gives a token for the user whom the assertion names', async () => {
    await withCertificate();
    const granted = (await jwtFlow(assertion())) as { access_token: string; instance_url: string };
    const connection = new jsforce.Connection({
      version: '67.0',
      instanceUrl: granted.instance_url,
      accessToken: granted.access_token,
    });
    expect(await connection.query('SELECT Name FROM Organization')).toMatchObject({ totalSize: 1 });
  });

  it('takes an end in milliseconds, as one client sends it', async () => {
    await withCertificate();
    expect(await jwtFlow(assertion({ exp: NOW + 120_000 }))).toMatchObject({ token_type: 'Bearer' });
  });

  it.each([
    ['another audience', { aud: 'https://login.elsewhere.example' }, 'audience is invalid'],
    ['an end that has passed', { exp: NOW / 1000 - 1 }, 'not valid at this time'],
    ['an end far away', { exp: NOW / 1000 + 86_400 }, 'not valid at this time'],
    ['an app that is not there', { iss: 'nobody' }, 'client identifier invalid'],
    ['a user who is not there', { sub: 'nobody@kestrel.example' }, "hasn't approved"],
    ['a user who left', { sub: 'oskar.brandt@kestrel.example' }, 'inactive user'],
  ])('refuses %s', async (_, changes, message) => {
    await withCertificate();
    await expect(jwtFlow(assertion(changes))).rejects.toThrow(message);
  });

  it("refuses a stranger's key, and any key before a certificate was uploaded", async () => {
    await expect(jwtFlow(assertion())).rejects.toThrow('not enabled');
    await withCertificate();
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    await expect(jwtFlow(assertion({}, stranger))).rejects.toThrow('invalid assertion');
  });

  it('refuses users who are not approved beforehand', async () => {
    await withCertificate();
    await org.control.app({ clientId: org.app.clientId, approvedSets: ['Support_Lead'] });
    await expect(jwtFlow(assertion())).rejects.toThrow('not admin approved');
    await org.control.assign(org.people.integration, 'Support_Lead');
    expect(await jwtFlow(assertion())).toMatchObject({ token_type: 'Bearer' });
  });
});

describe('signing in at the org', () => {
  const verifier = 'v'.repeat(50);
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const signIn = { response_type: 'code', client_id: SIGN_IN_APP.clientId, redirect_uri: BACK, state: 's', nonce: 'n' };

  const authorize = async (changes: Record<string, string> = {}): Promise<URL> => {
    await org.control.app({ clientId: SIGN_IN_APP.clientId, redirectUris: [BACK] });
    const query = new URLSearchParams({
      ...signIn,
      scope: 'openid email',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...changes,
    });
    const answer = await fetch(`${org.url}/services/oauth2/authorize?${query.toString()}`, { redirect: 'manual' });
    return new URL(answer.headers.get('location') ?? `${org.url}/none?status=${answer.status}`);
  };
  const exchange = async (form: Record<string, string>): Promise<Record<string, unknown>> => {
    const app = { client_id: SIGN_IN_APP.clientId, client_secret: SIGN_IN_APP.clientSecret };
    const body = new URLSearchParams({ grant_type: 'authorization_code', redirect_uri: BACK, ...app, ...form });
    const answer = await fetch(`${org.url}/services/oauth2/token`, { method: 'POST', body });
    return (await answer.json()) as Record<string, unknown>;
  };
  const codeOf = async (): Promise<string> => (await authorize()).searchParams.get('code') ?? '';

  it('tells who signed in, in a token that its keys vouch for', async () => {
    await org.control.signsIn(org.people.mara);
    const { id_token: token } = await exchange({ code: await codeOf(), code_verifier: verifier });
    const [header = '', payload = '', signature = ''] = String(token).split('.');
    const keys = (await (await fetch(`${org.url}/id/keys`)).json()) as { keys: JsonWebKey[] };
    const key = createPublicKey({ key: keys.keys[0] ?? {}, format: 'jwk' });
    expect(verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))).toBe(true);
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
      iss: org.url,
      aud: SIGN_IN_APP.clientId,
      nonce: 'n',
      sub: expect.stringMatching(new RegExp(`/id/00D\\w{15}/${org.people.mara}$`)),
    });
  });

  it('is understood by a certified client', async () => {
    const { clientId, clientSecret } = SIGN_IN_APP;
    const insecure = { execute: [allowInsecureRequests] };
    const provider = await discovery(new URL(live.url), clientId, clientSecret, undefined, insecure);
    const asked = {
      redirect_uri: BACK,
      scope: 'openid email',
      code_challenge: challenge,
      code_challenge_method: 'S256',
    };
    await live.control.app({ clientId, redirectUris: [BACK] });
    await live.control.signsIn(live.people.mara);
    const sent = await fetch(buildAuthorizationUrl(provider, { ...asked, state: 's', nonce: 'n' }), {
      redirect: 'manual',
    });
    const checks = { pkceCodeVerifier: verifier, expectedState: 's', expectedNonce: 'n' };
    const tokens = await authorizationCodeGrant(provider, new URL(sent.headers.get('location') ?? ''), checks);
    const { sub = '' } = tokens.claims() ?? {};
    expect(await fetchUserInfo(provider, tokens.access_token, sub)).toMatchObject({
      email: 'mara.lindqvist@kestrel.example',
      email_verified: true,
      user_id: live.people.mara,
    });
  });

  it('takes each code once, and only with its verifier', async () => {
    await org.control.signsIn(org.people.mara);
    const code = await codeOf();
    expect(await exchange({ code, code_verifier: 'guessed'.repeat(8) })).toMatchObject({ error: 'invalid_grant' });
    expect(await exchange({ code, code_verifier: verifier })).toMatchObject({ error: 'invalid_grant' });
  });

  it('goes nowhere but to an address of the app', async () => {
    await org.control.signsIn(org.people.mara);
    const answer = await authorize({ redirect_uri: 'http://127.0.0.1:9/elsewhere' });
    expect(answer.pathname).toBe('/none');
  });

  it('says so when the person presses Cancel', async () => {
    expect((await authorize()).searchParams.get('error')).toBe('access_denied');
  });

  it('needs a challenge', async () => {
    await org.control.signsIn(org.people.mara);
    const answer = await authorize({ code_challenge: '', code_challenge_method: '' });
    expect(answer.searchParams.get('error')).toBe('invalid_request');
  });

  it('gives a new refresh token each time, and ends all of them when an old one comes back', async () => {
    await org.control.signsIn(org.people.mara);
    const url = await authorize({ scope: 'openid refresh_token' });
    const first = await exchange({ code: url.searchParams.get('code') ?? '', code_verifier: verifier });
    const renew = (token: unknown): Promise<Record<string, unknown>> =>
      exchange({ grant_type: 'refresh_token', refresh_token: String(token) });
    const second = await renew(first['refresh_token']);
    expect(second['refresh_token']).not.toBe(first['refresh_token']);
    expect(await renew(first['refresh_token'])).toMatchObject({ error: 'invalid_grant' });
    expect(await renew(second['refresh_token'])).toMatchObject({ error: 'invalid_grant' });
  });

  it('tells with a token who it is for, and with no other', async () => {
    await org.control.signsIn(org.people.jun);
    const { access_token: token } = await exchange({ code: await codeOf(), code_verifier: verifier });
    const ask = (bearer: string): Promise<Response> =>
      fetch(`${org.url}/services/oauth2/userinfo`, { headers: { authorization: `Bearer ${bearer}` } });
    expect(await (await ask(String(token))).json()).toMatchObject({ email: 'jun.watanabe@kestrel.example' });
    expect((await ask('guessed')).status).toBe(403);
  });
});
