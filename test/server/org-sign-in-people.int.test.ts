import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { textOf, type Visitor } from '../console/visitor.ts';
import { type OrgSignInWorld, orgSignInWorld } from './org-sign-in-world.ts';

let world: OrgSignInWorld;
let ready: { readonly path: string };
beforeAll(async () => {
  world = await orgSignInWorld();
  ready = await world.readyRequest();
  await world.org.control.signsIn(world.org.people.mara);
});
afterAll(() => world.close());

describe('the mail address of a user of the org', () => {
  const MARA = 'mara.lindqvist@kestrel.example';
  let personId = '';
  beforeAll(async () => {
    const { people } = world.foundation;
    const invited = await people.admin.invite(world.admin, { name: 'Mara L.', email: MARA, role: 'admin' });
    if (!invited.ok) throw new Error(invited.reason);
    ({ personId } = invited);
  });
  const launcher = async (browser: Visitor) => {
    const made = await world.readyRequest();
    const page = await world.connect(browser, made.path);
    const press = /id="launch"[\s\S]*?name="press" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    await browser.press(`${made.path}/launch`, { press });
    const { request } = (await world.foundation.store.requests.find(made.id)) ?? {};
    return request?.status === 'Ready' ? request.launch?.agent.id : undefined;
  };

  it('makes him the person of that address here once the org verified it, with no right of an admin', async () => {
    const browser = world.browser();
    expect(await launcher(browser)).toBe(personId);
    expect((await browser.look('/console/people')).to).toMatch(/^\/console\/sign-in/);
  });

  it('makes him nobody else while the org did not verify it', async () => {
    await world.org.control.verified(world.org.people.mara, false);
    expect(await launcher(world.browser())).toBe(`${world.orgId}:${world.org.people.mara}`);
    await world.org.control.verified(world.org.people.mara, true);
  });

  it('keeps him out when the person of that address was disabled here', async () => {
    const browser = world.browser();
    expect((await world.connect(browser, ready.path)).status).toBe(200);
    await world.foundation.people.admin.disable(world.admin, personId);
    expect(textOf((await browser.look(ready.path)).body)).toContain('was disabled');
    expect(textOf((await world.connect(world.browser(), ready.path)).body)).toContain('was disabled');
  });
});
