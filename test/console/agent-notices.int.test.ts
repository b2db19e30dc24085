import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { NOTICE_MOMENTS } from '../../server/notices/notice-choice.ts';
import { type FakeChat, startFakeChat } from '../fakes/chat/start.ts';
import { startTeam, type Team } from './team.ts';
import { textOf, visitor, type Visitor } from './visitor.ts';

const PATH = '/console/account/notices';

let team: Team;
let chat: FakeChat;
let mara: Visitor;
beforeAll(async () => {
  [team, chat] = await Promise.all([startTeam(), startFakeChat()]);
  mara = await signedIn('mara');
});
afterAll(async () => {
  expect(team.world.faults).toEqual([]);
  await team.world.close();
  await chat.close();
});
afterEach(() => chat.clear());

async function signedIn(name: string): Promise<Visitor> {
  const browser = visitor(team.world.url);
  await browser.signIn(team.account(name));
  return browser;
}
const choiceOf = async (name: string) => {
  const { id } = await team.person(name);
  return team.world.people.noticeChoices.of(id);
};

describe('Whoever works on requests', () => {
  it('finds the way from his account', async () => {
    expect((await mara.look('/console/account')).body).toContain(PATH);
    expect((await mara.look(PATH)).status).toBe(200);
  });

  it('chooses a way for each moment, and hears nothing of what he left empty', async () => {
    const answer = await mara.press(PATH, {
      ready: ['mail', 'chat'],
      'nobody-came': 'browser',
      quietFrom: '',
      quietTo: '',
    });
    expect(answer).toMatchObject({ status: 303, to: PATH });
    const { choice } = await choiceOf('mara');
    expect(choice.ways).toMatchObject({ ready: ['mail', 'chat'], 'nobody-came': ['browser'], joined: [] });
    expect(choice.quiet).toBeNull();
  });

  it('has quiet hours on his own clock', async () => {
    mara.cookies.set('sr-zone', 'Asia/Taipei');
    await mara.press(PATH, { quietFrom: '22:30', quietTo: '07:00' });
    const { choice } = await choiceOf('mara');
    expect(choice.quiet).toEqual({ fromMinute: 1350, toMinute: 420, timeZone: 'Asia/Taipei' });
    const { body } = await mara.look(PATH);
    expect(body).toContain('value="22:30"');
  });

  it('keeps the clock of the quiet hours in a browser on another clock, and changes it by its name', async () => {
    const hours = { quietFrom: '22:30', quietTo: '07:00' };
    mara.cookies.set('sr-zone', 'Asia/Taipei');
    await mara.press(PATH, hours);
    mara.cookies.set('sr-zone', 'Europe/Berlin');
    const kept = /name="quietZone"[^>]*value="([^"]*)"/.exec((await mara.look(PATH)).body)?.[1] ?? '';
    expect(kept).toBe('Asia/Taipei');
    await mara.press(PATH, { ...hours, quietZone: kept });
    expect((await choiceOf('mara')).choice.quiet).toMatchObject({ fromMinute: 1350, timeZone: 'Asia/Taipei' });
    const answer = await mara.press(PATH, { ...hours, quietZone: 'Atlantis' });
    expect(textOf(answer.body)).toContain('This is not a time zone');
  });

  it.each([
    [{ quietFrom: '25:00', quietTo: '07:00' }, 'Write a time such as 22:00'],
    [{ quietFrom: '22:00', quietTo: '' }, 'Fill in both times'],
    [{ quietFrom: '22:00', quietTo: '22:00' }, 'The two times are the same'],
  ])('reads what is wrong with %j', async (fields, sentence) => {
    const answer = await mara.press(PATH, fields);
    expect(answer.status).toBe(422);
    expect(textOf(answer.body)).toContain(sentence);
  });

  it('chooses nothing that there is not', async () => {
    await mara.press(PATH, Object.fromEntries(NOTICE_MOMENTS.map((moment) => [moment, ['pigeon', 'mail']])));
    const { choice } = await choiceOf('mara');
    expect(new Set(Object.values(choice.ways).flat())).toEqual(new Set(['mail']));
  });

  it('goes away and comes back', async () => {
    await mara.press(`${PATH}/away`);
    expect(textOf((await mara.look(PATH)).body)).toContain('You have set yourself away');
    expect((await choiceOf('mara')).awaySince).not.toBeNull();
    await mara.press(`${PATH}/back`);
    expect((await choiceOf('mara')).awaySince).toBeNull();
  });
});

describe('A chat', () => {
  it('is kept sealed: no page shows its address again, and no log holds it', async () => {
    const url = `${chat.url}/slack/T0/secret-part-of-it`;
    expect(await mara.press(`${PATH}/chat`, { url })).toMatchObject({ status: 303 });
    const page = await mara.look(PATH);
    expect(page.body).not.toContain('secret-part-of-it');
    expect(textOf(page.body)).toContain('Notices go to 127.0.0.1');
    const audit = await team.world.store.database.read.selectFrom('audit').selectAll().execute();
    expect(JSON.stringify(audit)).not.toContain('secret-part');
    const rows = await team.world.store.database.read.selectFrom('agent_notice').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('secret-part');
  });

  it('gets a test, and the page says that it took it', async () => {
    const answer = await mara.press(`${PATH}/chat/test`);
    expect(textOf(answer.body)).toContain('The chat took the test message');
    expect(chat.posts()).toHaveLength(1);
  });

  it('that does not exist any more is named as that', async () => {
    chat.faults([{ status: 404 }]);
    const answer = await mara.press(`${PATH}/chat/test`);
    expect(textOf(answer.body)).toContain('does not exist any more (404)');
    expect(textOf((await mara.look(PATH)).body)).toContain('The last notice did not arrive');
  });

  it.each([
    'https://evil.example/hook',
    'http://10.0.0.1/slack/1',
    'http://[::1]@10.0.0.1/',
    'file:///etc/passwd',
    'no',
  ])('is never %s', async (url) => {
    const answer = await mara.press(`${PATH}/chat`, { url });
    expect(answer.status).toBe(422);
    expect(textOf(answer.body)).toContain('no webhook address of Slack or Teams');
  });

  it('of somebody else is neither tested nor removed', async () => {
    const outsider = await signedIn('outsider');
    await outsider.look(PATH);
    expect((await outsider.press(`${PATH}/chat/test`)).status).toBe(409);
    await outsider.press(`${PATH}/chat/remove`);
    expect((await choiceOf('mara')).chatHost).not.toBeNull();
    expect(chat.posts()).toHaveLength(0);
  });

  it('is removed with one press', async () => {
    await mara.press(`${PATH}/chat/remove`);
    expect((await choiceOf('mara')).chatHost).toBeNull();
  });
});

describe('A mail', () => {
  it('cannot be tried before a mail server is set up, and the page says so', async () => {
    const answer = await mara.press(`${PATH}/mail/test`);
    expect(answer.status).toBe(409);
    expect(textOf(answer.body)).toContain('No mail server is set up');
  });
});

describe('Whoever only looks', () => {
  it('has no notices to choose', async () => {
    const viewer = await signedIn('viewer');
    expect((await viewer.look(PATH)).status).toBe(403);
    expect((await viewer.press(`${PATH}/away`)).status).toBe(403);
  });
});

describe('A form that another site sends', () => {
  it('changes nothing', async () => {
    const before = await choiceOf('mara');
    const answer = await mara.press(`${PATH}/away`, {}, { csrf: null, origin: 'https://evil.example' });
    expect(answer.status).toBe(403);
    expect(await choiceOf('mara')).toEqual(before);
  });
});
