import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Account, enterAdmin, enterPerson } from '../support/enter-people.ts';
import { consoleWorld, type ConsoleWorld } from './console-world.ts';
import { textOf, visitor } from './visitor.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('signing in', () => {
  let world: ConsoleWorld;
  let admin: Account;
  let mara: Account;

  beforeAll(async () => {
    world = await consoleWorld();
    const entered = await enterAdmin(world.people);
    admin = entered.account;
    mara = await enterPerson(world.people, entered.person, {
      name: 'Mara',
      email: 'mara@acme.example',
      role: 'support-agent',
    });
  });
  afterAll(() => world.close());
  // Waits after wrong passwords must not reach from one test into the next.
  beforeEach(() => world.advance(2 * HOUR));

  const signedIn = async (account = mara) => {
    const browser = visitor(world.url);
    expect((await browser.signIn(account)).status).toBe(303);
    return browser;
  };
  const isIn = async (browser: ReturnType<typeof visitor>): Promise<boolean> =>
    (await browser.look('/console/account')).status === 200;

  it('sets a cookie that no script reads and no other site sends', async () => {
    const answer = await visitor(world.url).signIn(mara);
    expect(answer.setCookies).toEqual([
      expect.stringMatching(/^sr-local=[0-9a-z]{32}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
  });

  it('leads back to the page that was asked for, and to none of somebody else', async () => {
    const browser = visitor(world.url);
    const first = await browser.look('/console/requests?list=past');
    expect(first.to).toBe('/console/sign-in?return=%2Fconsole%2Frequests%3Flist%3Dpast');
    const { email, password } = mara;
    expect((await browser.press(first.to ?? '', { email, password })).to).toBe('/console/requests?list=past');
    const lured = await visitor(world.url).press('/console/sign-in?return=%2F%2Fevil.example', { email, password });
    expect(lured.to).toBe('/console/requests');
  });

  it('keeps the way back and the chosen language through a wrong password', async () => {
    const browser = visitor(world.url);
    const page = await browser.look('/console/sign-in?language=zh-TW&return=%2Fconsole%2Faccount');
    const action = /<form method="post" action="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const wrong = await browser.press(action.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&'), {
      email: mara.email,
      password: 'not the password',
    });
    expect(wrong.body).toContain('lang="zh-TW"');
    const again = /<form method="post" action="([^"]+)"/.exec(wrong.body)?.[1] ?? '';
    const right = await browser.press(again.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&'), {
      email: mara.email,
      password: mara.password,
    });
    expect(right.to).toBe('/console/account');
  });

  it('answers a wrong password and an unknown address with the same page', async () => {
    const browser = visitor(world.url);
    const wrong = await browser.press('/console/sign-in', { email: mara.email, password: 'not the password' });
    const unknown = await browser.press('/console/sign-in', {
      email: 'nobody@acme.example',
      password: 'not the password',
    });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(unknown.body.replace('nobody@acme.example', mara.email)).toBe(wrong.body);
    expect(wrong.body).not.toContain('not the password');
  });

  it('hashes the password of an unknown address too, so that its answer comes no sooner', async () => {
    const timed = async (email: string): Promise<number> => {
      const startedAt = performance.now();
      await visitor(world.url).press('/console/sign-in', { email, password: 'not the password' });
      return performance.now() - startedAt;
    };
    // A hash costs some 40 ms; an answer without one would come in under 5. A busy machine only makes both slower.
    const unknown = [await timed('x@acme.example'), await timed('y@acme.example'), await timed('z@acme.example')];
    expect(Math.min(...unknown)).toBeGreaterThan(15);
  });

  it('slows down after some wrong passwords, the right one included, and lets in again after the wait', async () => {
    const browser = visitor(world.url);
    const attempt = (password: string) => browser.press('/console/sign-in', { email: mara.email, password });
    for (let count = 0; count < 5; count += 1) expect((await attempt('wrong password')).status).toBe(401);
    const refused = await attempt(mara.password);
    expect([refused.status, textOf(refused.body)]).toEqual([429, expect.stringContaining('Too many tries')]);
    world.advance(3000);
    expect((await attempt(mara.password)).status).toBe(303);
  });

  it('gives many wrong passwords at the same moment no more tries than one after the other', async () => {
    const attempts = Array.from({ length: 20 }, () =>
      visitor(world.url).press('/console/sign-in', { email: mara.email, password: 'wrong password' }),
    );
    const statuses = (await Promise.all(attempts)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(15);
  });

  it('does not slow down others because one account is being guessed', async () => {
    const guesser = visitor(world.url);
    for (let count = 0; count < 6; count += 1)
      await guesser.press('/console/sign-in', { email: mara.email, password: 'wrong password' });
    expect((await visitor(world.url).signIn(admin)).status).toBe(303);
  });

  it('never takes over a token that was planted before', async () => {
    const planted = '0'.repeat(32);
    const victim = visitor(world.url);
    victim.cookies.set('sr-local', planted);
    await victim.signIn(mara);
    expect(victim.cookies.get('sr-local')).not.toBe(planted);
    const attacker = visitor(world.url);
    attacker.cookies.set('sr-local', planted);
    expect(await isIn(attacker)).toBe(false);
  });

  it('gives a new token each time and lets the one before die', async () => {
    const browser = await signedIn();
    const before = browser.cookies.get('sr-local') ?? '';
    await browser.signIn(mara);
    const old = visitor(world.url);
    old.cookies.set('sr-local', before);
    expect([await isIn(browser), await isIn(old)]).toEqual([true, false]);
  });

  it('ends after half an hour without a press, however long a page stays open and listens', async () => {
    const browser = await signedIn();
    world.advance(29 * MINUTE);
    expect(await isIn(browser)).toBe(true);
    world.advance(29 * MINUTE);
    expect((await browser.look('/console/account', { 'sr-watching': '1' })).status).toBe(200);
    world.advance(2 * MINUTE);
    expect(await isIn(browser)).toBe(false);
  });

  it('ends after twelve hours, however busy', async () => {
    const browser = await signedIn();
    for (let hours = 0; hours < 11.5; hours += 0.4) {
      world.advance(0.4 * HOUR);
      expect(await isIn(browser)).toBe(true);
    }
    world.advance(0.4 * HOUR);
    expect(await isIn(browser)).toBe(false);
  });

  it('ends with sign-out, for good', async () => {
    const browser = await signedIn();
    const token = browser.cookies.get('sr-local') ?? '';
    const answer = await browser.press('/console/sign-out');
    expect([answer.status, answer.to, browser.cookies.has('sr-local')]).toEqual([303, '/console/sign-in', false]);
    browser.cookies.set('sr-local', token);
    expect(await isIn(browser)).toBe(false);
  });

  it('ends everywhere else when the password changes, which asks for the present one', async () => {
    const [here, there] = [await signedIn(), await signedIn()];
    const change = { password: 'another long password', again: 'another long password' };
    const refused = await here.press('/console/account/password', { ...change, current: 'guessed wrongly' });
    expect([refused.status, textOf(refused.body)]).toEqual([422, expect.stringContaining('not the present password')]);
    const answer = await here.press('/console/account/password', { ...change, current: mara.password });
    expect([answer.status, await isIn(here), await isIn(there)]).toEqual([303, true, false]);
    await here.look('/console/account');
    await here.press('/console/account/password', {
      current: change.password,
      password: mara.password,
      again: mara.password,
    });
    expect((await visitor(world.url).signIn(mara)).status).toBe(303);
  });

  it('is not possible from a page of somebody else', async () => {
    const { email, password } = mara;
    for (const origin of ['https://evil.example', 'null', '']) {
      const answer = await visitor(world.url).press('/console/sign-in', { email, password }, { origin });
      expect([origin, answer.status, answer.setCookies]).toEqual([origin, 403, []]);
    }
  });
});
