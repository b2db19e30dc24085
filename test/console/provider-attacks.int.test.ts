import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { providerWorld, type ProviderWorld, someone } from './provider-world.ts';
import { textOf, visitor, type Visitor } from './visitor.ts';

const MINUTE = 60_000;
const NOT_BELIEVED = 'could not be trusted, so nobody was signed in';
const STALE = 'begun too long ago or in another window';

let kestrel: ProviderWorld;
beforeAll(async () => {
  kestrel = await providerWorld();
  // Whoever could forge anything below would come in as an admin.
  await kestrel.signIn(someone('jun', { groups: ['it-leads'] }));
});
beforeEach(() => kestrel.provider.well());
afterEach(() => {
  expect(kestrel.world.faults).toEqual([]);
});
afterAll(() => kestrel.close());

const jun = someone('jun', { groups: ['it-leads'] });
const isIn = async (browser: Visitor): Promise<boolean> => (await browser.look('/console/account')).status === 200;

/** Brings an answer to the console and says what came of it. */
async function bring(browser: Visitor, path: string): Promise<{ readonly said: string; readonly isIn: boolean }> {
  const answer = await browser.look(path);
  expect([answer.status, answer.to]).toEqual([303, expect.stringMatching(/^\/console\/(?:sign-in|requests)$/)]);
  return { said: textOf((await browser.look(answer.to ?? '')).body), isIn: await isIn(browser) };
}

describe('an ID token', () => {
  const hour = (offset: number): number => Math.floor(Date.now() / 1000) + offset * 3600;

  it.each([
    ['for another sign-in', { nonce: 'another' }],
    ['without a nonce', { nonce: null }],
    ['of another issuer', { iss: 'https://login.evil.example' }],
    ['of an issuer that begins the same', { iss: 'http://127.0.0.1.evil.example' }],
    ['for another application', { aud: 'somebody-else' }],
    ['for several applications without saying which asked', { aud: ['session-requests', 'somebody-else'] }],
    ['that another application asked for', { aud: ['session-requests', 'other'], azp: 'other' }],
    ['without an audience', { aud: null }],
    ['that has expired', { exp: hour(-1) }],
    ['that never expires', { exp: null }],
    ['that is not valid yet', { nbf: hour(1) }],
    ['about nobody', { sub: null }],
    ['about somebody whose name is no name', { sub: 'a\u0000b' }],
    ['about somebody with a list for a name', { sub: ['jun'] }],
  ])('%s lets nobody in', async (_, says) => {
    kestrel.provider.fault({ kind: 'claims', says });
    const browser = visitor(kestrel.world.url);
    const came = await bring(browser, await kestrel.asFarAsAnswer(jun, browser));
    expect(came).toEqual({ said: expect.stringContaining(NOT_BELIEVED), isIn: false });
  });

  it.each(['stranger', 'none'] as const)('signed by %s lets nobody in', async (by) => {
    kestrel.provider.fault({ kind: 'signature', by });
    const browser = visitor(kestrel.world.url);
    const came = await bring(browser, await kestrel.asFarAsAnswer(jun, browser));
    expect(came).toEqual({ said: expect.stringContaining(NOT_BELIEVED), isIn: false });
  });

  it('cannot make somebody an admin by a group that only looks like one', async () => {
    const groups = ['it-leads ', 'IT-LEADS', 'it-leads,helpdesk'];
    const { said } = await kestrel.signIn(someone('mallory', { groups }));
    expect(said).toContain('None of your groups');
  });

  it('may carry claims of any form without breaking anything', async () => {
    for (const groups of [{ toString: 'it-leads' }, [['it-leads']], 7, '__proto__', Array(5000).fill('x')]) {
      kestrel.provider.fault({ kind: 'claims', says: { groups, name: { a: 1 }, email_verified: 'yes' } });
      expect((await kestrel.signIn(someone('form'))).said).toMatch(/None of your groups|is not verified/);
    }
  });
});

