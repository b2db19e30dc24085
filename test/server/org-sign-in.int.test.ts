import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { textOf } from '../console/visitor.ts';
import { type OrgSignInWorld, orgSignInWorld } from './org-sign-in-world.ts';

let world: OrgSignInWorld;
beforeAll(async () => {
  world = await orgSignInWorld();
});
afterEach(async () => {
  const { control, people } = world.org;
  await control.faults([]);
  await control.signsIn(people.mara);
});
afterAll(() => world.close());

const signsIn = (who: 'mara' | 'jun' | 'oskar' | 'admin') => world.org.control.signsIn(world.org.people[who]);

describe('An agent of the org who presses Connect', () => {
  it('comes straight to the request, by the org alone, and AnyDesk is started by that one press', async () => {
    await signsIn('mara');
    const { id, path } = await world.readyRequest();
    const browser = world.browser();
    const page = await world.connect(browser, path);
    expect(page.places).toEqual(['org', path]);
    expect(page.status).toBe(200);
    expect(page.body).toContain('data-goes-on="1"');
    const press = /id="launch"[\s\S]*?name="press" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    expect((await browser.press(`${path}/launch`, { press })).to).toBe(path);
    const { request } = (await world.foundation.store.requests.find(id)) ?? {};
    expect(request).toMatchObject({
      status: 'Ready',
      launch: { agent: { id: `${world.orgId}:${world.org.people.mara}`, name: 'Mara Lindqvist' } },
    });
  });
});
