import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MAY } from '../builders/people.ts';
import { pressAction, startTeam, type Team } from './team.ts';
import { textOf, type Visitor } from './visitor.ts';

const HOUR = 60 * 60_000;
const RECIPIENT = { kind: 'recipient' } as const;

let team: Team;
let browser: Visitor;
beforeAll(async () => {
  team = await startTeam();
  await team.world.people.ownAccount.setPreferences(team.account('mara').id, {
    language: 'en',
    timeZone: 'Europe/Berlin',
  });
  browser = await team.browser('mara');
});
afterAll(async () => {
  expect(team.world.faults).toEqual([]);
  await team.world.close();
});

describe('an action', () => {
  it('closes with outcome and note, and reopens with the same link', async () => {
    const id = await team.create();
    const link = team.world.links.joinUrl(await team.stored(id));
    const answer = await pressAction(browser, id, 'close-request', { outcome: 'no-show', note: 'Called twice.' });
    expect([answer.status, answer.to]).toEqual([303, `/console/requests/${id}`]);
    const page = textOf((await browser.look(`/console/requests/${id}`)).body);
    expect(page).toContain('The request is closed.');
    expect(page).toContain('Closed the request. Result: Nobody came. Called twice.');
    expect(textOf((await browser.look(`/console/requests/${id}`)).body)).not.toContain('The request is closed.');
    await pressAction(browser, id, 'reopen-request', { expires: '' });
    expect(team.world.links.joinUrl(await team.stored(id))).toBe(link);
    expect((await team.stored(id)).status).toBe('Open');
  });

  it('does not promise an SMS to a number that nobody can dial, and says so at the press', async () => {
    const id = await team.create({ recipient: { ...MAY, phone: '4711' } });
    const before = await team.stored(id);
    const answer = await pressAction(browser, id, 'resend-invitation', { channel: 'sms' });
    expect(answer.status).toBe(422);
    expect(textOf(answer.body)).toContain('This was not done No SMS can be sent to this phone number.');
    expect(await team.stored(id)).toEqual(before);
  });

  it('assigns to a colleague, a queue, an AnyDesk client and nobody, and claims', async () => {
    const queueId =
      (await team.world.people.queues.add(team.admin, {
        name: 'Gate',
        installationId: null,
        memberIds: [team.account('mara').id],
      })) ?? '';
    await team.world.people.queues.change(team.admin, queueId, {
      name: 'Gate',
      installationId: null,
      memberIds: [team.account('mara').id],
    });
    const id = await team.create();
    for (const [to, client, expected] of [
      [`agent:${team.admin.id}`, '', { kind: 'agent', agent: { name: 'Ada Admin' } }],
      ['client', '123 456 789', { kind: 'client', address: '123456789' }],
      ['unassigned', '', { kind: 'unassigned' }],
      [`queue:${queueId}`, '', { kind: 'queue', queueId, name: 'Gate' }],
    ] as const) {
      expect([to, (await pressAction(browser, id, 'assign', { to, client })).status]).toEqual([to, 303]);
      expect((await team.stored(id)).assignee).toMatchObject(expected);
    }
    await pressAction(browser, id, 'claim');
    expect((await team.stored(id)).assignee).toMatchObject({ kind: 'agent', agent: { name: 'mara' }, queueId });
  });

  it('moves the start in the zone that was typed with it', async () => {
    const id = await team.create();
    const start = new Date(team.world.now() + 48 * HOUR).toISOString().slice(0, 10);
    await pressAction(browser, id, 'reschedule', { start: `${start}T09:30`, zone: 'Asia/Taipei', expires: '' });
    expect((await team.stored(id)).schedule).toEqual({
      startAt: Date.parse(`${start}T09:30+08:00`),
      timeZone: 'Asia/Taipei',
    });
  });

  it('sets limits for the end user, shows them, and takes them away again', async () => {
    const id = await team.create();
    const day = (hours: number) => new Date(team.world.now() + hours * HOUR).toISOString().slice(0, 10);
    const start = { start: `${day(48)}T09:30`, zone: 'UTC', expires: '' };
    await pressAction(browser, id, 'reschedule', { ...start, moveFrom: '', moveUntil: `${day(72)}T09:00` });
    const { moveLimits } = await team.stored(id);
    expect(moveLimits?.latestAt).toBe(Date.parse(`${day(72)}T09:00Z`));
    expect(moveLimits?.earliestAt).toBeLessThanOrEqual(team.world.now());
    expect((await browser.look(`/console/requests/${id}`)).body).toContain(`value="${day(72)}T09:00"`);
    await pressAction(browser, id, 'reschedule', { ...start, moveFrom: '', moveUntil: '' });
    expect((await team.stored(id)).moveLimits).toBeNull();
  });

  it('takes a link to a session that was made in AnyDesk, shows it, and takes it away again', async () => {
    const id = await team.create();
    const url = 'https://my.anydesk.com/v2/session/abc';
    await pressAction(browser, id, 'set-session-link', { url: ` ${url} ` });
    expect((await team.stored(id)).sessionLink).toBe(url);
    expect(textOf((await browser.look(`/console/requests/${id}`)).body)).toContain(`AnyDesk session link ${url}`);
    await pressAction(browser, id, 'set-session-link', { url: '' });
    expect((await team.stored(id)).sessionLink).toBeNull();
  });

  it('corrects the end user and thereby kills the old link', async () => {
    const id = await team.create();
    const before = await team.stored(id);
    await pressAction(browser, id, 'correct-recipient', {
      name: 'May Lin',
      email: 'may.lin@customer.example',
      phone: '',
      language: 'zh-TW',
    });
    const after = await team.stored(id);
    expect(after).toMatchObject({ recipient: { email: 'may.lin@customer.example', phone: null }, language: 'zh-TW' });
    expect(team.world.links.joinUrl(after)).not.toBe(team.world.links.joinUrl(before));
  });

  it('keeps a corrected number as it is dialled from anywhere, and one that nobody can dial as it was typed', async () => {
    const id = await team.create();
    for (const [phone, kept] of [
      ['+886 (0)912 345 678', '+886912345678'],
      ['0049 30 1234567', '+49301234567'],
      ['110 110', '110110'],
    ] as const) {
      const page = await pressAction(browser, id, 'correct-recipient', {
        name: 'May',
        email: MAY.email ?? '',
        phone,
        language: 'en',
      });
      expect([phone, page.status]).toEqual([phone, 303]);
      expect((await team.stored(id)).recipient.phone).toBe(kept);
    }
  });

  it('comments, extends, asks for access, enters an address, and notes begin and end of a session', async () => {
    const id = await team.create();
    await pressAction(browser, id, 'add-comment', { text: 'Line one\nLine two' });
    const expires = new Date(team.world.now() + 30 * HOUR);
    await pressAction(browser, id, 'extend', { expires: localBerlin(expires) });
    expect((await team.stored(id)).expiresAt).toBe(Math.floor(expires.getTime() / 60_000) * 60_000);
    await team.give(id, { type: 'join', actor: RECIPIENT, device: null });
    await pressAction(browser, id, 'ask-for-access');
    await pressAction(browser, id, 'enter-address', { address: '123 456 789' });
    await team.give(id, {
      type: 'allow-access',
      actor: RECIPIENT,
      consented: true,
      textVersion: '1',
      language: 'en',
      named: 'mara',
      address: '123456789',
      device: null,
      wishes: ['view'],
    });
    await pressAction(browser, id, 'start-session');
    expect((await team.stored(id)).status).toBe('Connected');
    await pressAction(browser, id, 'end-session');
    const types = (await team.world.store.requests.events(id, 0)).map(({ event }) => event.type);
    expect(types).toEqual(
      expect.arrayContaining([
        'commented',
        'extended',
        'access-asked',
        'address-entered',
        'session-started',
        'session-ended',
      ]),
    );
  });

  it('is offered only where it is possible now', async () => {
    const id = await team.create({ channels: ['link'], recipient: { ...MAY, email: null } });
    const open = (await browser.look(`/console/requests/${id}`)).body;
    const isHidden = (body: string, action: string) => new RegExp(`data-action="${action}"[^>]* hidden`).test(body);
    expect(
      ['close-request', 'ask-for-access', 'resend-invitation:email', 'reopen-request'].map((one) =>
        isHidden(open, one),
      ),
    ).toEqual([false, true, true, true]);
    await pressAction(browser, id, 'close-request', { outcome: 'solved', note: '' });
    const closed = (await browser.look(`/console/requests/${id}`)).body;
    expect(['close-request', 'reopen-request'].map((one) => isHidden(closed, one))).toEqual([true, false]);
    expect(closed).not.toContain('/join/');
  });

  it('is carried out once although its form comes twice', async () => {
    const id = await team.create();
    await browser.look(`/console/requests/${id}`);
    const commandId = '0123456789abcdefghjkmnpqrs';
    const send = () => browser.press(`/console/requests/${id}/add-comment`, { commandId, text: 'Once only' });
    expect([(await send()).status, (await send()).status]).toEqual([303, 303]);
    expect((await team.stored(id)).version).toBe(2);
  });

  it('is refused when the request changed since the page was made, with the words kept', async () => {
    const id = await team.create();
    await browser.look(`/console/requests/${id}`);
    await team.give(id, { type: 'join', actor: RECIPIENT, device: null });
    const fields = { version: '1', to: 'client', client: '987 654 321' };
    const answer = await browser.press(`/console/requests/${id}/assign`, fields);
    expect([answer.status, textOf(answer.body)]).toEqual([
      409,
      expect.stringContaining('changed while you were filling this in'),
    ]);
    expect(answer.body).toContain('value="987 654 321"');
    expect((await team.stored(id)).version).toBe(2);
  });

  it.each([
    ['add-comment', { text: ' ' }, 'Fill this in'],
    ['add-comment', { text: 'x'.repeat(2001) }, 'At most 2,000 characters'],
    ['add-comment', { text: 'bell \u0007' }, 'cannot be stored'],
    ['assign', { to: 'client', client: 'http://evil.example' }, 'not an AnyDesk address'],
    ['assign', { to: 'agent:nobody', client: '' }, 'Choose one of the list'],
    [
      'correct-recipient',
      { name: 'May', email: 'a@b.example, c@d.example', phone: '', language: 'en' },
      'not one mail address',
    ],
    ['correct-recipient', { name: 'May', email: '', phone: '12', language: 'en' }, 'country code'],
    ['set-session-link', { url: 'https://anydesk.com.evil.example/x' }, 'Paste the whole link'],
    ['set-session-link', { url: 'javascript:alert(1)' }, 'Paste the whole link'],
    [
      'reschedule',
      { start: '2031-02-20T10:00', zone: 'UTC', expires: '', moveFrom: '2031-02-21T10:00' },
      'Choose a latest start',
    ],
    ['reschedule', { start: '2031-02-30T10:00', zone: 'UTC', expires: '' }, 'Enter date and time'],
    ['reschedule', { start: '2031-02-20T10:00', zone: 'Mars/Olympus', expires: '' }, 'not a time zone'],
    ['reschedule', { start: '2001-01-01T10:00', zone: 'UTC', expires: '' }, 'The start lies in the past'],
    ['extend', { expires: '2001-01-01T10:00' }, 'The end lies in the past'],
    ['extend', { expires: '2099-01-01T10:00' }, 'too far away'],
  ])('%s with bad input is refused beside the field, and nothing changes', async (action, fields, message) => {
    const id = await team.create();
    const answer = await pressAction(browser, id, action, fields);
    expect([answer.status >= 400 && answer.status < 500, textOf(answer.body)]).toEqual([
      true,
      expect.stringContaining(message),
    ]);
    expect((await team.stored(id)).version).toBe(1);
  });

  it('that does not exist is no page, whatever it is called', async () => {
    const id = await team.create();
    for (const action of ['join', 'allow-access', 'expire-request', '__proto__', 'launch-connect']) {
      expect([action, (await pressAction(browser, id, action)).status]).toEqual([action, 404]);
    }
  });
});

function localBerlin(at: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short', timeStyle: 'short' })
    .format(at)
    .replace(' ', 'T');
}
