import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fixtureWorld, type FixtureWorld } from './fixture-world.ts';

let world: FixtureWorld;
beforeEach(async () => {
  world = await fixtureWorld();
  await world.install();
  world.seen.splice(0);
});
afterEach(() => world.close());

const mine = () => world.platform.control.invoke(world.mara, 'mine');
const tokensUsed = () => world.seen.filter(({ path }) => path === '/mine').map(({ headers }) => headers.authorization);
const NEEDED = { answer: { status: 401 }, authorize: 'own' };

describe('an agent who has not authorized the app', () => {
  it('is asked to, and nothing is sent', async () => {
    expect(await mine()).toMatchObject(NEEDED);
    expect(world.seen).toEqual([]);
  });

  it('is sent to the server with client, redirect, state and scope, and no secret', async () => {
    const start = await fetch(`${world.platform.url}/broker/start?agent=${String(world.mara)}&integration=own`, {
      redirect: 'manual',
    });
    const there = new URL(start.headers.get('location') ?? '');
    expect(there.pathname).toBe('/oauth/authorize');
    expect(Object.fromEntries(there.searchParams)).toEqual({
      client_id: 'client',
      redirect_uri: `${world.platform.url}/auth/callback`,
      response_type: 'code',
      state: expect.stringMatching(/^[\w-]{32}$/),
      scope: 'a b',
    });
  });

  it('exchanges the code with a form, and is authorized from then on; others are not', async () => {
    expect(await world.authorize()).toContain('Authorized');
    expect(world.seen[0]).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(Object.fromEntries(new URLSearchParams(world.seen[0]?.body))).toEqual({
      grant_type: 'authorization_code',
      code: 'a-code',
      redirect_uri: `${world.platform.url}/auth/callback`,
      client_id: 'client',
      client_secret: 'client-secret',
    });
    expect(await mine()).toMatchObject({ answer: { status: 200 }, authorize: null });
    const jun = (await world.desk.control.agents()).find(({ firstName }) => firstName === 'Jun')?.id ?? 0;
    expect(await world.platform.control.invoke(jun, 'mine')).toMatchObject(NEEDED);
  });

  it.each([
    ['an unknown state', (url: URL) => url.searchParams.set('state', 'guessed'), /state/],
    ['a refusal', (url: URL) => url.searchParams.set('error', 'access_denied'), /access_denied/],
    ['no code', (url: URL) => url.searchParams.delete('code'), /no code/],
  ])('stays so when the server comes back with %s', async (_what, change, sentence) => {
    expect(await world.authorize(change)).toMatch(sentence);
    expect(await mine()).toMatchObject(NEEDED);
  });
});

describe('an agent who has', () => {
  beforeEach(async () => void (await world.authorize()));

  it('gets a new token when the old one has run out', async () => {
    await world.platform.control.advance(1801_000);
    expect(await mine()).toMatchObject({ answer: { status: 200 } });
    expect(tokensUsed()).toEqual(['Bearer token-2']);
  });

  it('gets a new token when the server refuses the old one, once', async () => {
    world.server.tokenIsGood = false;
    expect(await mine()).toMatchObject({ answer: { status: 200 } });
    expect(tokensUsed()).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('has to authorize anew when the server renews nothing', async () => {
    Object.assign(world.server, { tokenIsGood: false, refreshIsGood: false });
    expect(await mine()).toMatchObject(NEEDED);
    expect(tokensUsed()).toEqual(['Bearer token-1']);
  });

  it('renews once for two calls at the same time', async () => {
    await world.platform.control.advance(1801_000);
    expect(await Promise.all([mine(), mine()])).toMatchObject([
      { answer: { status: 200 } },
      { answer: { status: 200 } },
    ]);
    expect(tokensUsed()).toEqual(['Bearer token-2', 'Bearer token-2']);
  });

  it('loses it when the platform does', async () => {
    await world.platform.control.faults([{ when: { next: 1 }, fault: { kind: 'no-authorization' } }]);
    expect(await mine()).toMatchObject(NEEDED);
  });
});
