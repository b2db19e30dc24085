import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OAuthClient } from '../../server/oauth/clients.ts';
import { secretIn } from './connector-form.ts';
import { startTeam, type Team } from './team.ts';
import { textOf, type Visitor } from './visitor.ts';

const CALLBACK = 'https://oauth.freshdev.io/auth/callback';
let team: Team;
let admin: Visitor;
let path: string;
beforeAll(async () => {
  team = await startTeam();
  admin = await team.browser('admin');
  path = `/console/connectors/${team.installationId}`;
});
afterAll(async () => {
  expect(team.world.faults).toEqual([]);
  await team.world.close();
});

const oauth = () => team.world.people.oauth;
const client = async (): Promise<OAuthClient> => {
  const found = await oauth().clients.of(team.installationId);
  if (found === null) throw new Error('there is no client');
  return found;
};

/** As if the person had pressed Allow in the app; the access token. */
async function allowed(name: string): Promise<string> {
  const person = await team.world.people.persons.find(team.account(name).id);
  if (person === null) throw new Error(`${name} is not there`);
  const request = { client: await client(), redirect: CALLBACK, state: null, challenge: null };
  const code = (await oauth().allow(person, { id: person.id, name: `Agent ${name}` }, request)) ?? '';
  const answer = await oauth().tokens.exchange(request.client, { code, redirect: CALLBACK, verifier: null });
  if (!answer.ok) throw new Error(answer.reason);
  return answer.pair.accessToken;
}

describe('The sign-in of the app, on the page of its account', () => {
  it('says how to begin', async () => {
    const shown = textOf((await admin.look(path)).body);
    expect(shown).toContain('Make a client secret to begin');
    expect(shown).not.toContain('srb_');
  });

  it('is set up by making a secret, shown once, beside what else the app is told', async () => {
    const made = await admin.press(`${path}/app-sign-in/secrets`);
    const secret = secretIn(made.body);
    expect(secret).toMatch(/^src_[0-9a-z]{32}$/);
    const { clientId } = await client();
    const again = (await admin.look(path)).body;
    expect(again).toContain(`value="${clientId}"`);
    expect(textOf(again)).toContain(CALLBACK);
    expect(again).not.toContain(secret);
    expect(again).not.toContain('localhost:10001');
    expect(await oauth().clients.authenticate(clientId, secret)).not.toBeNull();
  });

  it('has a second secret while the first is replaced, no third, and ends one at once', async () => {
    const second = secretIn((await admin.press(`${path}/app-sign-in/secrets`)).body);
    const third = await admin.press(`${path}/app-sign-in/secrets`);
    expect([third.status, secretIn(third.body)]).toEqual([409, '']);
    const { clientId } = await client();
    const valid = await team.world.people.installSecrets.valid(team.installationId);
    for (const { id } of valid) await admin.press(`${path}/secrets/${id}/revoke`);
    expect(await oauth().clients.authenticate(clientId, second)).toBeNull();
    expect((await client()).clientId).toBe(clientId);
  });

  it("takes answers on the developer's own machine for a test account only", async () => {
    const row = await team.world.people.installations.find(team.installationId);
    if (row === null) throw new Error('the account is gone');
    const { name, settings } = row.installation;
    const change = { name, settings, plan: row.plan };
    await team.world.people.installations.change(team.admin, row, { ...change, environment: 'test' });
    expect(textOf((await admin.look(path)).body)).toContain('http://localhost:10001/auth/callback');
    await team.world.people.installations.change(team.admin, row, { ...change, environment: 'production' });
    expect((await client()).redirects).toEqual([CALLBACK]);
  });

  it('lists for whom the app may act, and an admin ends it', async () => {
    expect(textOf((await admin.look(path)).body)).toContain('Nobody yet');
    const token = await allowed('mara');
    const page = await admin.look(path);
    expect(textOf(page.body)).toMatch(/mara Agent mara/);
    const { id } = team.account('mara');
    const answer = await admin.press(`${path}/app-sign-in/agents/${id}/revoke`);
    expect(answer.to).toBe(path);
    expect(textOf((await admin.look(path)).body)).toContain('Revoked. The app has to ask again.');
    expect(await oauth().owners.ownerOf(token)).toBeNull();
    expect((await admin.press(`${path}/app-sign-in/agents/${id}/revoke`)).status).toBe(404);
  });
});

describe('The apps of a person, in his own account', () => {
  it('are not mentioned when there are none', async () => {
    const browser = await team.browser('viewer');
    expect(textOf((await browser.look('/console/account')).body)).not.toContain('Apps that act for you');
  });

  it('are shown, and ended by him', async () => {
    const token = await allowed('viewer');
    const browser = await team.browser('viewer');
    expect(textOf((await browser.look('/console/account')).body)).toMatch(/Acme service desk, as Agent viewer Since/);
    await browser.press(`/console/account/apps/${team.installationId}/revoke`);
    expect(await oauth().owners.ownerOf(token)).toBeNull();
    expect(textOf((await browser.look('/console/account')).body)).toContain('Revoked. The app has to ask again.');
  });

  it('are ended by nobody else: his colleague revokes his own or nothing', async () => {
    const token = await allowed('viewer');
    const colleague = await team.browser('mara');
    expect((await colleague.press(`/console/account/apps/${team.installationId}/revoke`)).status).toBe(404);
    expect((await oauth().owners.ownerOf(token))?.person.id).toBe(team.account('viewer').id);
  });
});
