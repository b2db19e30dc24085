import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createSeenSessions } from '../../server/session-watch/seen-sessions.ts';
import { controlDesk, type DeskControl } from '../fakes/anydesk/control-client.ts';
import { DEFAULT_OPTIONS } from '../fakes/anydesk/desk-options.ts';
import { type RunningDesk, startDesk } from '../fakes/anydesk/start-desk.ts';
import { startTeam, type Team } from './team.ts';
import { textOf, type Visitor } from './visitor.ts';

const { licenseId, apiPassword } = DEFAULT_OPTIONS.licence;
const ANYDESK = '/console/anydesk';
const SESSIONS = '/console/sessions';

let team: Team;
let desk: RunningDesk;
let control: DeskControl;
let admin: Visitor;

beforeAll(async () => {
  [team, desk] = await Promise.all([startTeam(), startDesk()]);
  control = controlDesk(desk.url);
  admin = await team.browser('admin');
});
afterAll(async () => {
  await Promise.all([team.world.close(), desk.close()]);
  expect(team.world.faults).toEqual([]);
});

const form = (over: Record<string, string> = {}) => ({
  name: 'AnyDesk',
  licenseId,
  password: apiPassword,
  address: desk.api,
  account: '',
  ...over,
});
const accounts = () => team.world.people.remoteAccounts;

describe('an AnyDesk account', () => {
  beforeEach(async () => {
    await control.reset();
    for (const { id } of await accounts().list()) await accounts().remove(team.admin, id);
    await admin.look(ANYDESK);
  });

  it.each([
    [{ licenseId: 'ABCD-EFGH' }, 'not a licence ID'],
    [{ password: '' }, 'Fill this in'],
    [{ address: 'http://anydesk.example.com' }, 'not an address such as'],
    [{ address: 'https://user:secret@anydesk.example.com' }, 'not an address such as'],
    [{ password: 'WRONG' }, 'AnyDesk refused the licence ID or the API password'],
    [{ account: 'nobody' }, 'Choose one of the list'],
  ])('with bad input %j is refused and not stored', async (over, message) => {
    const answer = await admin.press(ANYDESK, form(over));
    expect([answer.status, textOf(answer.body)]).toEqual([422, expect.stringMatching(message)]);
    expect(await accounts().list()).toEqual([]);
    expect(answer.body).not.toContain(apiPassword);
  });

  it('with several bad inputs is told all of them at once', async () => {
    const { body } = await admin.press(ANYDESK, form({ licenseId: 'ABC', password: '', address: 'http://x' }));
    for (const said of ['not a licence ID', 'Fill this in', 'not an address such as']) {
      expect(textOf(body)).toContain(said);
    }
  });

  it('is added, tested in plain sentences, changed and removed; its password is never shown', async () => {
    const added = await admin.press(ANYDESK, form());
    const [account] = await accounts().list();
    const page = `${ANYDESK}/${account?.id ?? ''}`;
    expect([added.status, added.to]).toEqual([303, page]);
    const looks = [(await admin.look(page)).body, (await admin.press(`${page}/test`)).body];
    expect(textOf(looks[1] ?? '')).toContain('AnyDesk accepts licence ID and API password.');
    expect(textOf(looks[1] ?? '')).toContain('The AnyDesk licence is valid.');
    for (const body of looks) {
      expect(body).not.toContain(apiPassword);
      expect(body).not.toContain('SIMULATEDKEY0000');
    }
    const german = (await admin.press(`${page}/test`, {}, { headers: { 'accept-language': 'de' } })).body;
    expect(textOf(german)).toContain('AnyDesk nimmt Lizenz-ID und API-Passwort an.');
    const changed = await admin.press(page, form({ name: 'Support licence', password: '' }));
    expect(changed.to).toBe(page);
    expect(await accounts().list()).toMatchObject([{ name: 'Support licence' }]);
    expect(await accounts().password(account?.id ?? '')).toBe(apiPassword);
    expect((await admin.press(`${page}/remove`)).to).toBe(ANYDESK);
    expect(await accounts().list()).toEqual([]);
  });

  it('keeps its password to its own address and licence: it is never sent to a server of somebody’s choice', async () => {
    await admin.press(ANYDESK, form());
    const [account] = await accounts().list();
    const page = `${ANYDESK}/${account?.id ?? ''}`;
    for (const over of [{ address: 'http://127.0.0.1:9' }, { licenseId: '999999999' }]) {
      const answer = await admin.press(page, form({ password: '', ...over }));
      expect([answer.status, textOf(answer.body)]).toEqual([422, expect.stringContaining('Enter the password again')]);
    }
    expect(await accounts().list()).toMatchObject([{ address: desk.api, licenseId }]);
  });

  it('is not cut off by a mistyped new password', async () => {
    await admin.press(ANYDESK, form());
    const [account] = await accounts().list();
    const page = `${ANYDESK}/${account?.id ?? ''}`;
    expect((await admin.press(page, form({ password: 'WRONG' }))).status).toBe(422);
    expect(await accounts().password(account?.id ?? '')).toBe(apiPassword);
  });

  it('can be added while its port is blocked, and the page says since when nothing could be read', async () => {
    await admin.press(ANYDESK, form({ address: 'http://127.0.0.1:9' }));
    const [account] = await accounts().list();
    await accounts().noteAsked(account?.id ?? '', 1, 'AnyDesk’s REST API cannot be reached.');
    const page = `${ANYDESK}/${account?.id ?? ''}`;
    expect(textOf((await admin.look(page)).body)).toContain('cannot be read completely: AnyDesk’s REST API cannot be');
    expect(textOf((await admin.press(`${page}/test`)).body)).toContain('many networks block port 8081');
  });

  it('leaves no password and no licence key in the database or the audit log', async () => {
    await admin.press(ANYDESK, form());
    const { read } = team.world.store.database;
    const [account] = await accounts().list();
    await admin.press(`${ANYDESK}/${account?.id ?? ''}/test`);
    const rows = [
      await read.selectFrom('remote_account').selectAll().execute(),
      await read.selectFrom('audit').selectAll().execute(),
    ];
    expect(JSON.stringify(rows)).not.toContain(apiPassword);
    expect(JSON.stringify(rows)).not.toContain('SIMULATEDKEY0000');
    expect(rows[1]).toContainEqual(expect.objectContaining({ action: 'remote-account.added' }));
  });
});

