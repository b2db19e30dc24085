import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, textOf, type Visitor } from '../console/visitor.ts';
import { type OrgSignInWorld, orgSignInWorld } from './org-sign-in-world.ts';

let world: OrgSignInWorld;
beforeAll(async () => {
  world = await orgSignInWorld();
});
afterEach(async () => {
  const { control, people } = world.org;
  await control.faults([]);
  await control.assign(people.mara, 'Session_Requests_Agent');
  await control.assign(people.integration, 'Session_Requests_Access_Reader');
  await control.verified(people.mara, true);
});
afterAll(() => world.close());

const MINUTE = 60_000;
const signsIn = (who: 'mara' | 'jun' | null) => world.org.control.signsIn(who === null ? null : world.org.people[who]);
const requestOf = async (id: string) => (await world.foundation.store.requests.find(id))?.request;
const goesOn = ({ body }: Answer): boolean => body.includes('data-goes-on="1"');
const pressOf = ({ body }: Answer): string => /id="launch"[\s\S]*?name="press" value="([^"]+)"/.exec(body)?.[1] ?? '';

/** Mara, signed in by the org, before a request that is ready. */
async function maraAtReady() {
  await signsIn('mara');
  const made = await world.readyRequest();
  const browser = world.browser();
  return { ...made, browser, page: await world.connect(browser, made.path) };
}

describe('An agent of the org who presses Connect', () => {
  it('comes straight to the request, by the org alone, and AnyDesk is started by that one press', async () => {
    const { id, path, browser, page } = await maraAtReady();
    expect([page.status, page.places]).toEqual([200, ['org', path]]);
    expect(goesOn(page)).toBe(true);
    expect((await browser.press(`${path}/launch`, { press: pressOf(page) })).to).toBe(path);
    const agent = { id: `${world.orgId}:${world.org.people.mara}`, name: 'Mara Lindqvist' };
    expect(await requestOf(id)).toMatchObject({ status: 'Ready', launch: { agent } });
  });

  it('sees nothing of the org when the sign-in is fresh', async () => {
    const { browser } = await maraAtReady();
    const next = await world.readyRequest();
    const page = await world.connect(browser, next.path);
    expect([page.places, goesOn(page)]).toEqual([[next.path], true]);
  });

  it('in two tabs at once comes to the request of each, whichever the org leads back first', async () => {
    await signsIn('mara');
    const [one, two] = [await world.readyRequest(), await world.readyRequest()];
    const browser = world.browser();
    // Both tabs send what the browser had before either of them was answered.
    const begun = await Promise.all([one, two].map(({ path }) => world.pressConnect(browser, path)));
    const [back, otherBack] = await Promise.all(begun.map((answer) => world.throughOrg(answer)));
    expect((await browser.look(otherBack ?? '')).to).toBe(two.path);
    expect(goesOn(await browser.look(two.path))).toBe(true);
    expect((await browser.look(back ?? '')).to).toBe(one.path);
    expect(goesOn(await browser.look(one.path))).toBe(true);
  });

  it('is asked for a press when he only opened the link', async () => {
    const { browser } = await maraAtReady();
    const next = await world.readyRequest();
    const page = await browser.look(next.path);
    expect([page.status, goesOn(page)]).toEqual([200, false]);
    expect(page.body).toContain('id="launch"');
  });

  it('has pressed once: loading the page again starts nothing', async () => {
    const { browser, path } = await maraAtReady();
    expect(goesOn(await browser.look(path))).toBe(false);
  });

  it('is asked first where a colleague has the request', async () => {
    await signsIn('mara');
    const made = await world.readyRequest();
    const assign = { kind: 'agent', agent: { id: world.org.people.jun, name: 'Jun Watanabe', email: null } };
    await world.settled(
      await world.command({
        caseId: made.caseId,
        type: 'assign',
        requestKey: made.id,
        parameters: { assignee: assign },
      }),
    );
    const page = await world.connect(world.browser(), made.path);
    expect([goesOn(page), textOf(page.body)]).toEqual([false, expect.stringContaining('Take over from Jun Watanabe?')]);
  });

  it('is the one whom the panel knows: what he took there is his here', async () => {
    await signsIn('mara');
    const made = await world.readyRequest();
    await world.settled(await world.command({ caseId: made.caseId, type: 'claim', requestKey: made.id }));
    const page = await world.connect(world.browser(), made.path);
    expect([goesOn(page), page.body.includes('Take over')]).toEqual([true, false]);
  });

  it('may cancel at the org, is told so once, and led there again by the next press', async () => {
    await signsIn(null);
    const { path } = await world.request();
    const browser = world.browser();
    const page = await world.connect(browser, path);
    expect([page.status, textOf(page.body)]).toEqual([403, expect.stringContaining('or you cancelled')]);
    expect((await world.pressConnect(browser, path)).to).toMatch(world.org.url);
  });

  it('is told when the org does not answer', async () => {
    const { path } = await world.request();
    await world.org.control.faults([
      { on: { route: 'token' }, fault: { kind: 'error', status: 503, body: 'empty', done: false } },
    ]);
    await signsIn('mara');
    const page = await world.connect(world.browser(), path);
    expect(textOf(page.body)).toContain('could not be reached. Try again in a minute.');
  });

  it('has to come by the org again after the hours that the admin chose', async () => {
    const { browser, path } = await maraAtReady();
    for (let half = 0; half < 16; half += 1) {
      expect((await browser.look(path)).status).toBe(200);
      world.later(30 * MINUTE);
    }
    expect((await browser.look(path)).to).toMatch(world.org.url);
  });
});

