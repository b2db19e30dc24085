import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answer, textOf, type Visitor } from '../console/visitor.ts';
import { SIGN_IN_APP } from '../fakes/salesforce/seed.ts';
import { givenRequest } from './given-request.ts';
import { addOrg } from './org-world.ts';
import { type OrgSignInWorld, orgSignInWorld, PRESSED } from './org-sign-in-world.ts';

let world: OrgSignInWorld;
let ready: { readonly id: string; readonly path: string };
beforeAll(async () => {
  world = await orgSignInWorld();
  ready = await world.readyRequest();
});
beforeEach(() => world.org.control.signsIn(world.org.people.mara));
afterEach(() => world.org.control.faults([]));
afterAll(() => world.close());

const MINUTE = 60_000;
const STALE = 'begun too long ago or in another window';
const AGENT = 'sr-agent-local';
const PENDING = 'sr-org-sign-in-local';
const goesOn = ({ body }: Answer): boolean => body.includes('data-goes-on="1"');
const isIn = async (browser: Visitor): Promise<boolean> => (await browser.look(ready.path)).status === 200;
const asFarAsAnswer = async (browser: Visitor): Promise<string> =>
  world.throughOrg(await world.pressConnect(browser, ready.path));
const signedIn = async (): Promise<Visitor> => {
  const browser = world.browser();
  expect((await world.connect(browser, ready.path)).status).toBe(200);
  return browser;
};
const changed = (path: string, name: string, value: string): string => {
  const url = new URL(path, world.url);
  url.searchParams.set(name, value);
  return url.pathname + url.search;
};

describe('an answer of the org', () => {
  it.each([
    ['with another state', (path: string) => changed(path, 'state', 'x'.repeat(43))],
    ['without a state', (path: string) => path.replace(/state=[^&]*/, '')],
    ['with two states', (path: string) => `${path}&state=other`],
    ['with nothing', (path: string) => path.replace(/\?.*/, '')],
  ])('%s is not looked at, and leads to a page that says so', async (_, twist) => {
    const browser = world.browser();
    const answer = await browser.look(twist(await asFarAsAnswer(browser)));
    expect(answer.to).toBe('/connect/sign-in/stale');
    expect(textOf((await browser.look('/connect/sign-in/stale')).body)).toContain(STALE);
    expect(browser.cookies.has(AGENT)).toBe(false);
  });

  it('works in the browser that asked and in no other: nobody is signed in as somebody else by a link', async () => {
    const attacker = world.browser();
    const path = await asFarAsAnswer(attacker);
    const victim = world.browser();
    expect((await victim.look(path)).to).toBe('/connect/sign-in/stale');
    await world.pressConnect(victim, ready.path);
    expect((await victim.look(path)).to).toBe('/connect/sign-in/stale');
    expect(victim.cookies.has(AGENT)).toBe(false);
  });

  it('works once, also with the cookie put back', async () => {
    const browser = world.browser();
    const path = await asFarAsAnswer(browser);
    const pending = [...browser.cookies].filter(([name]) => name.startsWith(PENDING));
    expect(pending).toHaveLength(1);
    await browser.look(path);
    expect([...browser.cookies.keys()].some((name) => name.startsWith(PENDING))).toBe(false);
    expect(await isIn(browser)).toBe(true);
    const thief = world.browser();
    for (const [name, value] of pending) thief.cookies.set(name, value);
    expect((await thief.look(path)).to).toBe(ready.path);
    expect(thief.cookies.has(AGENT)).toBe(false);
  });

  it('counts for ten minutes', async () => {
    const browser = world.browser();
    const path = await asFarAsAnswer(browser);
    world.later(10 * MINUTE);
    expect((await browser.look(path)).to).toBe('/connect/sign-in/stale');
  });

  it('to one org counts for no other', async () => {
    const { clientId, clientSecret } = SIGN_IN_APP;
    const other = await addOrg(world, world.admin, { url: world.org.url, ...world.org.app, name: 'Other org' });
    await world.clients.save(world.admin, other, { clientId: `${clientId}-other`, hours: 8 }, clientSecret);
    const browser = world.browser();
    const path = (await asFarAsAnswer(browser)).replace(world.orgId, other);
    expect((await browser.look(path)).to).toBe(ready.path);
    expect(textOf((await browser.look(ready.path)).body)).toContain(STALE);
    expect(browser.cookies.has(AGENT)).toBe(false);
  });

  it('to an org whose sign-in is switched off counts for nothing', async () => {
    const browser = world.browser();
    const path = await asFarAsAnswer(browser);
    await world.clients.remove(world.admin, world.orgId);
    expect((await browser.look(path)).to).toBe(ready.path);
    expect((await browser.look(ready.path)).to).toMatch(/^\/console\/sign-in/);
    await world.offer();
  });

  it('leads nowhere but to the request, whatever it names', async () => {
    const browser = world.browser();
    const path = await asFarAsAnswer(browser);
    const evil = 'https%3A%2F%2Fevil.example';
    const answer = await browser.look(
      `${path}&return=${evil}&returnTo=${evil}&redirect_uri=${evil}&RelayState=${evil}`,
    );
    expect(answer.to).toBe(ready.path);
  });
});

