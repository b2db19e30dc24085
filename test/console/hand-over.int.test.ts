import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTeam, type Team } from './team.ts';
import { visitor, type Visitor } from './visitor.ts';

let team: Team;
let mara: Visitor;
beforeAll(async () => {
  team = await startTeam();
  mara = await signedIn('mara');
});
afterAll(async () => {
  expect(team.world.faults).toEqual([]);
  await team.world.close();
});

async function signedIn(name: string): Promise<Visitor> {
  const browser = visitor(team.world.url);
  await browser.signIn(team.account(name));
  return browser;
}

/** The one-press forms of the page, by the name of their button. */
async function buttons(browser: Visitor, id: string): Promise<ReadonlyMap<string, Record<string, string>>> {
  const { body } = await browser.look(`/console/requests/${id}`);
  const part = /data-part="hand-over"[\s\S]*?<\/section>/.exec(body)?.[0] ?? '';
  const forms = [...part.matchAll(/<form[\s\S]*?<\/form>/g)].map(([form]) => {
    // The visitor sends the token of the page by himself.
    const fields = [...form.replace(/<input[^>]*name="csrf"[^>]*>/, '').matchAll(/name="(\w+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value],
    );
    const label = /<button>([^<]*)/.exec(form)?.[1]?.trim() ?? '';
    return [label, Object.fromEntries(fields) as Record<string, string>] as const;
  });
  return new Map(forms);
}

const assigneeOf = async (id: string) => (await team.world.store.requests.find(id))?.request.assignee;

describe('Whoever works on a request', () => {
  it('hands it to a colleague with one press', async () => {
    const id = await team.create();
    const outsider = await team.person('outsider');
    const offered = await buttons(mara, id);
    const fields = offered.get(`Hand over to ${outsider.name}`);
    expect(fields).toBeDefined();
    expect(await mara.press(`/console/requests/${id}/assign`, fields)).toMatchObject({ status: 303 });
    expect(await assigneeOf(id)).toMatchObject({ kind: 'agent', agent: { id: outsider.id } });
  });

  it('is not offered himself, nor the one who has it, nor anybody who only looks', async () => {
    const id = await team.create();
    const outsider = await team.person('outsider');
    await mara.press(`/console/requests/${id}/assign`, (await buttons(mara, id)).get(`Hand over to ${outsider.name}`));
    const names = [...(await buttons(mara, id)).keys()].join();
    for (const name of ['mara', 'outsider', 'viewer']) expect(names).not.toContain((await team.person(name)).name);
  });

  it('does not hand over what has changed since he looked', async () => {
    const id = await team.create();
    const outsider = await team.person('outsider');
    const fields = (await buttons(mara, id)).get(`Hand over to ${outsider.name}`);
    await mara.press(`/console/requests/${id}/add-comment`, { text: 'Called him.' });
    const before = await assigneeOf(id);
    expect((await mara.press(`/console/requests/${id}/assign`, fields)).status).toBe(409);
    expect(await assigneeOf(id)).toEqual(before);
  });

  it('finds first who is there', async () => {
    const id = await team.create();
    const [outsider, admin] = [await team.person('outsider'), await team.person('admin')];
    await signedIn('outsider');
    await team.world.people.noticeChoices.setAway(outsider, true);
    await signedIn('admin');
    const names = [...(await buttons(mara, id)).keys()];
    const placeOf = (name: string) => names.indexOf(`Hand over to ${name}`);
    expect(placeOf(admin.name)).toBeLessThan(placeOf(outsider.name));
    await team.world.people.noticeChoices.setAway(outsider, false);
  });
});

describe('Whoever only looks', () => {
  it('hands nothing over', async () => {
    const id = await team.create();
    const viewer = await signedIn('viewer');
    expect((await buttons(viewer, id)).size).toBe(0);
  });
});
