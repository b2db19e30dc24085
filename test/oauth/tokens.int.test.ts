import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OAuthClient } from '../../server/oauth/clients.ts';
import { postgresIsThere } from '../setup/postgres-database.ts';
import { CALLBACK, type OAuthWorld, oauthWorld, reasonOf } from './oauth-world.ts';

const ENGINES = ['sqlite', ...(postgresIsThere() ? ['postgres'] : [])];
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const VERIFIER = 'a-verifier-of-at-least-forty-three-characters-0123';

describe.each(ENGINES)('Tokens of the app of a help desk, on %s', (engine) => {
  let world: OAuthWorld;
  let client: OAuthClient;
  beforeAll(async () => {
    world = await oauthWorld(engine);
    client = await world.installation();
  });
  afterAll(() => world.close());

  const exchange = (code: string, over: { redirect?: string; verifier?: string } = {}, by = client) =>
    world.oauth.tokens.exchange(by, { code, redirect: CALLBACK, verifier: null, ...over });
  const refresh = (token: string, by = client) => world.oauth.tokens.refresh(by, token);

  it('are asked for by one client an installation, however many ask for it at once', async () => {
    const { installationId, clientId } = await world.installation();
    const asked = await Promise.all(Array.from({ length: 4 }, () => world.oauth.clients.ensure(installationId)));
    expect(new Set(asked.map((one) => one?.clientId))).toEqual(new Set([clientId]));
    expect(clientId).toMatch(/^srb_[0-9a-z]{32}$/);
    expect(await world.oauth.clients.ensure('no-such-installation')).toBeNull();
  });

  it('are given to whoever has either of two secrets, until one is revoked; never by those of another', async () => {
    const other = await world.installation();
    const { installSecrets } = world.people;
    const make = async (id: string) => (await installSecrets.make(world.admin, id, 'app-sign-in')) ?? '';
    const [older, newer, foreign] = [
      await make(client.installationId),
      await make(client.installationId),
      await make(other.installationId),
    ];
    expect(older).toMatch(/^src_[0-9a-z]{32}$/);
    const isTaken = async (secret: string) =>
      (await world.oauth.clients.authenticate(client.clientId, secret)) !== null;
    expect(await Promise.all([older, newer, foreign, '', `${older}x`].map(isTaken))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(await installSecrets.make(world.admin, client.installationId, 'app-sign-in')).toBeNull();
    for (const { id } of await installSecrets.valid(client.installationId)) {
      await installSecrets.revoke(world.admin, client.installationId, id);
    }
    expect(await Promise.all([older, newer].map(isTaken))).toEqual([false, false]);
  });

  it('open the API to the person, with what he may do at that moment', async () => {
    const person = await world.somebody();
    const { accessToken } = await world.pair(client, person);
    expect(await world.oauth.owners.ownerOf(accessToken)).toMatchObject({
      installationId: client.installationId,
      agentId: person.id,
      person: { id: person.id, role: 'support-agent', queueIds: [] },
    });
    const queue = { name: `Queue of ${person.name}`, installationId: null, memberIds: [person.id] };
    const queueId = await world.people.queues.add(world.admin, queue);
    await world.people.admin.changeRole(world.admin, person.id, 'viewer');
    expect(await world.oauth.owners.ownerOf(accessToken)).toMatchObject({
      person: { role: 'viewer', queueIds: [queueId] },
    });
  });

  it('end after 30 minutes, and go on with the next pair', async () => {
    const person = await world.somebody();
    const first = await world.pair(client, person);
    world.advance(30 * MINUTE - 1);
    expect(await world.ownerOf(first.accessToken)).toBe(person.id);
    world.advance(1);
    expect(await world.ownerOf(first.accessToken)).toBeNull();
    const next = await refresh(first.refreshToken);
    expect(next.ok && (await world.ownerOf(next.pair.accessToken))).toBe(person.id);
  });

  it('cannot be renewed after 30 days in which nobody did, but until then', async () => {
    const person = await world.somebody();
    const { refreshToken } = await world.pair(client, person);
    world.advance(30 * DAY - 1);
    const renewed = await refresh(refreshToken);
    expect(reasonOf(renewed)).toBe('ok');
    world.advance(30 * DAY);
    expect(renewed.ok && reasonOf(await refresh(renewed.pair.refreshToken))).toBe('ended');
    expect(await world.oauth.grants.ofPerson(person.id)).toEqual([]);
  });

  it('all end when a refresh token comes again after the next one was used: nobody knows who has the newer one', async () => {
    const person = await world.somebody();
    const first = await world.pair(client, person);
    const elsewhere = await world.pair(client, person);
    const second = await refresh(first.refreshToken);
    const third = second.ok ? await refresh(second.pair.refreshToken) : second;
    expect(reasonOf(await refresh(first.refreshToken))).toBe('reused');
    if (!second.ok || !third.ok) throw new Error('the rotation failed');
    expect(await Promise.all([second, third].map(({ pair }) => world.ownerOf(pair.accessToken)))).toEqual([null, null]);
    expect(reasonOf(await refresh(third.pair.refreshToken))).toBe('ended');
    expect((await world.log())[0]).toBe('app.token-came-again');
    expect(await world.ownerOf(elsewhere.accessToken)).toBe(person.id);
  });

  it('go on alike when two pages renew at the same moment, or an answer is lost', async () => {
    const person = await world.somebody();
    const { refreshToken } = await world.pair(client, person);
    const answers = await Promise.all([refresh(refreshToken), refresh(refreshToken)]);
    world.advance(30_000);
    const pairs = [...answers, await refresh(refreshToken)].flatMap((answer) => (answer.ok ? [answer.pair] : []));
    expect(pairs).toHaveLength(3);
    expect(new Set(pairs.map((pair) => pair.refreshToken)).size).toBe(1);
    expect(new Set(pairs.map((pair) => pair.accessToken)).size).toBe(3);
    expect(await Promise.all(pairs.map((pair) => world.ownerOf(pair.accessToken)))).toEqual([
      person.id,
      person.id,
      person.id,
    ]);
    expect(reasonOf(await refresh(pairs[0]?.refreshToken ?? ''))).toBe('ok');
  });

  it('all end when the token comes again more than half a minute later', async () => {
    const { refreshToken, accessToken } = await world.pair(client, await world.somebody());
    const renewed = await refresh(refreshToken);
    world.advance(30_001);
    expect(reasonOf(await refresh(refreshToken))).toBe('reused');
    expect(await world.ownerOf(accessToken)).toBeNull();
    expect(renewed.ok && (await world.ownerOf(renewed.pair.accessToken))).toBeNull();
  });

  it('are not given for a code that comes again, and what it gave is taken back', async () => {
    const person = await world.somebody();
    const code = await world.code(client, person);
    const first = await exchange(code);
    expect(first.ok && (await world.ownerOf(first.pair.accessToken))).toBe(person.id);
    world.advance(10 * MINUTE);
    expect(reasonOf(await exchange(code))).toBe('reused');
    expect(first.ok && (await world.ownerOf(first.pair.accessToken))).toBeNull();
    expect((await world.log())[0]).toBe('app.code-came-again');
  });

  it('are given to nobody when a code comes twice at the same moment', async () => {
    const code = await world.code(client, await world.somebody());
    const answers = await Promise.all([exchange(code), exchange(code)]);
    expect(answers.map(reasonOf).toSorted()).toEqual(['ok', 'reused']);
    const given = answers.flatMap((answer) => (answer.ok ? [answer.pair.accessToken] : []));
    expect(await Promise.all(given.map((token) => world.ownerOf(token)))).toEqual([null]);
  });

  it.each([
    ['a minute late', {}, MINUTE, 'ended'],
    ['with another redirect address', { redirect: `${CALLBACK}/` }, 0, 'wrong-redirect'],
    ['with a verifier that nobody announced', { verifier: VERIFIER }, 0, 'wrong-verifier'],
  ])('are not given for a code %s, nor for the same code put right', async (_, over, lateMs, reason) => {
    const code = await world.code(client, await world.somebody());
    world.advance(lateMs);
    expect(reasonOf(await exchange(code, over))).toBe(reason);
    expect(reasonOf(await exchange(code))).not.toBe('ok');
  });

  it('are given with the verifier of the challenge only', async () => {
    const challenge = hash('sha256', VERIFIER, 'base64url');
    const person = await world.somebody();
    for (const [verifier, reason] of [
      [undefined, 'wrong-verifier'],
      [`${VERIFIER}x`, 'wrong-verifier'],
      [challenge, 'wrong-verifier'],
      [VERIFIER, 'ok'],
    ] as const) {
      const code = await world.code(client, person, { challenge });
      const over = verifier === undefined ? {} : { verifier };
      expect([verifier, reasonOf(await exchange(code, over))]).toEqual([verifier, reason]);
    }
  });

  it("cannot be used, renewed or ended by another installation's client, whatever it holds", async () => {
    const other = await world.installation();
    const person = await world.somebody();
    const { accessToken, refreshToken } = await world.pair(client, person);
    const code = await world.code(client, person);
    const before = await world.log();
    expect(reasonOf(await exchange(code, {}, other))).toBe('unknown');
    expect(reasonOf(await refresh(refreshToken, other))).toBe('unknown');
    for (const token of [accessToken, refreshToken]) await world.oauth.tokens.revoke(other, token);
    expect(await world.log()).toEqual(before);
    expect(await world.ownerOf(accessToken)).toBe(person.id);
    expect(reasonOf(await exchange(code))).toBe('ok');
    expect(reasonOf(await refresh(refreshToken))).toBe('ok');
  });

  it.each(['accessToken', 'refreshToken'] as const)('are signed out by their client with the %s', async (which) => {
    const person = await world.somebody();
    const pair = await world.pair(client, person);
    await world.oauth.tokens.revoke(client, pair[which]);
    expect([await world.ownerOf(pair.accessToken), reasonOf(await refresh(pair.refreshToken))]).toEqual([
      null,
      'ended',
    ]);
  });

  it('are not given for made-up codes and tokens', async () => {
    const grantId = 'x'.repeat(26);
    for (const text of ['', 'x', 'srr_', `srr_${grantId}${'y'.repeat(32)}`, `sro_${'z'.repeat(32)}`]) {
      expect([text, reasonOf(await refresh(text)), reasonOf(await exchange(text)), await world.ownerOf(text)]).toEqual([
        text,
        'unknown',
        'unknown',
        null,
      ]);
    }
  });
});