describe('an address that is not a request', () => {
  it.each(['/connect/%2F%2Fevil.example?press=1', '/connect/..%2F..%2Fevil?press=1', '/connect/sign-in?press=1'])(
    '%s is led to no org and to no other host',
    async (path) => {
      const { to } = await world.browser().look(path, PRESSED(world.org.url));
      expect(to).toMatch(/^\/console\/sign-in\?return=%2F/);
    },
  );
});

describe('a press', () => {
  const PROOF = () => PRESSED(world.org.url);
  it.each([
    ['by a script, not by a person', { 'sec-fetch-user': '' }],
    ['in a frame', { 'sec-fetch-dest': 'iframe' }],
    ['on a page of somebody else', { referer: 'https://evil.example/' }],
    ['on a page whose name only begins like the org', { referer: 'http://127.0.0.1.evil.example/' }],
    ['on a page that does not say where it is', { referer: '' }],
  ])('%s is none, for somebody who is signed in', async (_, over) => {
    const browser = await signedIn();
    const page = await browser.look(`${ready.path}?press=1`, { ...PROOF(), ...over });
    expect([page.status, goesOn(page), page.setCookies]).toEqual([200, false, []]);
  });

  it('is none either when the sign-in comes in between', async () => {
    const browser = world.browser();
    const answer = await browser.look(`${ready.path}?press=1`, { ...PROOF(), referer: 'https://evil.example/' });
    await browser.look(await world.throughOrg(answer));
    expect(goesOn(await browser.look(ready.path))).toBe(false);
  });

  it('counts for the request that was pressed for, and for two minutes', async () => {
    const other = await world.readyRequest();
    const browser = await signedIn();
    await world.pressConnect(browser, ready.path);
    expect(goesOn(await browser.look(other.path))).toBe(false);
    await world.pressConnect(browser, ready.path);
    world.later(2 * MINUTE);
    expect(goesOn(await browser.look(ready.path))).toBe(false);
  });

  it('cannot be made up', async () => {
    const browser = await signedIn();
    const agents = browser.cookies.get(AGENT) ?? '';
    for (const forged of [ready.id, 'v1.AAAA', agents, '']) {
      browser.cookies.set('sr-press-local', forged);
      expect(goesOn(await browser.look(ready.path))).toBe(false);
    }
  });

  it('changes nothing by itself: only the form that follows does', async () => {
    const browser = await signedIn();
    const before = (await world.foundation.store.requests.find(ready.id))?.request.version;
    await world.connect(browser, ready.path);
    expect((await world.foundation.store.requests.find(ready.id))?.request.version).toBe(before);
  });
});

