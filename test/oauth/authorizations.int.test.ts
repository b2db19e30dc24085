import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OAuthClient } from '../../server/oauth/clients.ts';
import { postgresIsThere } from '../setup/postgres-database.ts';
import { CALLBACK, type OAuthWorld, oauthWorld, reasonOf } from './oauth-world.ts';

const ENGINES = ['sqlite', ...(postgresIsThere() ? ['postgres'] : [])];
const MINUTE = 60_000;

describe.each(ENGINES)('What a person allowed the app, on %s', (engine) => {
  let world: OAuthWorld;
  let client: OAuthClient;
  beforeAll(async () => {
    world = await oauthWorld(engine);
    client = await world.installation();
  });
  afterAll(() => world.close());

  const exchange = (code: string) => world.oauth.tokens.exchange(client, { code, redirect: CALLBACK, verifier: null });
  const refresh = (token: string, by = client) => world.oauth.tokens.refresh(by, token);

  it('is listed once a person, with when it was last used, and revoked for all his browsers', async () => {
    const person = await world.somebody();
    const [one, two] = [await world.pair(client, person), await world.pair(client, person)];
    const code = await world.code(client, person);
    const [listed] = await world.oauth.grants.ofPerson(person.id);
    expect(listed).toMatchObject({ installationId: client.installationId, agentName: person.name });
    world.advance(20 * MINUTE);
    await world.ownerOf(one.accessToken);
    const [later] = await world.oauth.grants.ofPerson(person.id);
    expect((later?.lastUsedAt ?? 0) - (listed?.lastUsedAt ?? 0)).toBe(20 * MINUTE);
    expect(later?.since).toBe(listed?.since);
    const ofDesk = await world.oauth.grants.ofInstallation(client.installationId);
    expect(ofDesk.filter(({ personId }) => personId === person.id)).toEqual([later]);
    expect(await world.oauth.grants.revoke(world.admin, client.installationId, person.id)).toBe(true);
    expect(await Promise.all([one, two].map(({ accessToken }) => world.ownerOf(accessToken)))).toEqual([null, null]);
    expect(reasonOf(await exchange(code))).toBe('unknown');
    expect(await world.oauth.grants.ofPerson(person.id)).toEqual([]);
    expect(await world.oauth.grants.revoke(world.admin, client.installationId, person.id)).toBe(false);
  });

  it('dies with the account of a leaver, and does not come back with it', async () => {
    const person = await world.somebody();
    const { accessToken, refreshToken } = await world.pair(client, person);
    const code = await world.code(client, person);
    await world.people.admin.disable(world.admin, person.id);
    expect(await world.ownerOf(accessToken)).toBeNull();
    const request = { client, redirect: CALLBACK, state: null, challenge: null };
    expect(await world.oauth.allow(person, { id: '1', name: person.name }, request)).toBeNull();
    await world.people.admin.enable(world.admin, person.id);
    expect(await world.ownerOf(accessToken)).toBeNull();
    expect([reasonOf(await refresh(refreshToken)), reasonOf(await exchange(code))]).toEqual(['ended', 'unknown']);
  });

  it('dies with a new password, as every sign-in does', async () => {
    const person = await world.somebody();
    const { accessToken } = await world.pair(client, person);
    await world.people.ownAccount.changePassword(person, 'hash');
    expect(await world.ownerOf(accessToken)).toBeNull();
  });

  it('dies with its installation', async () => {
    const going = await world.installation();
    const person = await world.somebody();
    const { accessToken, refreshToken } = await world.pair(going, person);
    const row = await world.people.installations.find(going.installationId);
    if (row === null) throw new Error('the installation is gone');
    await world.people.installations.remove(world.admin, row);
    expect(await world.ownerOf(accessToken)).toBeNull();
    expect([
      await world.oauth.clients.find(going.clientId),
      await world.oauth.clients.ensure(going.installationId),
    ]).toEqual([null, null]);
    expect(reasonOf(await refresh(refreshToken, going))).toBe('ended');
  });

  it('is worth nothing any more to whoever was an agent before somebody else became him', async () => {
    const [before, after] = [await world.somebody(), await world.somebody()];
    const { accessToken } = await world.pair(client, before);
    await world.code(client, after, { agentId: before.id });
    expect(await world.ownerOf(accessToken)).toBeNull();
    expect(await world.oauth.links.find(client.installationId, before.id)).toBeNull();
    expect(await world.oauth.links.find(client.installationId, after.id)).toMatchObject({ agentId: before.id });
  });

  it('keeps no code, token or secret that a thief of the database could use', async () => {
    const person = await world.somebody();
    const code = await world.code(client, person);
    const { accessToken, refreshToken } = await world.pair(client, person);
    const { read } = world.store.database;
    const rows = JSON.stringify([
      await read.selectFrom('oauth_code').selectAll().execute(),
      await read.selectFrom('oauth_grant').selectAll().execute(),
      await read.selectFrom('oauth_access_token').selectAll().execute(),
      await read.selectFrom('audit').selectAll().execute(),
    ]);
    for (const text of [code, accessToken, refreshToken]) expect(rows).not.toContain(text.slice(-32));
  });
});
