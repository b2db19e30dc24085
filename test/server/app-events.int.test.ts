import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { postgresIsThere } from '../setup/postgres-database.ts';
import { eventually } from '../support/eventually.ts';
import { type HttpAnswer, httpCall } from '../support/http-call.ts';
import { problem, toldProblem } from './api-caller.ts';
import { type AppInDesk, appInDesk } from './app-in-desk.ts';
import { dumpDatabase } from './database-dump.ts';
import { type Engine, type ServerWorld, serverWorld } from './server-world.ts';

const ENGINES: readonly Engine[] = postgresIsThere() ? ['sqlite', 'postgres'] : ['sqlite'];
const REPORT = {
  event: 'installed',
  protocol: 1,
  version: '0.1.0',
  account: { id: '1402', domain: 'kestrel.freshservice.com', region: 'EUC' },
};

describe.each(ENGINES)('The app inside the help desk, on %s', (engine) => {
  let world: ServerWorld;
  let app: AppInDesk;
  beforeAll(async () => {
    world = await serverWorld({ engine });
    app = await appInDesk(world.desk, world.url, world.data.secrets.api);
  });
  afterAll(async () => {
    await app.close();
    await world.close();
  });

  const send = (path: string, body: unknown, secret = world.data.secrets.api): Promise<HttpAnswer> =>
    httpCall(`${world.url}/api/v1/app/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
      body: JSON.stringify(body),
    });
  const state = (id = world.data.installationId) => world.foundation.people.appInstalls.find(id);
  const dump = () => dumpDatabase(world.foundation.store.database);

  describe('before it was ever installed', () => {
    it('is unknown, and tells of tickets like a webhook would', async () => {
      expect(await state()).toBeNull();
      expect((await send('ticket-changed', { ticket: '1042' })).status).toBe(202);
      expect(await state()).toBeNull();
    });
  });

  describe('that is being installed', () => {
    it('goes in with the right secret, and is remembered with what it says of itself', async () => {
      expect(await app.run('onAppInstallHandler')).toBeNull();
      expect(await state()).toMatchObject({
        version: '0.1.0',
        protocol: 1,
        accountId: '1402',
        domain: 'kestrel.freshservice.com',
        region: 'EUC',
        uninstalledAt: null,
        lastEventAt: null,
      });
    });

    it('is told whose installation this is', async () => {
      const { status, body } = await send('installed', REPORT);
      expect([status, JSON.parse(body)]).toEqual([
        200,
        {
          server: 'session-requests',
          protocol: 1,
          minApp: 1,
          installation: { name: 'Acme service desk', environment: 'production' },
        },
      ]);
    });

    it('keeps its first day when it is updated', async () => {
      const before = await state();
      expect(await app.run('afterAppUpdateHandler')).toBeNull();
      const after = await state();
      expect(after?.installedAt).toBe(before?.installedAt);
      expect(after?.updatedAt).toBeGreaterThanOrEqual(before?.updatedAt ?? Number.POSITIVE_INFINITY);
    });

    it.each([
      ['a made-up secret', () => 'srs_made-up-made-up-made-up-made-up'],
      ['the secret of a webhook', () => world.data.secrets.webhookHeader],
    ])('stays out with %s, and reads what to do', async (_what, secret) => {
      const before = await dump();
      expect(toldProblem(await send('installed', REPORT, secret()))).toEqual(problem(401, 'credentials-missing'));
      const wrong = await appInDesk(world.desk, world.url, secret());
      expect(await wrong.run('onAppInstallHandler')).toMatch(/install secret is not one of this server/);
      await wrong.close();
      expect(await dump()).toEqual(before);
    });

    it('stays out when it is older than anything this server serves', async () => {
      const answer = await send('installed', { ...REPORT, protocol: 0 });
      expect(toldProblem(answer)).toEqual(problem(409, 'app-too-old'));
    });

    it.each([
      { ...REPORT, version: '' },
      { ...REPORT, version: 'x'.repeat(41) },
      { ...REPORT, protocol: '1' },
      { ...REPORT, account: 'kestrel' },
      { ...REPORT, account: { ...REPORT.account, domain: 'a\u0000b' } },
      {},
      [],
    ])('with a report that cannot be read (%#) changes nothing', async (report) => {
      const before = await dump();
      expect((await send('installed', report)).status).toBe(422);
      expect(await dump()).toEqual(before);
    });

    it('may say more than this server knows: a newer app must learn that the server is older', async () => {
      const answer = await send('installed', { ...REPORT, protocol: 9, more: { of: 'it' } });
      expect([answer.status, JSON.parse(answer.body)]).toEqual([200, expect.objectContaining({ protocol: 1 })]);
      await send('installed', REPORT);
    });

    it('with the secret of another account is refused, and nothing is noted', async () => {
      const { id, secret } = await anotherAccount();
      const answer = await send('installed', REPORT, secret);
      expect(toldProblem(answer)).toEqual(problem(409, 'other-account'));
      expect(await state(id)).toBeNull();
      const there = { ...REPORT, account: { ...REPORT.account, domain: 'https://Other.freshservice.com/' } };
      expect((await send('installed', there, secret)).status).toBe(200);
      expect(await state(id)).toMatchObject({ domain: 'https://Other.freshservice.com/' });
    });
  });

  describe('that tells of a changed ticket', () => {
    afterEach(() => eventually('all hints to be worked on', async () => (await hintsLeft()) === 0));

    it('is seen to be alive', async () => {
      await send('ticket-changed', { ticket: 1042, kind: 'updated' });
      expect((await state())?.lastEventAt).toBeGreaterThan(0);
    });

    it.each([
      {},
      { ticket: '' },
      { ticket: '42/../7' },
      { ticket: -1 },
      { ticket: 1.5 },
      { ticket: null },
      [],
      { ticket: '9'.repeat(40) },
    ])('that has no number (%p) is told so', async (body) => {
      expect((await send('ticket-changed', body)).status).toBe(422);
    });

    it('is refused without the secret, before anything of the body is looked at', async () => {
      for (const path of ['ticket-changed', 'installed', 'uninstalled']) {
        expect(toldProblem(await send(path, { ticket: '' }, 'srs_nobody-nobody-nobody-nobody'))).toEqual(
          problem(401, 'credentials-missing'),
        );
      }
    });
  });

  describe('that is removed', () => {
    it('is noted with the moment, while secrets and data stay; the second time changes nothing', async () => {
      expect(await app.run('onAppUninstallHandler')).toBeNull();
      const gone = await state();
      expect(gone?.uninstalledAt).toBeGreaterThan(0);
      await app.run('onAppUninstallHandler');
      expect(await state()).toEqual(gone);
      expect((await world.panel().ofTicket('1042')).status).toBe(200);
    });

    it('may come back, and counts as newly installed', async () => {
      const gone = await state();
      expect(await app.run('onAppInstallHandler')).toBeNull();
      expect(await state()).toMatchObject({ uninstalledAt: null, lastEventAt: null });
      expect((await state())?.installedAt).toBeGreaterThanOrEqual(gone?.uninstalledAt ?? Number.POSITIVE_INFINITY);
    });

    it('leaves its trace in the audit log, without a secret', async () => {
      const rows = await world.foundation.store.database.read
        .selectFrom('audit')
        .select(['action', 'detail'])
        .where('action', 'like', 'app.%')
        .orderBy('id')
        .execute();
      expect([...new Set(rows.map(({ action }) => action))].toSorted()).toEqual([
        'app.installed',
        'app.uninstalled',
        'app.updated',
      ]);
      expect(JSON.stringify(rows)).not.toContain('srs_');
    });
  });

  const hintsLeft = async (): Promise<number> =>
    (await world.foundation.store.database.read.selectFrom('ticket_hint').selectAll().execute()).length;

  async function anotherAccount(): Promise<{ readonly id: string; readonly secret: string }> {
    const { people } = world.foundation;
    const row = await people.installations.find(world.data.installationId);
    if (row === null) throw new Error('the installation is gone');
    const { id: _id, ...installation } = row.installation;
    const account = {
      ...installation,
      name: 'Other',
      address: 'https://other.freshservice.com',
      plan: 'pro',
      apiKey: 'k',
    };
    const id = await people.installations.add(world.admin, account);
    const secret = (await people.installSecrets.make(world.admin, id, 'api')) ?? '';
    return { id, secret };
  }
});