describe('An agent of the org who is signed in', () => {
  const launch = (browser: Visitor, path: string, page: Answer) =>
    browser.press(`${path}/launch`, { press: pressOf(page) });

  it('may not connect any more once his user is deactivated, and is out', async () => {
    const { id, path, browser, page } = await maraAtReady();
    const { control, people } = world.org;
    await control.update('User', people.mara, { IsActive: false });
    world.later(MINUTE + 1);
    expect((await launch(browser, path, page)).to).toBe(path);
    expect(await requestOf(id)).toMatchObject({ launch: null });
    await control.update('User', people.mara, { IsActive: true });
    world.later(MINUTE + 1);
    expect((await browser.look(path)).to).toMatch(world.org.url);
  });

  it('reads why, when he looks after he left', async () => {
    const { path, browser } = await maraAtReady();
    const { control, people } = world.org;
    await control.update('User', people.mara, { IsActive: false });
    world.later(MINUTE + 1);
    const said = await browser.look(path);
    expect([said.status, textOf(said.body)]).toEqual([403, expect.stringContaining('is not active any more')]);
    await control.update('User', people.mara, { IsActive: true });
  });

  it('loses it with the permission set', async () => {
    const { path, browser } = await maraAtReady();
    await world.org.control.assign(world.org.people.mara, 'Session_Requests_Agent', false);
    world.later(MINUTE + 1);
    expect(textOf((await browser.look(path)).body)).toContain('may not work with session requests');
  });

  it('sees no request on a case that he may not see in Salesforce', async () => {
    const { path } = await world.request();
    await signsIn('jun');
    const page = await world.connect(world.browser(), path);
    expect([page.status, textOf(page.body)]).toEqual([404, expect.stringContaining('no such request')]);
  });

  it('goes on while the org does not answer, for an hour after its last word', async () => {
    const { path, browser } = await maraAtReady();
    await world.org.control.faults([
      { on: { route: 'composite' }, fault: { kind: 'error', status: 503, body: 'empty', done: false } },
    ]);
    world.later(10 * MINUTE);
    expect((await browser.look(path)).status).toBe(200);
    world.later(55 * MINUTE);
    expect(textOf((await browser.look(path)).body)).toContain('did not answer just now');
  });

  it('has to come again when the org was made anew, as a sandbox is', async () => {
    const other = await orgSignInWorld();
    await other.org.control.signsIn(other.org.people.mara);
    const { path } = await other.request();
    const browser = other.browser();
    expect((await other.connect(browser, path)).status).toBe(200);
    await other.org.control.becomeSandbox();
    await other.org.control.revoke();
    expect((await other.connect(other.browser(), path)).places).toContain('org');
    expect((await browser.look(path)).to).toMatch(other.org.url);
    await other.close();
  });
});

describe('Somebody of the org who may not connect', () => {
  it.each([
    ['has not the permission set', 'mara', 'Session_Requests_Agent', 'may not work with session requests'],
    ['is nobody we may ask about', 'integration', 'Session_Requests_Access_Reader', 'does not let this server read'],
  ] as const)('because he %s reads so, and is not signed in', async (_, who, set, sentence) => {
    await signsIn('mara');
    const { path } = await world.request();
    await world.org.control.assign(world.org.people[who], set, false);
    const browser = world.browser();
    const page = await world.connect(browser, path);
    expect([page.status, textOf(page.body)]).toEqual([403, expect.stringContaining(sentence)]);
    expect([...browser.cookies.keys()].filter((name) => name.startsWith('sr-agent'))).toEqual([]);
  });
});
