import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { listen, shut } from '../fakes/shared/http.ts';
import { freePort } from '../support/free-port.ts';
import { providerWorld, type ProviderWorld, someone } from './provider-world.ts';
import { textOf, visitor } from './visitor.ts';

const SECOND = 1000;
const DOWN = 'Kestrel ID does not answer at the moment';
const WRONG = 'is not set up right';
const NOT_BELIEVED = 'could not be trusted';
const DESCRIPTION = '/.well-known/openid-configuration';

let kestrel: ProviderWorld;
beforeAll(async () => {
  kestrel = await providerWorld();
});
beforeEach(async () => {
  kestrel.provider.well();
  // The description that was read before is known for an hour.
  kestrel.world.advance(2 * 3600 * SECOND);
  await kestrel.set();
});
afterEach(() => {
  expect(kestrel.world.faults).toEqual([]);
});
afterAll(() => kestrel.close());

const jun = someone('jun');

/** Presses the button; what the sign-in page then says. */
async function pressed(): Promise<string> {
  const browser = visitor(kestrel.world.url);
  const away = await browser.look('/console/sign-in/oidc?return=%2Fconsole%2Faccount');
  expect(away.to).toBe('/console/sign-in?return=%2Fconsole%2Faccount');
  return textOf((await browser.look(away.to ?? '')).body);
}
const lastTrouble = () => kestrel.world.providerReports.at(-1);

describe('when the provider is down', () => {
  it.each([500, 503, 429])('and answers %d: the sign-in page says so and keeps the password form', async (status) => {
    kestrel.provider.fault({ kind: 'broken', status });
    expect(await pressed()).toMatch(new RegExp(`${DOWN}.*Password`));
    expect(lastTrouble()).toEqual({ trouble: 'unreachable', detail: `it answered ${status}` });
  });

  it('and nobody answers at all: the page says the same', async () => {
    await kestrel.set({ issuer: `http://127.0.0.1:${await freePort()}` });
    expect(await pressed()).toContain(DOWN);
    expect(lastTrouble()).toEqual({ trouble: 'unreachable', detail: 'no connection (ECONNREFUSED)' });
  });

  it('is asked again after three seconds, not with every press', async () => {
    kestrel.provider.fault({ kind: 'broken', status: 503 });
    const before = kestrel.provider.calls.length;
    for (let press = 0; press < 5; press += 1) await pressed();
    expect(kestrel.provider.calls.slice(before)).toEqual([DESCRIPTION]);
    kestrel.provider.well();
    kestrel.world.advance(3 * SECOND);
    expect((await kestrel.signIn(jun)).answer.to).toBe('/console/requests');
  });

  it('between the button and the answer, nobody is signed in, and the way back is kept', async () => {
    const browser = visitor(kestrel.world.url);
    const path = await kestrel.asFarAsAnswer(jun, browser);
    kestrel.provider.fault({ kind: 'broken', status: 502 });
    const answer = await browser.look(path);
    expect(textOf((await browser.look(answer.to ?? '')).body)).toContain(DOWN);
  });
});

describe('when the provider is slow', () => {
  it.each([DESCRIPTION, '/token', '/jwks'])('at %s, the person gets a sentence in time', async (path) => {
    const fresh = await providerWorld();
    fresh.provider.fault({ kind: 'hangs', path });
    const browser = visitor(fresh.world.url);
    fresh.provider.signsIn(jun);
    const away = await browser.look('/console/sign-in/oidc');
    const isAway = away.to?.startsWith(fresh.provider.issuer) ?? false;
    const end = isAway ? await browser.look(await fresh.backFrom(away.to)) : away;
    const said = textOf((await browser.look(end.to ?? '')).body);
    const reports = fresh.world.providerReports;
    await fresh.close();
    expect([said, reports]).toEqual([
      expect.stringContaining(DOWN),
      [{ trouble: 'slow', detail: 'no answer within 2 seconds' }],
    ]);
  });

  it('others still sign in with their passwords', async () => {
    kestrel.provider.fault({ kind: 'hangs', path: DESCRIPTION });
    const waiting = pressed();
    expect((await visitor(kestrel.world.url).signIn(kestrel.adminAccount)).status).toBe(303);
    expect(await waiting).toContain(DOWN);
  });
});

