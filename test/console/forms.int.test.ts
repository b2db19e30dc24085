import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openEventStream } from '../support/event-stream-reader.ts';
import { type Account, enterAdmin, enterPerson } from '../support/enter-people.ts';
import { consoleWorld, type ConsoleWorld } from './console-world.ts';
import { textOf, visitor } from './visitor.ts';

describe('a form of somebody signed in', () => {
  let world: ConsoleWorld;
  let mara: Account;
  beforeAll(async () => {
    world = await consoleWorld();
    const { person } = await enterAdmin(world.people);
    mara = await enterPerson(world.people, person, { name: 'Mara', email: 'mara@acme.example', role: 'support-agent' });
  });
  afterAll(() => world.close());

  const save = { language: 'zh-TW', timeZone: '' };
  const language = async () => (await world.people.persons.find(mara.id))?.language;

  it.each([
    ['without its token', { csrf: null }],
    ['with an invented token', { csrf: 'x'.repeat(43) }],
    ['from another origin', { origin: 'https://evil.example' }],
    ['from a page that hides where it is', { origin: 'null' }],
    ['that says nothing about where it comes from', { origin: '' }],
    ['from another site, as the browser says', { headers: { 'sec-fetch-site': 'cross-site' } }],
  ])('is refused %s, and nothing changes', async (_, options) => {
    const browser = visitor(world.url);
    await browser.signIn(mara);
    const answer = await browser.press('/console/account/preferences', save, options);
    expect([answer.status, await language()]).toEqual([403, null]);
    expect(textOf(answer.body)).toContain('Nothing was changed');
  });

  it('is refused with the token of another sign-in', async () => {
    const [one, other] = [visitor(world.url), visitor(world.url)];
    await one.signIn(mara);
    await other.signIn(mara);
    expect((await one.press('/console/account/preferences', save, { csrf: other.csrf() })).status).toBe(403);
    expect(await language()).toBeNull();
  });

  it('is taken with a Referer instead of an Origin, as old browsers send it', async () => {
    const browser = visitor(world.url);
    await browser.signIn(mara);
    const headers = { referer: `${world.url}/console/account` };
    const answer = await browser.press('/console/account/preferences', save, { origin: '', headers });
    expect([answer.status, await language()]).toEqual([303, 'zh-TW']);
    expect((await browser.look('/console/account')).body).toContain('lang="zh-TW"');
  });
});

describe('somebody who is disabled', () => {
  it('is out at once: page, form, event stream and new sign-in', async () => {
    const world = await consoleWorld();
    const { person: admin } = await enterAdmin(world.people);
    const mara = await enterPerson(world.people, admin, {
      name: 'Mara',
      email: 'mara@acme.example',
      role: 'support-agent',
    });
    const browser = visitor(world.url);
    await browser.signIn(mara);
    const heard: string[] = [];
    world.people.admin.onRightsChanged((id) => heard.push(id));
    expect(await world.people.admin.disable(admin, mara.id)).toBeNull();
    expect(heard).toEqual([mara.id]);
    expect((await browser.look('/console/account')).to).toContain('/console/sign-in');
    expect((await browser.press('/console/account/preferences', { language: 'en' })).to).toContain('/console/sign-in');
    await expect(
      openEventStream(`${world.url}/console/requests/x/live`, { cookie: browser.cookieHeader() }),
    ).rejects.toThrow('401');
    expect((await visitor(world.url).signIn(mara)).status).toBe(401);
    await world.close();
  });
});
