import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anInstallation } from '../builders/an-installation.ts';
import { dumpDatabase } from '../server/database-dump.ts';
import { give, givenRequest } from '../server/given-request.ts';
import { VERA } from '../server/server-world.ts';
import { INTEGRATION_KEY } from '../fakes/freshservice/seed.ts';
import { postgresIsThere } from '../setup/postgres-database.ts';
import { eventually } from '../support/eventually.ts';
import { httpCall } from '../support/http-call.ts';
import { meetAgents } from '../support/meet-agents.ts';
import type { PanelClient } from '../support/panel-client.ts';
import { type AppWorld, appWorld } from './app-world.ts';
import { CALLBACK } from './oauth-world.ts';

const ENGINES = postgresIsThere() ? (['sqlite', 'postgres'] as const) : (['sqlite'] as const);
const WRONG = `src_${'x'.repeat(32)}`;

describe.each(ENGINES)("The platform's calls, on %s", (engine) => {
  let app: AppWorld;
  beforeAll(async () => {
    app = await appWorld(engine);
  });
  afterAll(() => app.close());

  const client = () => ({ client_id: app.clientId, client_secret: app.secret });
  const basic = (id = app.clientId, secret = app.secret) => ({
    authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
  });
  const forCode = (code: string) => ({ grant_type: 'authorization_code', code, redirect_uri: CALLBACK });
  const forRefresh = (token: string) => ({ grant_type: 'refresh_token', refresh_token: token });
  const read = (token: string, ticketId = '1') =>
    httpCall(`${app.world.url}/api/v1/tickets/${ticketId}/requests`, { headers: { authorization: `Bearer ${token}` } });

  it('get tokens for a code, kept by nobody in between, and the next pair for the refresh token', async () => {
    const first = await app.call('/oauth/token', { ...forCode(await app.code('Mara')), ...client() });
    const given = {
      access_token: expect.stringMatching(/^sro_[0-9a-z]{32}$/),
      token_type: 'Bearer',
      expires_in: 1800,
      refresh_token: expect.stringMatching(/^srr_[0-9a-z]{58}$/),
      scope: 'sessions:read sessions:write',
    };
    expect([first.status, first.json]).toEqual([200, given]);
    expect([first.headers['cache-control'], first.headers.pragma, first.headers['content-type']]).toEqual([
      'no-store',
      'no-cache',
      'application/json; charset=utf-8',
    ]);
    const next = await app.call('/oauth/token', forRefresh(String(first.json['refresh_token'])), basic());
    expect([next.status, next.json]).toEqual([200, given]);
    expect((await read(String(next.json['access_token']))).status).toBe(200);
  });

  it.each([
    ['a wrong secret in the body', () => ({ client_id: app.clientId, client_secret: WRONG }), () => ({})],
    ['a wrong secret in the header', () => ({}), () => basic(app.clientId, WRONG)],
    ['no secret', () => ({ client_id: app.clientId }), () => ({})],
    ['no client at all', () => ({}), () => ({})],
    ['an unknown client', () => ({}), () => basic(`srb_${'x'.repeat(32)}`)],
    ['a header that is none', () => ({}), () => ({ authorization: 'Basic ===' })],
    ['the install secret', () => ({ client_id: app.clientId, client_secret: app.world.data.secrets.api }), () => ({})],
  ])('with %s get nothing, and the code stays good for the right client', async (_, fields, headers) => {
    const code = await app.code('Mara');
    const refused = await app.call('/oauth/token', { ...forCode(code), ...fields() }, headers());
    expect([refused.status, refused.json['error'], refused.headers['www-authenticate']]).toEqual([
      401,
      'invalid_client',
      'Basic realm="session-requests"',
    ]);
    expect((await app.call('/oauth/token', forCode(code), basic())).status).toBe(200);
  });

  it.each([
    ['no kind', {}, 'invalid_request'],
    ['another kind', { grant_type: 'password', username: 'a', password: 'b' }, 'unsupported_grant_type'],
    ['no code', { grant_type: 'authorization_code' }, 'invalid_request'],
    ['no refresh token', { grant_type: 'refresh_token' }, 'invalid_request'],
    ['a made-up code', forCode(`sra_${'x'.repeat(32)}`), 'invalid_grant'],
    ['a made-up refresh token', forRefresh(`srr_${'x'.repeat(58)}`), 'invalid_grant'],
    ['a code that is far too long', forCode('x'.repeat(2000)), 'invalid_request'],
  ])('with %s are told what is wrong', async (_, fields, error) => {
    const { status, json } = await app.call('/oauth/token', fields, basic());
    expect([status, json]).toEqual([400, { error, error_description: expect.stringMatching(/\w+.*\.$/) }]);
  });

  it('that are no form, say a thing twice or prove the client twice are refused', async () => {
    const code = await app.code('Mara');
    const asJson = { 'content-type': 'application/json', ...basic() };
    const twice = new URLSearchParams([...Object.entries(forCode(code)), ['code', 'other']]).toString();
    const asForm = { 'content-type': 'application/x-www-form-urlencoded', ...basic() };
    const url = `${app.world.url}/oauth/token`;
    const answers = [
      await httpCall(url, { method: 'POST', headers: asJson, body: JSON.stringify(forCode(code)) }),
      await httpCall(url, { method: 'POST', headers: asForm, body: twice }),
      await httpCall(url, { method: 'POST', headers: asForm, body: `grant_type=${'x'.repeat(20_000)}` }),
      await app.call('/oauth/token', { ...forCode(code), ...client() }, basic()),
    ];
    expect(answers.map(({ status, body }) => [status, (JSON.parse(body) as { error: string }).error])).toEqual(
      answers.map(() => [400, 'invalid_request']),
    );
    expect((await app.call('/oauth/token', forCode(code), basic())).status).toBe(200);
  });

  it('end what a code gave when the code comes again, and say so', async () => {
    const code = await app.code('Mara');
    const first = await app.call('/oauth/token', forCode(code), basic());
    const again = await app.call('/oauth/token', forCode(code), basic());
    expect([again.status, again.json]).toEqual([
      400,
      { error: 'invalid_grant', error_description: expect.stringContaining('was used before') },
    ]);
    expect((await read(String(first.json['access_token']))).status).toBe(401);
  });

  it("of another account's client change nothing, whatever of ours they hold", async () => {
    const { people } = app.world.foundation;
    const { id: _id, ...installation } = anInstallation({ name: `Other ${randomUUID()}` });
    const place = { address: app.world.desk.url, plan: 'pro', apiKey: INTEGRATION_KEY };
    const otherId = await people.installations.add(app.world.admin, { ...installation, ...place });
    const other = await people.oauth.clients.ensure(otherId);
    const secret = (await people.installSecrets.make(app.world.admin, otherId, 'app-sign-in')) ?? '';
    const theirs = basic(other?.clientId, secret);
    const [code, { access, refresh }] = [await app.code('Mara'), await app.tokens('Mara')];
    const before = await dumpDatabase(app.world.foundation.store.database);
    for (const form of [forCode(code), forRefresh(refresh)]) {
      expect((await app.call('/oauth/token', form, theirs)).json['error']).toBe('invalid_grant');
    }
    for (const token of [access, refresh])
      expect((await app.call('/oauth/revoke', { token }, theirs)).status).toBe(200);
    expect(await dumpDatabase(app.world.foundation.store.database)).toEqual(before);
    expect([(await read(access)).status, (await app.call('/oauth/token', forCode(code), basic())).status]).toEqual([
      200, 200,
    ]);
  });

  it('sign an agent out, and answer the same for a token that nobody knows', async () => {
    const { access } = await app.tokens('Mara');
    expect((await app.call('/oauth/revoke', { token: access, token_type_hint: 'access_token' }, basic())).status).toBe(
      200,
    );
    expect((await read(access)).status).toBe(401);
    expect((await app.call('/oauth/revoke', { token: 'x' }, basic())).status).toBe(200);
    expect((await app.call('/oauth/revoke', { token: 'x' }, basic(app.clientId, WRONG))).status).toBe(401);
  });
});

