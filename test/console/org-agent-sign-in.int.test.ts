import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { SIGN_IN_APP } from '../fakes/salesforce/seed.ts';
import { type FakeSalesforce, startFakeSalesforce } from '../fakes/salesforce/start.ts';
import { enterAdmin } from '../support/enter-people.ts';
import { settingsFields } from './connector-form.ts';
import { consoleWorld, type ConsoleWorld } from './console-world.ts';
import { type Answer, textOf, visitor, type Visitor } from './visitor.ts';

let world: ConsoleWorld;
let org: FakeSalesforce;
let admin: Visitor;
let page = '';

const OF_ORGS = { timelineTarget: 'feed', pollSeconds: '20', commandAgeMinutes: '45', listens: '' };

beforeAll(async () => {
  const forceApp = ['connectors/salesforce/force-app'];
  [org, world] = await Promise.all([startFakeSalesforce({ forceApp }), consoleWorld()]);
  const { account } = await enterAdmin(world.people);
  admin = visitor(world.url);
  await admin.signIn(account);
  await admin.look('/console/connectors/new-org');
  const fields = { ...settingsFields({ name: 'Kestrel org' }), ...OF_ORGS, ...org.app };
  const added = await admin.press('/console/connectors/new-org', {
    ...fields,
    grant: 'client-credentials',
    address: org.url,
  });
  page = `${added.to ?? ''}/agent-sign-in`;
});
afterEach(() => org.control.faults([]));
afterAll(async () => {
  expect(world.faults).toEqual([]);
  await Promise.all([world.close(), org.close()]);
});

const save = (over: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  admin.press(page, { ...SIGN_IN_APP, hours: '8', ...over });
const test = async (): Promise<string> => textOf((await admin.press(`${page}/test`)).body);
const callback = (): string => `${world.url}/connect/sign-in/${page.split('/').at(-2) ?? ''}/callback`;

describe('the page on which an admin lets agents sign in with their org', () => {
  it('is led to from the page of the org, and tells the address to enter there', async () => {
    const before = await admin.look(page.replace('/agent-sign-in', ''));
    expect(before.body).toContain(`href="${page}"`);
    expect((await admin.look(page)).body).toContain(`value="${callback()}"`);
  });

  it('has nothing to test before anything is saved', async () => {
    expect((await admin.press(`${page}/test`)).status).toBe(409);
  });

  it.each([
    ['no consumer key', { clientId: '' }, 'Fill this in'],
    ['no secret', { clientSecret: '' }, 'Fill this in'],
    ['no hour', { hours: '0' }, 'from 1 to 24'],
    ['more than a day', { hours: '25' }, 'from 1 to 24'],
    ['a secret without end', { clientSecret: 'x'.repeat(1001) }, 'At most'],
  ])('refuses %s beside the field', async (_, over, message) => {
    const answer = await save(over);
    expect([answer.status, textOf(answer.body)]).toEqual([422, expect.stringContaining(message)]);
    expect(answer.body).not.toContain(SIGN_IN_APP.clientSecret);
  });

  it('keeps the secret sealed and never shows it', async () => {
    expect((await save()).to).toBe(page);
    expect((await admin.look(page)).body).not.toContain(SIGN_IN_APP.clientSecret);
    const row = await world.store.database.read.selectFrom('org_client').selectAll().executeTakeFirstOrThrow();
    expect(row.sealed_secret).toMatch(/^v1\./);
    expect(JSON.stringify(row)).not.toContain(SIGN_IN_APP.clientSecret);
  });

  it('keeps the stored secret when none is typed, but never for another app', async () => {
    expect((await save({ clientSecret: '', hours: '4' })).status).toBe(303);
    const other = await save({ clientSecret: '', clientId: 'another-app' });
    expect([other.status, textOf(other.body)]).toEqual([422, expect.stringContaining('Enter the secret again')]);
  });

  describe('when it is tested', () => {
    it('says that the org knows the app, and that it does not tell who may work with requests', async () => {
      await org.control.app({ clientId: SIGN_IN_APP.clientId, redirectUris: [callback()] });
      await org.control.assign(org.people.integration, 'Session_Requests_Access_Reader', false);
      const said = await test();
      expect(said).toContain('The org answers. Agents sign in at');
      expect(said).toContain('It knows the client, and the secret is right');
      expect(said).toContain('Assign the permission set Session Requests Access Reader');
    });

    it('says that all is well once the integration user may read it', async () => {
      await org.control.assign(org.people.integration, 'Session_Requests_Access_Reader');
      expect(await test()).toContain('Kestrel org tells who may work with requests.');
    });

    it('says that the secret is wrong', async () => {
      await save({ clientSecret: 'wrong' });
      expect(await test()).toContain('does not take this consumer key or secret');
      await save();
    });

    it('says that the sign-in does not answer', async () => {
      await org.control.faults([
        { on: { route: 'identity' }, fault: { kind: 'error', status: 503, body: 'empty', done: false } },
      ]);
      expect(await test()).toContain("The org's sign-in does not answer");
    });
  });

  it('switches it off, and forgets the secret', async () => {
    expect((await admin.press(`${page}/remove`)).to).toBe(page);
    expect(await world.store.database.read.selectFrom('org_client').selectAll().execute()).toEqual([]);
  });

  it('forgets the secret too when the org is removed', async () => {
    await save();
    const of = page.replace('/agent-sign-in', '');
    expect((await admin.press(`${of}/remove`, { confirm: 'Kestrel org' })).status).toBe(303);
    expect(await world.store.database.read.selectFrom('org_client').selectAll().execute()).toEqual([]);
    expect((await admin.look(page)).status).toBe(404);
  });
});
