import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FakeSalesforce, startFakeSalesforce } from '../fakes/salesforce/start.ts';
import { enterAdmin } from '../support/enter-people.ts';
import { settingsFields } from './connector-form.ts';
import { consoleWorld, type ConsoleWorld } from './console-world.ts';
import { type Fields, textOf, visitor, type Visitor } from './visitor.ts';

let world: ConsoleWorld;
let org: FakeSalesforce;
let admin: Visitor;

beforeAll(async () => {
  const forceApp = ['connectors/salesforce/force-app'];
  [org, world] = await Promise.all([startFakeSalesforce({ forceApp }), consoleWorld()]);
  const { account } = await enterAdmin(world.people);
  admin = visitor(world.url);
  await admin.signIn(account);
});
afterAll(async () => {
  expect(world.faults).toEqual([]);
  await Promise.all([world.close(), org.close()]);
});

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const OF_ORGS = { timelineTarget: 'comment', pollSeconds: '20', commandAgeMinutes: '45', listens: '1' };
const settings = (over: Readonly<Record<string, string>> = {}): Fields => ({
  ...settingsFields({ name: 'Kestrel org', statusOpen: 'Waiting on Customer' }),
  ...OF_ORGS,
  ...over,
});
const secretGrant = (): Readonly<Record<string, string>> => ({ grant: 'client-credentials', ...org.app });
const add = (over: Readonly<Record<string, string>> = {}) =>
  admin.press('/console/connectors/new-org', { ...settings(), ...secretGrant(), address: org.url, ...over });

describe('a Salesforce org', () => {
  let path = '';
  const row = () => world.people.installations.find(path.split('/').at(-1) ?? '');
  const stored = async () => (await row())?.sealedCredentials ?? '';

  it('is offered beside Freshservice', async () => {
    expect(textOf((await admin.look('/console/connectors')).body)).toContain('Add a Salesforce org');
    expect((await admin.look('/console/connectors/new-org')).status).toBe(200);
  });

  it.each([
    [{ address: 'https://evil.example' }, 'not the My Domain address'],
    [{ address: 'https://acme.my.salesforce.com.evil.example' }, 'not the My Domain address'],
    [{ clientId: '' }, 'Fill this in'],
    [{ clientSecret: '' }, 'Fill this in'],
    [{ grant: 'password' }, 'Choose'],
    [{ grant: 'jwt', username: '', privateKey }, 'Fill this in'],
    [{ grant: 'jwt', username: 'a@b.example', privateKey: 'no key' }, 'not a private RSA key'],
    [{ pollSeconds: '1' }, 'from 5 to 300'],
    [{ commandAgeMinutes: '0' }, 'from 1 to 1440'],
    [{ timelineTarget: 'email' }, 'Choose'],
    [{ environment: 'test' }, 'List at least one'],
  ])(
    'with bad input %j is refused beside the field, with the rest kept and no secret sent back',
    async (over, message) => {
      const answer = await add({ company: 'Kept & Co', ...over });
      expect([answer.status, textOf(answer.body)]).toEqual([422, expect.stringContaining(message)]);
      expect(answer.body).toContain('Kept &amp; Co');
      expect(answer.body).not.toContain(org.app.clientSecret);
      expect(answer.body).not.toContain('PRIVATE KEY-----');
      expect(await world.people.installations.list()).toEqual([]);
    },
  );

  it('is added with everything that was typed, its secret sealed', async () => {
    const answer = await add();
    expect(answer.status).toBe(303);
    path = answer.to ?? '';
    expect((await row())?.installation).toMatchObject({
      helpDesk: 'salesforce',
      settings: {
        org: { timelineTarget: 'comment', pollSeconds: 20, commandAgeMinutes: 45, listens: true },
        ticketStatusOn: { Open: 'Waiting on Customer' },
        statusField: null,
      },
    });
    expect(await stored()).not.toContain(org.app.clientSecret);
    expect(textOf((await admin.look('/console/connectors')).body)).toContain('Salesforce · 127.0.0.1');
  });

  it('is tested, and says that it was never asked yet', async () => {
    const page = await admin.look(path);
    expect(textOf(page.body)).toContain('It was never asked for commands yet.');
    const tested = await admin.press(`${path}/test`);
    expect([tested.status, textOf(tested.body)]).toEqual([
      200,
      expect.stringContaining('Session_Request__c can be written'),
    ]);
    expect(tested.body).toContain('finding-ok');
  });

  it('keeps its sign-in when the new one is refused, and takes one that works', async () => {
    const before = await stored();
    const refused = await admin.press(`${path}/credentials`, { ...secretGrant(), clientSecret: 'mistyped' });
    expect([refused.status, textOf(refused.body)]).toEqual([422, expect.stringContaining('The old one stays in use')]);
    expect(await stored()).toBe(before);
    expect((await admin.press(`${path}/credentials`, secretGrant())).status).toBe(303);
    expect(await stored()).not.toBe(before);
  });

  it('takes other settings, and refuses bad ones', async () => {
    expect((await admin.press(`${path}/org-settings`, settings({ pollSeconds: '2' }))).status).toBe(422);
    expect((await admin.press(`${path}/org-settings`, settings({ pollSeconds: '30', listens: '' }))).status).toBe(303);
    expect((await row())?.installation.settings.org).toMatchObject({ pollSeconds: 30, listens: false });
  });

  it('has no use for the forms of Freshservice, nor Freshservice for its forms', async () => {
    expect((await admin.press(`${path}/key`, { apiKey: 'k' })).status).toBe(404);
    expect((await admin.press(`${path}/settings`, settings())).status).toBe(404);
    const desk = await admin.press('/console/connectors/new', {
      ...settingsFields({ name: 'Desk' }),
      address: 'https://acme.freshservice.com',
      apiKey: 'k',
    });
    expect((await admin.press(`${desk.to ?? ''}/credentials`, secretGrant())).status).toBe(404);
    expect((await admin.press(`${desk.to ?? ''}/org-settings`, settings())).status).toBe(404);
  });

  it('makes secrets for rings, shown once, and is removed by its name', async () => {
    const made = await admin.press(`${path}/secrets`, { purpose: 'webhook-header' });
    expect(made.body).toContain('value="srw_');
    expect((await admin.look(path)).body).not.toContain('value="srw_');
    expect((await admin.press(`${path}/remove`, { confirm: 'another' })).status).toBe(422);
    expect((await admin.press(`${path}/remove`, { confirm: 'Kestrel org' })).status).toBe(303);
    expect(await row()).toBeNull();
  });

  it('may sign in by a key, which is kept with its lines whatever a field of one line made of them', async () => {
    const flat = privateKey.replaceAll('\n', '');
    const answer = await add({ grant: 'jwt', username: 'session.requests@kestrel.example', privateKey: flat });
    expect(answer.status).toBe(303);
    const tested = await admin.press(`${answer.to ?? ''}/test`);
    // The org has another certificate: it refuses, and says what to do.
    expect(tested.body).toContain('finding-problem');
  });
});