describe('the answer of the provider', () => {
  const changed = (path: string, name: string, value: string): string => {
    const url = new URL(path, kestrel.world.url);
    url.searchParams.set(name, value);
    return url.pathname + url.search;
  };

  it.each([
    ['with another state', (path: string) => changed(path, 'state', 'x'.repeat(43))],
    ['without a state', (path: string) => path.replace(/state=[^&]*/, '')],
    ['with two states', (path: string) => `${path}&state=other`],
    ['without anything', () => '/console/sign-in/oidc/callback'],
  ])('%s is not looked at', async (_, twist) => {
    const browser = visitor(kestrel.world.url);
    const path = twist(await kestrel.asFarAsAnswer(jun, browser));
    const callsBefore = kestrel.provider.calls.length;
    expect(await bring(browser, path)).toEqual({ said: expect.stringContaining(STALE), isIn: false });
    expect(kestrel.provider.calls).toHaveLength(callsBefore);
  });

  it('from another provider is not believed', async () => {
    const browser = visitor(kestrel.world.url);
    const path = changed(await kestrel.asFarAsAnswer(jun, browser), 'iss', 'https://login.evil.example');
    expect(await bring(browser, path)).toEqual({ said: expect.stringContaining(NOT_BELIEVED), isIn: false });
  });

  it('with an invented code is not believed', async () => {
    const browser = visitor(kestrel.world.url);
    const path = changed(await kestrel.asFarAsAnswer(jun, browser), 'code', 'invented');
    expect(await bring(browser, path)).toEqual({ said: expect.stringContaining(NOT_BELIEVED), isIn: false });
  });

  it('works in the browser that asked and in no other: nobody is signed in as somebody else by a link', async () => {
    const attacker = visitor(kestrel.world.url);
    const path = await kestrel.asFarAsAnswer(jun, attacker);
    const victim = visitor(kestrel.world.url);
    expect((await bring(victim, path)).isIn).toBe(false);
    await victim.look('/console/sign-in/oidc');
    expect(await bring(victim, path)).toEqual({ said: expect.stringContaining(STALE), isIn: false });
  });

  it('works once: not a second time, and not with the cookie put back', async () => {
    const browser = visitor(kestrel.world.url);
    const path = await kestrel.asFarAsAnswer(jun, browser);
    const cookie = browser.cookies.get('sr-provider-local') ?? '';
    expect((await bring(browser, path)).isIn).toBe(true);
    const thief = visitor(kestrel.world.url);
    expect(await bring(thief, path)).toEqual({ said: expect.stringContaining(STALE), isIn: false });
    thief.cookies.set('sr-provider-local', cookie);
    expect(await bring(thief, path)).toEqual({ said: expect.stringContaining(NOT_BELIEVED), isIn: false });
  });

  it('comes too late after ten minutes', async () => {
    const browser = visitor(kestrel.world.url);
    const path = await kestrel.asFarAsAnswer(jun, browser);
    kestrel.world.advance(10 * MINUTE);
    expect(await bring(browser, path)).toEqual({ said: expect.stringContaining(STALE), isIn: false });
  });

  it('counts for the provider that was asked, not for one that an admin set meanwhile', async () => {
    const browser = visitor(kestrel.world.url);
    const path = await kestrel.asFarAsAnswer(jun, browser);
    const other = await providerWorld();
    await kestrel.set({ issuer: other.provider.issuer });
    expect(await bring(browser, path)).toEqual({ said: expect.stringContaining(STALE), isIn: false });
    await kestrel.set();
    await other.close();
  });

  it('puts none of its own words on our page or in the log', async () => {
    const browser = visitor(kestrel.world.url);
    const state = new URLSearchParams((await kestrel.asFarAsAnswer(jun, browser)).split('?')[1]).get('state') ?? '';
    const { issuer: iss } = kestrel.provider;
    const words = { error: 'pay_here_now!', error_description: 'Call +1 555 and pay', state, iss };
    const came = await bring(browser, `/console/sign-in/oidc/callback?${new URLSearchParams(words).toString()}`);
    expect(came).toEqual({ said: expect.not.stringMatching(/pay|555/), isIn: false });
    expect(kestrel.world.providerReports.at(-1)).toEqual({ trouble: 'not-believed', detail: 'answered no code' });
  });
});

describe('the cookie between the two', () => {
  // Not at its end: the last letter of base64 holds bits that count for nothing.
  const changedCookie = (value: string): string =>
    value.replace(/^(v1\.)(.)/, (_, version: string, first: string) => `${version}${first === 'A' ? 'B' : 'A'}`);

  it('shows nothing of what is in it, no script reads it, and it lasts ten minutes', async () => {
    const answer = await visitor(kestrel.world.url).look('/console/sign-in/oidc');
    expect(answer.setCookies).toEqual([
      expect.stringMatching(/^sr-provider-local=v1\.[\w-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    const state = new URL(answer.to ?? '').searchParams.get('state') ?? '';
    expect(Buffer.from(answer.setCookies.join(), 'base64url').toString('latin1')).not.toContain(state);
  });

  it('is not believed when it was changed, made up, or is there twice', async () => {
    const browser = visitor(kestrel.world.url);
    const path = await kestrel.asFarAsAnswer(jun, browser);
    const cookie = browser.cookies.get('sr-provider-local') ?? '';
    for (const forged of [changedCookie(cookie), 'v1.AAAA', '', `${cookie}; sr-provider-local=${cookie}`]) {
      const other = visitor(kestrel.world.url);
      other.cookies.set('sr-provider-local', forged);
      expect(await bring(other, path)).toEqual({ said: expect.stringContaining(STALE), isIn: false });
    }
  });

  it('cannot be another sealed value of this server', async () => {
    const browser = visitor(kestrel.world.url);
    const path = await kestrel.asFarAsAnswer(jun, browser);
    const { read } = kestrel.world.store.database;
    const row = await read
      .selectFrom('setting')
      .select('value')
      .where('key', '=', 'sign-in-provider')
      .executeTakeFirst();
    const { sealedSecret } = JSON.parse(row?.value ?? '{}') as { readonly sealedSecret: string };
    browser.cookies.set('sr-provider-local', sealedSecret);
    expect(await bring(browser, path)).toEqual({ said: expect.stringContaining(STALE), isIn: false });
  });
});

describe('the sentence after a refusal', () => {
  it('is shown once', async () => {
    const { browser, said } = await kestrel.signIn(null);
    expect(said).toContain('or you cancelled');
    expect(textOf((await browser.look('/console/sign-in')).body)).not.toContain('or you cancelled');
  });

  it('cannot be put into the page by a planted cookie', async () => {
    const browser = visitor(kestrel.world.url);
    for (const planted of ['Call us', 'constructor', '<script>', 'provider.stale']) {
      browser.cookies.set('sr-provider-trouble', planted);
      expect((await browser.look('/console/sign-in')).body).not.toContain('role="alert"');
    }
  });
});

describe('what is written down about all this', () => {
  it('holds no secret, code, token or name of anybody', () => {
    const log = JSON.stringify(kestrel.world.providerReports);
    expect(log.length).toBeGreaterThan(500);
    for (const secret of [kestrel.provider.clientSecret, 'eyJ', 'jun', '@kestrel', 'code=', 'state=']) {
      expect(log).not.toContain(secret);
    }
  });
});