describe('a running session that AnyDesk told of', () => {
  const noteOf = async (id: string) => textOf((await admin.look(`/console/requests/${id}`)).body);

  it('is said to be perhaps over, while AnyDesk cannot be asked and after the account was removed', async () => {
    await admin.look(ANYDESK);
    await admin.press(ANYDESK, form());
    const accountId = (await accounts().list())[0]?.id ?? '';
    const id = await team.create();
    await team.give(id, {
      type: 'start-session',
      actor: { kind: 'remote-tool' },
      source: 'remote-tool',
      startedAt: team.world.now(),
      address: '518274963',
      agent: null,
      externalId: `${accountId}/1`,
    });
    expect(await noteOf(id)).not.toContain('cannot be asked');
    await accounts().noteAsked(accountId, team.world.now(), 'AnyDesk did not answer.');
    expect(await noteOf(id)).toContain('AnyDesk cannot be asked since');
    await accounts().noteAsked(accountId, team.world.now(), null);
    expect(await noteOf(id)).not.toContain('cannot be asked');
    await accounts().remove(team.admin, accountId);
    expect(await noteOf(id)).toContain('was removed, so its end is not seen');
  });
});

describe('one’s own devices', () => {
  it('are entered one a line, as people write them', async () => {
    const mara = await team.browser('mara');
    await mara.look('/console/account');
    const answer = await mara.press('/console/account/devices', { devices: '742 615 308\r\nMara@AD\r\n' });
    expect(answer.to).toBe('/console/account');
    const { id } = await team.person('mara');
    expect(await team.world.people.agentDevices.of(id)).toEqual(['742615308', 'mara@ad']);
    expect((await mara.look('/console/account')).body).toContain('742 615 308');
  });

  it('are refused when a line is no address, or somebody else’s', async () => {
    const outsider = await team.browser('outsider');
    await outsider.look('/console/account');
    const bad = await outsider.press('/console/account/devices', { devices: '--with-password' });
    expect([bad.status, textOf(bad.body)]).toEqual([422, expect.stringContaining('one AnyDesk ID or alias')]);
    const taken = await outsider.press('/console/account/devices', { devices: '742615308' });
    expect([taken.status, textOf(taken.body)]).toEqual([409, expect.stringContaining('somebody else’s device')]);
  });
});

describe('unmatched sessions', () => {
  const accountId = 'a'.repeat(26);
  const seen = (sessionId: string, over: object = {}) =>
    createSeenSessions(team.world.store.database).put(
      {
        accountId,
        sessionId,
        from: ['742615308'],
        to: ['518274963'],
        startedAt: Date.now() - 600_000,
        isOver: true,
        endedAt: Date.now() - 300_000,
        comment: '<script>alert(1)</script>',
        standing: 'unmatched',
        requestId: null,
        because: 'unknown-device',
        suggested: [],
        isTold: false,
        closeAskedAt: null,
        firstSeenAt: Date.now(),
        ...over,
      },
      'unmatched',
    );

  it('are listed with the reason, who it was and what was written, as text', async () => {
    await seen('1');
    const { body } = await (await team.browser('mara')).look(SESSIONS);
    expect(textOf(body)).toContain('From 742 615 308 to 518 274 963');
    expect(textOf(body)).toContain('not known as a device of the agent');
    expect(body).not.toContain('<script>alert(1)');
  });

  it('are attached to a suggested request by one press', async () => {
    const id = await team.create();
    const { number } = await team.stored(id);
    await seen('2', { suggested: [id] });
    const mara = await team.browser('mara');
    expect(textOf((await mara.look(SESSIONS)).body)).toContain(`Attach to ${number}`);
    const answer = await mara.press(`${SESSIONS}/${accountId}/2/attach`, { number });
    expect(answer.to).toBe(`/console/requests/${id}`);
    const log = textOf((await mara.look(answer.to ?? '')).body);
    expect(log).toContain('attached by hand');
    expect(log).toContain('Attached. The session stands in the log');
  });

  it('are not attached to a request that one may not see, in the same words as to none', async () => {
    await seen('3');
    const mara = await team.browser('mara');
    await mara.look(SESSIONS);
    const answer = await mara.press(`${SESSIONS}/${accountId}/3/attach`, { number: 'RS-999999' });
    expect([answer.status, textOf(answer.body)]).toEqual([422, expect.stringContaining('no request of this number')]);
  });

  it('of other people’s devices are not shown to a support agent, nor settled by him', async () => {
    await seen('4', { from: ['111222333'] });
    const mara = await team.browser('mara');
    expect((await mara.look(SESSIONS)).body).not.toContain('111 222 333');
    expect((await mara.press(`${SESSIONS}/${accountId}/4/dismiss`)).status).toBe(404);
    await admin.look(SESSIONS);
    expect((await admin.press(`${SESSIONS}/${accountId}/4/dismiss`)).to).toBe(SESSIONS);
    expect((await admin.look(SESSIONS)).body).not.toContain('111 222 333');
  });
});