/** The panel, once it is known that its agent may see the ticket. */
async function seeing(panel: PanelClient): Promise<PanelClient> {
  await eventually('the ticket to be seen', async () => (await panel.ofTicket('1042')).status === 200);
  return panel;
}

describe.each(ENGINES)("The API with an agent's token, on %s", (engine) => {
  let app: AppWorld;
  beforeAll(async () => {
    app = await appWorld(engine);
  });
  afterAll(() => app.close());

  it('knows who he is, whomever he names', async () => {
    const { access } = await app.tokens('Mara');
    const panel = await seeing(app.world.panel(VERA, access));
    const { id } = await givenRequest(panel, 'Open');
    const [created] = await panel.log(id);
    expect(created?.by).toMatchObject({ name: 'Mara Lindqvist', verified: true });
  });

  it("reads nothing of another account's requests, and commands none", async () => {
    const { people } = app.world.foundation;
    const { id: _id, ...installation } = anInstallation({ name: `Other ${randomUUID()}` });
    const place = { address: app.world.desk.url, plan: 'pro', apiKey: INTEGRATION_KEY };
    const otherId = await people.installations.add(app.world.admin, { ...installation, ...place });
    const secret = (await people.installSecrets.make(app.world.admin, otherId, 'api')) ?? '';
    await meetAgents(app.world.foundation.store, otherId, app.world.desk.url);
    const theirs = await givenRequest(app.world.panel(VERA, secret), 'Open');
    const panel = await seeing(app.world.panel(VERA, (await app.tokens('Mara')).access));
    const body = { commandId: randomUUID(), type: 'close-request', outcome: 'solved' };
    expect(await panel.command(theirs.id, body)).toMatchObject({ ok: false, status: 404 });
    await expect(panel.read(theirs.id)).rejects.toThrow('404');
    expect((await panel.ofTicket(theirs.ticket?.id ?? '')).body).not.toContain(theirs.id);
  });

  it('lets somebody who may only look do no more', async () => {
    const panel = app.world.panel(VERA, (await app.tokens('Vera')).access);
    const recipient = { name: 'May Lin' };
    const answer = await panel.create({ commandId: randomUUID(), ticket: null, recipient, channels: ['link'] });
    expect([answer.status, answer.ok ? '' : answer.problem.title]).toEqual([403, 'Your role may only look']);
  });

  it('ends an open live stream when it is revoked, and tells nothing more', async () => {
    const { access } = await app.tokens('Mara');
    const panel = await seeing(app.world.panel(VERA, access));
    const byOther = await seeing(app.world.panel());
    const request = await givenRequest(byOther, 'Open', {
      ticket: { id: '1043', number: 'INC-1043', subject: 'Dock' },
    });
    const stream = await panel.live(request.ticket?.id ?? '');
    await stream.waitFor(({ name }) => name === 'request');
    const [mara] = app.world.data.people;
    const { oauth } = app.world.foundation.people;
    expect(await oauth.grants.revoke(app.world.admin, app.world.data.installationId, mara?.id ?? '')).toBe(true);
    await give(byOther, request.id, { type: 'add-comment', text: 'Not for her.' });
    await stream.waitFor(({ name }) => name === 'ended');
    await stream.ended;
    expect(stream.events.map(({ name }) => name)).toEqual(['request', 'ended']);
    expect(await panel.create({ commandId: randomUUID() })).toMatchObject({ ok: false, status: 401 });
  });

  it('is closed to a leaver at once', async () => {
    const { access, refresh } = await app.tokens('Mara');
    const [mara] = app.world.data.people;
    const { admin } = app.world.foundation.people;
    await admin.disable(app.world.admin, mara?.id ?? '');
    expect((await app.world.panel(VERA, access).ofTicket('1')).status).toBe(401);
    const form = { grant_type: 'refresh_token', refresh_token: refresh };
    const proof = { client_id: app.clientId, client_secret: app.secret };
    expect((await app.call('/oauth/token', { ...form, ...proof })).json['error']).toBe('invalid_grant');
  });
});

describe('Whoever guesses secrets', () => {
  it('is slowed down, without locking out whoever knows them', async () => {
    const app = await appWorld('sqlite');
    try {
      const guess = (secret: string) =>
        app.call('/oauth/token', {
          grant_type: 'refresh_token',
          refresh_token: 'x',
          client_id: 'srb_guess',
          client_secret: secret,
        });
      const answers: number[] = [];
      for (let n = 0; n < 62; n += 1) answers.push((await guess(`${n}`)).status);
      expect([answers[0], answers[59], answers[60], answers[61]]).toEqual([401, 401, 429, 429]);
      expect((await app.tokens('Mara')).access).toMatch(/^sro_/);
    } finally {
      await app.close();
    }
  });
});