describe('a form of the page', () => {
  const launched = async () => {
    const { request } = (await world.foundation.store.requests.find(ready.id)) ?? {};
    return request?.status === 'Ready' && request.launch !== null;
  };

  it.each([
    ['of another site', { origin: 'https://evil.example' }],
    ['of the org', { origin: '', headers: { referer: 'https://acme.lightning.force.com/' } }],
    ['without the token of the page', { csrf: null }],
    ["with another agent's token", { csrf: 'x'.repeat(43) }],
    ['that a frame of another site sent', { headers: { 'sec-fetch-site': 'cross-site' } }],
  ])('%s does nothing', async (_, options) => {
    const browser = await signedIn();
    expect((await browser.press(`${ready.path}/launch`, {}, options)).status).toBe(403);
    expect(await launched()).toBe(false);
  });

  it('of somebody who is not signed in does nothing', async () => {
    expect((await world.browser().press(`${ready.path}/launch`)).to).toBe(ready.path);
    expect(await launched()).toBe(false);
  });
});

describe('the sign-in of an agent', () => {
  it('is in a cookie that no script reads and no other site sends along with a form', async () => {
    const browser = world.browser();
    const answer = await browser.look(await asFarAsAnswer(browser));
    expect(answer.setCookies.filter((line) => line.startsWith(AGENT))).toEqual([
      expect.stringMatching(/^sr-agent-local=[\w]{32}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
  });

  it('is a new one each time, and ends the one that the browser brought', async () => {
    const browser = await signedIn();
    const planted = browser.cookies.get(AGENT) ?? '';
    await browser.look(
      await world.throughOrg({ ...(await world.browser().look(ready.path)), to: await begunBy(browser) }),
    );
    expect(browser.cookies.get(AGENT)).not.toBe(planted);
    const attacker = world.browser();
    attacker.cookies.set(AGENT, planted);
    expect(await isIn(attacker)).toBe(false);
  });

  /** A sign-in begun while another runs: its cookie is left out for that one call. */
  async function begunBy(browser: Visitor): Promise<string> {
    const token = browser.cookies.get(AGENT) ?? '';
    browser.cookies.delete(AGENT);
    const { to } = await world.pressConnect(browser, ready.path);
    browser.cookies.set(AGENT, token);
    return to ?? '';
  }

  it('opens nothing of the console, and no request of another account', async () => {
    const browser = await signedIn();
    for (const path of ['/console', '/console/requests', `/console/requests/${ready.id}`, '/console/account']) {
      expect((await browser.look(path)).to).toMatch(/^\/console\/sign-in/);
    }
    const { id } = await givenRequest(world.panel(), 'Open');
    expect((await browser.look(`/connect/${id}`)).to).toMatch(/^\/console\/sign-in/);
  });

  it('is not believed when the cookie is there twice or was made up', async () => {
    const browser = await signedIn();
    const token = browser.cookies.get(AGENT) ?? '';
    for (const forged of [`${token}; ${AGENT}=${token}`, 'a'.repeat(32), `${token}x`, '']) {
      const other = world.browser();
      other.cookies.set(AGENT, forged);
      expect(await isIn(other)).toBe(false);
    }
  });

  it('ends when an admin sets another app, or switches it off', async () => {
    const browser = await signedIn();
    await world.clients.save(world.admin, world.orgId, { clientId: 'another-app', hours: 8 }, 'secret');
    await world.offer();
    expect(await isIn(browser)).toBe(false);
  });
});

describe('what is kept and told about all this', () => {
  it('holds no secret, code or token', async () => {
    const { database } = world.foundation.store;
    const kept = [
      await database.read.selectFrom('org_sign_in').selectAll().execute(),
      await database.read.selectFrom('audit').selectAll().execute(),
    ];
    const browser = await signedIn();
    const log = JSON.stringify(kept);
    for (const secret of [SIGN_IN_APP.clientSecret, browser.cookies.get(AGENT) ?? 'none', 'eyJ']) {
      expect(log).not.toContain(secret);
    }
  });
});
