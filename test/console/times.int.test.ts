import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LifecycleSettings } from '../../core/session-request/values.ts';
import { type FakeFreshservice, startFakeFreshservice } from '../fakes/freshservice/start.ts';
import { enterAdmin } from '../support/enter-people.ts';
import { addAccount, settingsFields } from './connector-form.ts';
import { LANGUAGES, languageNames } from '../../server/texts/texts.ts';
import { consoleWorld, type ConsoleWorld } from './console-world.ts';
import { type Answer, type Fields, textOf, visitor, type Visitor } from './visitor.ts';

const MINUTE = 60_000;
const MAIL = {
  host: 'mail.acme.example',
  port: 587,
  security: 'starttls',
  user: '',
  fromAddress: 'help@acme.example',
  ehloName: '',
} as const;
const SMS = {
  accountSid: `AC${'0'.repeat(32)}`,
  sender: '+15005550006',
  apiUrl: null,
  isOn: true,
  defaultCountry: 'DE',
  countries: [],
  mostPerHour: 10,
  mostPerDay: 10,
} as const;

let world: ConsoleWorld;
let desk: FakeFreshservice;
let admin: Visitor;
let adminOf: Awaited<ReturnType<typeof enterAdmin>>;
let page = '';

beforeAll(async () => {
  [desk, world] = await Promise.all([startFakeFreshservice(), consoleWorld()]);
  adminOf = await enterAdmin(world.people);
  const { account } = adminOf;
  admin = visitor(world.url);
  await admin.signIn(account);
  await admin.look('/console/connectors/new');
  page = `${(await addAccount(admin, desk)).to ?? ''}/times`;
});
afterAll(async () => {
  expect(world.faults).toEqual([]);
  await Promise.all([world.close(), desk.close()]);
});

const HOURS = Object.fromEntries(
  [0, 1, 2, 3, 4].flatMap((day) => [
    [`from${String(day)}`, '09:00'],
    [`to${String(day)}`, '17:30'],
  ]),
);
const FORM: Fields = { remind: ['day', 'hour'], own: '', hoursZone: 'Europe/Berlin', closedDates: '', ...HOURS };

async function save(over: Fields = {}): Promise<Answer> {
  await admin.look(page);
  return admin.press(page, { ...FORM, ...over });
}
async function stored(): Promise<LifecycleSettings> {
  const row = await world.people.installations.find(page.split('/').at(-2) ?? '');
  if (row === null) throw new Error('the account is gone');
  return row.installation.settings.lifecycle;
}

