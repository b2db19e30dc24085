import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTeam, type Team } from './team.ts';
import { textOf, visitor, type Visitor } from './visitor.ts';

let team: Team;
let admin: Visitor;
let path: string;
beforeAll(async () => {
  team = await startTeam();
  admin = visitor(team.world.url);
  await admin.signIn(team.account('admin'));
  path = `/console/connectors/${team.installationId}/never-alone`;
});
afterAll(async () => {
  expect(team.world.faults).toEqual([]);
  await team.world.close();
});

const lifecycle = async () =>
  (await team.world.store.installations.find(team.installationId))?.installation.settings.lifecycle;
const test = async (): Promise<string> => textOf((await admin.press(`${path}/test`)).body);

describe('An admin', () => {
  it('finds the page from the account and sees the usual three minutes', async () => {
    expect((await admin.look(`/console/connectors/${team.installationId}`)).body).toContain(path);
    expect((await admin.look(path)).body).toContain('value="3"');
  });

  it('sets after which time whom is told, and nothing else of the account', async () => {
    const before = await lifecycle();
    await admin.look(path);
    expect(await admin.press(path, { minutes: '5', tells: ['queue', 'admin'], callBacks: '1' })).toMatchObject({
      status: 303,
    });
    expect(await lifecycle()).toEqual({
      ...before,
      nobodyCameAfterMs: 300_000,
      nobodyCameTells: ['queue', 'admin'],
    });
  });

  it('takes the offer of a call away, and gives it back', async () => {
    const said = { minutes: '5', tells: ['queue', 'admin'] };
    await admin.press(path, said);
    expect(await lifecycle()).toMatchObject({ callBacks: false });
    await admin.press(path, { ...said, callBacks: '1' });
    expect(await lifecycle()).toMatchObject({ callBacks: true });
  });

  it.each(['0', '121', '-3', 'soon', ''])('cannot set %j minutes', async (minutes) => {
    const before = await lifecycle();
    expect((await admin.press(path, { minutes, tells: 'admin' })).status).toBe(422);
    expect(await lifecycle()).toEqual(before);
  });
});

describe('The test', () => {
  it('names what is missing: a mail server, and members of queues', async () => {
    await admin.press(path, { minutes: '3', tells: ['assignee', 'queue', 'admin'] });
    const by = await team.person('admin');
    await team.world.people.queues.add(by, { name: 'Empty room', installationId: null, memberIds: [] });
    const said = await test();
    expect(said).toContain('Somebody would hear of it.');
    expect(said).toContain('no mail server is set up');
    expect(said).toContain('The queue Empty room has no members');
  });

  it('says that nobody would hear when nobody is told', async () => {
    await admin.press(path, { minutes: '3', tells: [] });
    expect(await test()).toContain('As things are, nobody would hear that an end user waits');
  });

  it('says who has chosen no way, and who is away', async () => {
    await admin.press(path, { minutes: '3', tells: 'assignee' });
    const mara = await team.person('mara');
    const { noticeChoices } = team.world.people;
    await noticeChoices.setAway(mara, true);
    expect(await test()).toContain(`${mara.name}: hears nothing now`);
    await noticeChoices.setAway(mara, false);
    const { choice } = await noticeChoices.of(mara.id);
    await noticeChoices.save(mara.id, { ...choice, ways: { ...choice.ways, 'nobody-came': [] } });
    expect(await test()).toContain(`${mara.name}: has chosen no way`);
  });

  it('tells nobody anything', async () => {
    await test();
    expect(await team.world.store.database.read.selectFrom('browser_notice').selectAll().execute()).toEqual([]);
    expect(await team.world.store.database.read.selectFrom('delivery').selectAll().execute()).toEqual([]);
  });
});
