import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { enterAdmin, enterPerson } from '../support/enter-people.ts';
import { consoleWorld, type ConsoleWorld } from './console-world.ts';
import { textOf, visitor } from './visitor.ts';

const HOUR = 60 * 60_000;
const PASSWORD = 'a long enough password';

describe('a server without people', () => {
  let world: ConsoleWorld;
  beforeEach(async () => {
    world = await consoleWorld();
  });
  afterEach(() => world.close());

  const newAdmin = { name: 'Ada', email: 'Ada@Acme.example', password: PASSWORD, again: PASSWORD };
  const linkOf = async (): Promise<string> =>
    `/console/first-admin/${(await world.people.entrance.firstAdminToken()) ?? ''}`;

  it('says where the first link is found', async () => {
    const page = await visitor(world.url).look('/console/sign-in');
    expect(textOf(page.body)).toContain('Nobody has an account yet');
  });

  it('gives out a link that makes the first admin and signs him in', async () => {
    const ada = visitor(world.url);
    const link = await linkOf();
    expect((await ada.look(link)).status).toBe(200);
    const answer = await ada.press(link, newAdmin);
    expect([answer.status, answer.to]).toEqual([303, '/console/requests']);
    expect((await ada.look('/console/people')).body).toContain('ada@acme.example');
  });

  it('lets the link be looked at as often as anybody likes: only the form uses it up', async () => {
    const link = await linkOf();
    const scanner = visitor(world.url);
    for (let count = 0; count < 3; count += 1) await scanner.look(link);
    expect(await world.people.persons.isEmpty()).toBe(true);
    expect((await visitor(world.url).press(link, newAdmin)).status).toBe(303);
  });

  it('takes the link once: a second form and a second link find it dead', async () => {
    const link = await linkOf();
    const answers = await Promise.all([
      visitor(world.url).press(link, newAdmin),
      visitor(world.url).press(link, { ...newAdmin, email: 'eve@evil.example' }),
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303, 404]));
    expect((await visitor(world.url).look(link)).status).toBe(404);
    expect(await world.people.entrance.firstAdminToken()).toBeNull();
    expect(await world.people.persons.list()).toHaveLength(1);
  });

  it('lets a newer link replace the older one, and lets both run out after a day', async () => {
    const older = await linkOf();
    const newer = await linkOf();
    expect((await visitor(world.url).look(older)).status).toBe(404);
    world.advance(24 * HOUR);
    expect((await visitor(world.url).press(newer, newAdmin)).status).toBe(404);
    expect(await world.people.persons.isEmpty()).toBe(true);
  });

  it.each([
    ['a short password', { password: 'too short', again: 'too short' }, 'Use at least 12 characters'],
    ['two different passwords', { again: 'another long password' }, 'The two are not the same'],
    [
      'the address as password',
      { password: 'ada@acme.example', again: 'ada@acme.example' },
      'must not be the mail address',
    ],
    ['two addresses in one', { email: 'a@b.example,c@d.example' }, 'not one mail address'],
    ['no name', { name: ' ' }, 'Fill this in'],
  ])('refuses %s, says so beside the field and keeps the rest', async (_, over, message) => {
    const link = await linkOf();
    const answer = await visitor(world.url).press(link, { ...newAdmin, name: 'Ada L.', ...over });
    expect(answer.status).toBe(422);
    expect(textOf(answer.body)).toContain(message);
    expect(answer.body).not.toContain(PASSWORD);
    expect(await world.people.persons.isEmpty()).toBe(true);
  });

  it('refuses the form from a foreign page', async () => {
    const link = await linkOf();
    const answer = await visitor(world.url).press(link, newAdmin, { origin: 'https://evil.example' });
    expect(answer.status).toBe(403);
    expect(await world.people.persons.isEmpty()).toBe(true);
  });
});

describe('the link to set a password', () => {
  it('works once, ends earlier sign-ins, and is dead for somebody disabled', async () => {
    const world = await consoleWorld();
    const { person: admin } = await enterAdmin(world.people);
    const mara = await enterPerson(world.people, admin, {
      name: 'Mara',
      email: 'mara@acme.example',
      role: 'support-agent',
    });
    const before = visitor(world.url);
    await before.signIn(mara);
    const link = `/console/set-password/${(await world.people.admin.newPasswordToken(admin, mara.id)) ?? ''}`;
    const fields = { password: PASSWORD, again: PASSWORD };
    const browser = visitor(world.url);
    expect(textOf((await browser.look(link)).body)).toContain('Hello Mara');
    expect((await browser.press(link, fields)).status).toBe(303);
    expect((await visitor(world.url).press(link, fields)).status).toBe(404);
    expect((await before.look('/console/account')).status).toBe(303);
    expect((await visitor(world.url).signIn({ email: mara.email, password: PASSWORD })).status).toBe(303);

    const next = `/console/set-password/${(await world.people.admin.newPasswordToken(admin, mara.id)) ?? ''}`;
    await world.people.admin.disable(admin, mara.id);
    expect((await visitor(world.url).look(next)).status).toBe(404);
    await world.close();
  });
});
