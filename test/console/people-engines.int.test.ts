import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Person } from '../../core/people/rights.ts';
import { createPeople, type People } from '../../server/composition/accounts.ts';
import { createKeyRing } from '../../server/secrets/key-ring.ts';
import { createVault } from '../../server/secrets/vault.ts';
import { createThrottle } from '../../server/sign-in/throttle.ts';
import { createSignInStore } from '../../server/sign-in/sign-in-store.ts';
import { openStore } from '../../server/storage/open-store.ts';
import type { Store } from '../../server/storage/store.ts';
import { anInstallation } from '../builders/an-installation.ts';
import { createPostgresDatabase, postgresIsThere } from '../setup/postgres-database.ts';
import { enterAdmin } from '../support/enter-people.ts';

const ENGINES = ['sqlite', ...(postgresIsThere() ? ['postgres'] : [])];
const NOON = Date.UTC(2026, 10, 24, 12, 0);

describe.each(ENGINES)('people and settings on %s', (engine) => {
  let store: Store;
  let people: People;
  let admin: Person;
  let drop: () => Promise<void>;
  const keys = createKeyRing(Buffer.alloc(32, 3));
  const clock = { now: () => NOON };

  beforeAll(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'session-requests-people-'));
    const database = engine === 'postgres' ? await createPostgresDatabase() : null;
    drop = async () => {
      await database?.drop();
      rmSync(dataDir, { recursive: true, force: true });
    };
    store = await openStore({ databaseUrl: database?.url ?? null, dataDir });
    people = await createPeople({ store, vault: createVault(keys), clock });
    admin = (await enterAdmin(people)).person;
  });
  afterAll(async () => {
    await store.close();
    await drop();
  });

  it('let one of two people in who use the same link at the same moment', async () => {
    const invited = await people.admin.invite(admin, { name: 'Mo', email: 'Mo@Acme.example', role: 'viewer' });
    const token = invited.ok ? invited.token : '';
    const answers = await Promise.all([
      people.entrance.setPassword(token, 'one hash'),
      people.entrance.setPassword(token, 'other hash'),
    ]);
    expect(answers.filter((answer) => answer !== null)).toHaveLength(1);
    expect(await people.persons.findByEmail('MO@acme.example')).toMatchObject({ name: 'Mo', hasPassword: true });
  });

  it('let one of two people of the same address be entered, and say of the other that it is taken', async () => {
    const both = await Promise.all([
      people.admin.invite(admin, { name: 'Kim', email: 'kim@acme.example', role: 'viewer' }),
      people.admin.invite(admin, { name: 'Kim', email: 'KIM@acme.example', role: 'admin' }),
    ]);
    expect(both.toSorted((one) => (one.ok ? -1 : 1))).toMatchObject([
      { ok: true },
      { ok: false, reason: 'email-taken' },
    ]);
    expect((await people.persons.list()).filter(({ name }) => name === 'Kim')).toHaveLength(1);
  });

  it('keep an admin when two remove each other at the same moment', async () => {
    const invited = await people.admin.invite(admin, { name: 'Otto', email: 'otto@acme.example', role: 'admin' });
    const otto = invited.ok ? await people.entrance.setPassword(invited.token, 'hash') : null;
    if (otto === null) throw new Error('Otto is not there');
    const answers = await Promise.all([people.admin.disable(admin, otto.id), people.admin.disable(otto, admin.id)]);
    expect(answers.filter((answer) => answer === 'last-admin')).toHaveLength(1);
    for (const one of [admin, otto]) await people.admin.enable(admin, one.id);
  });

  it('count tries at the same moment one after the other', async () => {
    const throttle = createThrottle(store.database, keys, clock);
    const tries = await Promise.all(Array.from({ length: 12 }, () => throttle.begin('a@b.example', '203.0.113.7')));
    expect(tries.filter((wait) => wait === null)).toHaveLength(5);
    await throttle.succeeded('a@b.example', '203.0.113.7');
    expect(await throttle.begin('a@b.example', '203.0.113.7')).toBeNull();
  });

  it('end a sign-in with the account, and find none by a wrong token', async () => {
    const signIns = createSignInStore(store.database);
    const invited = await people.admin.invite(admin, { name: 'Ina', email: 'ina@acme.example', role: 'viewer' });
    const ina = invited.ok ? invited.personId : '';
    const token = (await signIns.open(ina, NOON)) ?? '';
    expect(await signIns.find(token, NOON)).toMatchObject({ personId: ina });
    expect(await signIns.find(token.slice(1), NOON)).toBeNull();
    await people.admin.disable(admin, ina);
    expect([await signIns.find(token, NOON), await signIns.open(ina, NOON)]).toEqual([null, null]);
  });

  it('keep queues, accounts, secrets, mail settings and webhooks', async () => {
    const queueId = await people.queues.add(admin, { name: 'Gate', installationId: null, memberIds: [admin.id] });
    expect(await people.queues.add(admin, { name: 'Gate', installationId: null, memberIds: [] })).toBeNull();
    expect((await people.persons.find(admin.id))?.queueIds).toEqual([queueId]);
    const { id: _, ...installation } = anInstallation();
    const account = { address: 'https://acme.freshservice.com', plan: 'pro', apiKey: 'key' };
    const id = await people.installations.add(admin, { ...installation, ...account });
    const secret = (await people.installSecrets.make(admin, id, 'api')) ?? '';
    expect(await people.installSecrets.installationOf(secret)).toBe(id);
    const mail = {
      host: 'smtp.example',
      port: 587,
      security: 'starttls',
      user: 'u',
      fromAddress: 'a@b.example',
      ehloName: null,
    } as const;
    await people.mailSettings.save(admin, mail, 'pw');
    expect(await people.mailSettings.read()).toEqual({ ...mail, password: 'pw' });
    const hook = await people.webhooks.add(admin, {
      installationId: id,
      url: 'https://h.example',
      eventTypes: ['assigned'],
    });
    expect(await people.webhooks.signingKeys(hook.id)).toEqual([hook.secret]);
    await people.queues.remove(admin, queueId ?? '');
    expect((await people.persons.find(admin.id))?.queueIds).toEqual([]);
    const { items } = await store.audit.list({ page: { cursor: null, limit: 100 }, requestId: null });
    expect(items.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['queue.added', 'connector.added', 'secret.made', 'mail.changed', 'webhook.added']),
    );
  });
});
