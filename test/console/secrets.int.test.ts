import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FakeFreshservice, startFakeFreshservice } from '../fakes/freshservice/start.ts';
import { enterAdmin } from '../support/enter-people.ts';
import { addAccount, secretIn, settingsFields } from './connector-form.ts';
import { consoleWorld, type ConsoleWorld } from './console-world.ts';
import { textOf, visitor, type Visitor } from './visitor.ts';

const SMTP_PASSWORD = 'the-smtp-password-123';

let world: ConsoleWorld;
let desk: FakeFreshservice;
let admin: Visitor;
/** Everything that must never be shown after the answer it was made in. */
const secrets: string[] = [];

beforeAll(async () => {
  [desk, world] = await Promise.all([startFakeFreshservice(), consoleWorld()]);
  const { account } = await enterAdmin(world.people);
  admin = visitor(world.url);
  await admin.signIn(account);
  secrets.push(account.password, desk.apiKey, SMTP_PASSWORD);
  const path = (await addAccount(admin, desk)).to ?? '';
  await admin.press(`${path}/settings`, settingsFields({ company: 'Kestrel B.V.' }));
  await admin.press(`${path}/key`, { apiKey: desk.apiKey });
  for (const purpose of ['api', 'webhook-header', 'webhook-signing']) {
    secrets.push(secretIn((await admin.press(`${path}/secrets`, { purpose })).body));
  }
  const fromAddress = 'support@kestrel.example';
  const server = { host: '127.0.0.1', port: '25', security: 'none', fromAddress, ehloName: '' };
  await admin.press('/console/mail', { ...server, user: 'mailer', password: SMTP_PASSWORD });
  const added = await admin.press('/console/webhooks', { url: 'https://hooks.example/in', account: '' });
  const [endpoint] = await world.people.webhooks.list();
  const rotated = await admin.press(`/console/webhooks/${endpoint?.id ?? ''}/rotate`);
  secrets.push(secretIn(added.body), secretIn(rotated.body));
  const person = { name: 'New', email: 'new@acme.example', role: 'viewer' };
  secrets.push(
    secretIn((await admin.press('/console/people', person)).body)
      .split('/')
      .at(-1) ?? '',
  );
});
afterAll(async () => {
  expect(world.faults).toEqual([]);
  await Promise.all([world.close(), desk.close()]);
});

describe('a secret', () => {
  it('is on no page of the console after it was made or stored', async () => {
    const [row] = await world.people.installations.list();
    const people = await world.people.persons.list();
    const paths = [
      '/console/account',
      '/console/requests',
      '/console/people',
      `/console/people/${people[0]?.id ?? ''}`,
      '/console/queues',
      '/console/connectors',
      '/console/connectors/new',
      `/console/connectors/${row?.installation.id ?? ''}`,
      '/console/mail',
      '/console/sign-in-provider',
      '/console/webhooks',
      '/console/deliveries',
      '/console/audit',
    ];
    expect(secrets).toHaveLength(9);
    expect(secrets).not.toContain('');
    for (const path of paths) {
      const answer = await admin.look(path);
      expect([path, answer.status]).toEqual([path, 200]);
      for (const secret of secrets) expect([path, answer.body.includes(secret)]).toEqual([path, false]);
    }
  });

  it('is in the database only encrypted or as a hash', async () => {
    const { read } = world.store.database;
    const tables = [
      'installation',
      'install_secret',
      'setting',
      'webhook_endpoint',
      'person',
      'audit',
      'sign_in',
      'one_time_link',
    ] as const;
    const rows = await Promise.all(tables.map((table) => read.selectFrom(table).selectAll().execute()));
    const everything = JSON.stringify(rows);
    for (const secret of secrets) expect(everything.includes(secret)).toBe(false);
    expect(everything).not.toContain(admin.cookies.get('sr-local'));
  });
});

describe('the audit log', () => {
  it('has a row for every change of settings, and its chain holds', async () => {
    const actions = new Set<string>();
    for (let path: string | null = '/console/audit'; path !== null;) {
      const { body }: { body: string } = await admin.look(path);
      for (const [, action = ''] of body.matchAll(/<code>([^<]+)<\/code>/g)) actions.add(action);
      path = /rel="next" href="([^"]+)"/.exec(body)?.[1]?.replaceAll('&#x3D;', '=') ?? null;
    }
    expect([...actions]).toEqual(
      expect.arrayContaining([
        'connector.added',
        'connector.changed',
        'connector.key-rotated',
        'secret.made',
        'mail.changed',
        'webhook.added',
        'webhook.secret-rotated',
        'person.first-admin-entered',
      ]),
    );
    expect(textOf((await admin.press('/console/audit/check')).body)).toMatch(/\d+ rows checked: nothing was changed/);
  });

  it('shows that a row was changed behind the server’s back', async () => {
    await world.store.database.write(async (db) => {
      await db
        .updateTable('audit')
        .set({ detail: '{"name":"somebody else"}' })
        .where('action', '=', 'connector.changed')
        .execute();
    });
    expect(textOf((await admin.press('/console/audit/check')).body)).toContain('does not fit the chain');
  });
});