describe('the page of appointments and working hours', () => {
  it('is led to from the account, and begins with all reminders and no hours', async () => {
    expect((await admin.look(page.replace('/times', ''))).body).toContain(`href="${page}"`);
    const text = textOf((await admin.look(page)).body);
    expect(text).toContain('The help desk always works.');
    expect(text).toContain('before an appointment: 24 hours, 1 hour, and 10 minutes.');
  });

  it('saves reminders, hours, days off and zone, and shows them again', async () => {
    expect((await save({ own: '30, 5 30', closedDates: '2026-12-25\n\n2027-01-01' })).status).toBe(303);
    const day = { fromMinute: 540, toMinute: 1050 };
    expect(await stored()).toMatchObject({
      remindBeforeMs: [1440, 60, 30, 5].map((minutes) => minutes * MINUTE),
      workingHours: {
        timeZone: 'Europe/Berlin',
        week: [day, day, day, day, day, null, null],
        closedDates: ['2026-12-25', '2027-01-01'],
      },
    });
    const { body } = await admin.look(page);
    expect(body).toMatch(/name="to4" value="17:30"/);
    expect(body).toMatch(/name="own" value="30, 5"/);
    expect(body).toContain('2027-01-01');
  });

  it('takes 00:00 as the end of a day', async () => {
    await save({ from5: '00:00', to5: '00:00' });
    expect((await stored()).workingHours?.week[5]).toEqual({ fromMinute: 0, toMinute: 1440 });
    expect((await admin.look(page)).body).toMatch(/name="to5" value="00:00"/);
  });

  it('takes no reminders, and a help desk that always works whatever the hours say', async () => {
    await save({ remind: [], alwaysOpen: '1', from0: '17:00', to0: '09:00' });
    expect(await stored()).toMatchObject({ remindBeforeMs: [], workingHours: null });
    expect(textOf((await admin.look(page)).body)).toContain('No reminders are sent.');
  });

  it('lets the other settings stand, as their form lets these stand', async () => {
    await save();
    await admin.press(page.replace('/times', '/settings'), settingsFields({ expiryHours: '5' }));
    expect(await stored()).toMatchObject({ defaultExpiryMs: 5 * 60 * MINUTE, remindBeforeMs: [86_400_000, 3_600_000] });
    await save({ remind: ['hour'] });
    expect(await stored()).toMatchObject({ defaultExpiryMs: 5 * 60 * MINUTE, remindBeforeMs: [3_600_000] });
  });

  it.each([
    [{ own: '4' }, 'whole minutes from 5 to 20,160'],
    [{ own: 'often' }, 'whole minutes from 5 to 20,160'],
    [{ own: '1,2,3,4,5,6'.replaceAll(/\d/g, '60') }, '5 at most'],
    [{ hoursZone: 'Mars/Olympus' }, 'not a time zone'],
    [{ from0: '9' }, 'both times of this day'],
    [{ from0: '' }, 'both times of this day'],
    [{ to0: '' }, 'both times of this day'],
    [{ from0: '25:00' }, 'both times of this day'],
    [{ from0: '17:30' }, 'The end must come after the beginning'],
    [{ closedDates: '2026-02-30' }, 'a date that exists on each line'],
    [{ closedDates: '25.12.2026' }, 'a date that exists on each line'],
    [Object.fromEntries(Object.keys(HOURS).map((name) => [name, ''])), 'at least one day'],
  ])('refuses %j beside the field, and keeps what was saved', async (over: Fields, message) => {
    await save();
    const before = await stored();
    const answer = await save({ closedDates: '2030-05-01', ...over });
    expect([answer.status, textOf(answer.body)]).toEqual([422, expect.stringContaining(message)]);
    expect(await stored()).toEqual(before);
  });

  it('says what is saved means now: open or closed, and when a request made now would end', async () => {
    const today = (new Date(world.now()).getUTCDay() + 6) % 7;
    const none = Object.fromEntries(Object.keys(HOURS).map((name) => [name, '']));
    const whole = { [`from${String(today)}`]: '00:00', [`to${String(today)}`]: '00:00' };
    await save({ ...none, ...whole, hoursZone: 'UTC' });
    expect(textOf((await admin.look(page)).body)).toContain('The help desk works now.');
    const tomorrow = String((today + 1) % 7);
    await save({ ...none, [`from${tomorrow}`]: '09:00', [`to${tomorrow}`]: '10:00', hoursZone: 'UTC' });
    const text = textOf((await admin.look(page)).body);
    expect(text).toMatch(/closed now and works again on .* 09:00 \(UTC\)/);
    expect(text).toMatch(/A request made now would end on .* \(UTC\)/);
  });
});

describe('the test', () => {
  const test = async (): Promise<string> => {
    await admin.look(page);
    const answer = await admin.press(`${page}/test`, {});
    expect(answer.status).toBe(200);
    return textOf(answer.body);
  };

  it('says that reminders cannot go out, by which way and where to mend it', async () => {
    await save();
    const said = await test();
    expect(said).toContain('no mail server is set up. Set one up under Mail.');
    expect(said).toContain('SMS is not set up, or is switched off.');
    expect(said).not.toContain('Nothing stands in the way.');
  });

  it('says that there are no reminders, instead of what they would need', async () => {
    await save({ remind: [] });
    const said = await test();
    expect(said).not.toContain('no mail server');
    expect(said).toMatch(/No reminders are sent\..*No reminders are sent\./s);
  });

  it('finds nothing in the way once mail is set up and text messages are, and says so', async () => {
    const { person } = adminOf;
    await world.people.mailSettings.save(person, MAIL, null);
    await world.people.smsSettings.save(person, SMS, 'token-of-twilio');
    await save();
    expect(await test()).toContain('Nothing stands in the way.');
  });

  it('shows the language and the look of a time for people without a language of their own', async () => {
    await admin.press(page.replace('/times', '/settings'), settingsFields({ language: 'ja' }));
    expect(await test()).toMatch(/reads .*日本語.*年.*月/s);
  });

  it('shows which languages end users are offered', async () => {
    const save = (languages: readonly string[]) =>
      admin.press(page.replace('/times', '/settings'), settingsFields({ language: 'fr', languages }));
    expect((await save(['de', 'fr'])).status).toBe(303);
    expect(await test()).toMatch(/End users are offered: [^.]*Français[^.]*Deutsch[^.A-Z]*\./);
    expect((await save(LANGUAGES)).status).toBe(303);
    for (const { name } of languageNames()) expect(await test()).toContain(name);
  });

  it('changes nothing', async () => {
    const before = await stored();
    await test();
    expect(await stored()).toEqual(before);
  });
});