describe('a description that cannot be right', () => {
  it.each([
    ['names another issuer', { issuer: 'https://login.evil.example' }, 'other-issuer'],
    [
      'sends people to a page over plain http',
      { authorization_endpoint: 'http://login.example.com/auth' },
      'not-a-provider',
    ],
    ['sends people to a script', { authorization_endpoint: 'javascript:alert(1)' }, 'not-a-provider'],
    ['has no page to sign in', { authorization_endpoint: undefined }, 'not-a-provider'],
    ['has no keys', { jwks_uri: undefined }, 'not-a-provider'],
    ['has no issuer', { issuer: undefined }, 'not-a-provider'],
  ])('is refused when it %s', async (_, says, trouble) => {
    kestrel.provider.fault({ kind: 'description', says });
    expect(await pressed()).toContain(WRONG);
    expect(lastTrouble()).toMatchObject({ trouble });
  });

  it.each(['https://10.0.0.7/token', 'https://169.254.169.254/latest', 'https://[fd00::1]/token', 'http://intranet/'])(
    'cannot make this server call %s',
    async (address) => {
      kestrel.provider.fault({ kind: 'description', says: { token_endpoint: address } });
      const browser = visitor(kestrel.world.url);
      const answer = await browser.look(await kestrel.asFarAsAnswer(jun, browser));
      expect(textOf((await browser.look(answer.to ?? '')).body)).toContain(WRONG);
      expect(lastTrouble()).toMatchObject({ trouble: 'private-address' });
    },
  );

  it.each([
    ['a page', 200, 'text/html', '<h1>Hello</h1>'],
    ['a redirection', 302, 'text/plain', ''],
    ['nothing', 404, 'text/plain', ''],
    ['broken JSON', 200, 'application/json', '{"issuer":'],
    ['a list', 200, 'application/json', '[]'],
  ])('is not taken from a server that has %s', async (_, status, type, body) => {
    const server = createServer((__, response) => {
      response
        .writeHead(status, { 'content-type': type, location: `${kestrel.provider.issuer}${DESCRIPTION}` })
        .end(body);
    });
    await kestrel.set({ issuer: `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}` });
    const said = await pressed();
    await shut(server);
    expect([said, lastTrouble()]).toEqual([
      expect.stringContaining(WRONG),
      expect.objectContaining({ trouble: 'not-a-provider' }),
    ]);
  });

  it('is not read to its end when it has none', async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = (): void => void (response.destroyed || response.write('x'.repeat(64 * 1024), more));
      more();
    });
    await kestrel.set({ issuer: `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}` });
    const said = await pressed();
    await shut(server);
    expect([said, lastTrouble()]).toEqual([
      expect.stringContaining(DOWN),
      { trouble: 'unreachable', detail: 'the answer has no end' },
    ]);
  });
});

describe('a secret that the provider does not take', () => {
  it('is the admin’s matter, and the person is told so', async () => {
    await kestrel.set({ clientSecret: 'not the secret' });
    expect((await kestrel.signIn(jun)).said).toContain(WRONG);
    expect(lastTrouble()).toEqual({ trouble: 'client-refused', detail: 'refused with invalid_client' });
  });

  it('that cannot be read any more is a sentence too', async () => {
    const sealedSecret = 'v1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
    await kestrel.world.store.database.write(async (db) => {
      const row = await db
        .selectFrom('setting')
        .select('value')
        .where('key', '=', 'sign-in-provider')
        .executeTakeFirst();
      const value = JSON.stringify({ ...(JSON.parse(row?.value ?? '{}') as object), sealedSecret });
      await db.updateTable('setting').set({ value }).where('key', '=', 'sign-in-provider').execute();
    });
    expect(await pressed()).toContain(WRONG);
    expect(lastTrouble()).toMatchObject({ trouble: 'secret-lost' });
  });
});

describe('clocks that differ', () => {
  // Its tokens are good for five minutes.
  it.each([-340 * SECOND, 50 * SECOND])('are no matter up to a minute: tokens %d ms off', async (aheadMs) => {
    kestrel.provider.fault({ kind: 'clock', aheadMs });
    expect((await kestrel.signIn(jun)).answer.to).toBe('/console/requests');
  });

  it('by more are: what the provider calls fresh has expired here', async () => {
    kestrel.provider.fault({ kind: 'clock', aheadMs: -380 * SECOND });
    expect((await kestrel.signIn(jun)).said).toContain(NOT_BELIEVED);
    expect(lastTrouble()).toEqual({ trouble: 'not-believed', detail: expect.stringContaining('TIMESTAMP') });
  });
});
