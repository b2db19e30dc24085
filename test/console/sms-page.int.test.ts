import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Person } from '../../core/people/rights.ts';
import { FAKE_NUMBER, FAKE_SID, FAKE_TOKEN, type FakeTwilio, startFakeTwilio } from '../fakes/twilio/start.ts';
import { enterAdmin } from '../support/enter-people.ts';
import { consoleWorld, type ConsoleWorld } from './console-world.ts';
import { textOf, visitor, type Visitor } from './visitor.ts';

let world: ConsoleWorld;
let twilio: FakeTwilio;
let admin: Visitor;
let by: Person;
beforeAll(async () => {
  [twilio, world] = await Promise.all([startFakeTwilio(), consoleWorld()]);
  const { account, person } = await enterAdmin(world.people);
  by = person;
  admin = visitor(world.url);
  await admin.signIn(account);
});
afterAll(async () => {
  expect(world.faults).toEqual([]);
  await Promise.all([world.close(), twilio.close()]);
});

const settings = (over: Record<string, string> = {}) => ({
  isOn: '1',
  accountSid: FAKE_SID,
  authToken: FAKE_TOKEN,
  sender: FAKE_NUMBER,
  apiUrl: twilio.url,
  defaultCountry: 'de',
  countries: 'tw\nUS\ntw',
  mostPerHour: '60',
  mostPerDay: '300',
  ...over,
});
const save = (over: Record<string, string> = {}) => admin.press('/console/sms', settings(over));
const test = async (number = '') => textOf((await admin.press('/console/sms/test', { number })).body);

describe('The SMS settings', () => {
  it.each([
    [{ accountSid: 'AC123' }, 'An account SID is AC'],
    [{ authToken: '' }, 'Fill this in'],
    [{ authToken: 'x'.repeat(201) }, '200'],
    [{ sender: 'Acme' }, 'number in international form'],
    [{ sender: '0151 13000123' }, 'number in international form'],
    [{ apiUrl: 'https://evil.example' }, 'not an address of Twilio'],
    [{ apiUrl: 'http://169.254.169.254' }, 'not an address of Twilio'],
    [{ defaultCountry: 'XX' }, 'not the two-letter code'],
    [{ countries: 'Germany' }, 'one two-letter country code'],
    [{ mostPerHour: '-1' }, 'whole number from 0'],
  ])('with bad input %j are refused and not stored', async (over, message) => {
    const answer = await save(over);
    expect([answer.status, textOf(answer.body)]).toEqual([422, expect.stringContaining(message)]);
    expect(await world.people.smsSettings.shown()).toBeNull();
  });

  it('show what is sent and what it costs, before anything is set up', async () => {
    const page = textOf((await admin.look('/console/sms')).body);
    expect(page).toContain('SMS is not set up');
    expect(page).toMatch(/Nobody connects before you agree: http\S+ Reply STOP/);
    expect(page).toMatch(/characters: paid as 2 messages/);
  });

  it('are stored, and the token is never shown again', async () => {
    expect((await save()).status).toBe(303);
    expect(await world.people.smsSettings.read()).toMatchObject({
      authToken: FAKE_TOKEN,
      defaultCountry: 'DE',
      countries: ['TW', 'US'],
    });
    expect((await admin.look('/console/sms')).body).not.toContain(FAKE_TOKEN);
  });

  it('keep the token unless account or address change: it is sent to nobody of somebody’s choice', async () => {
    await save();
    expect((await save({ authToken: '', mostPerDay: '5' })).status).toBe(303);
    expect(await world.people.smsSettings.read()).toMatchObject({ authToken: FAKE_TOKEN, mostPerDay: 5 });
    for (const over of [{ apiUrl: '' }, { accountSid: `AC${'f'.repeat(32)}` }]) {
      const answer = await save({ ...over, authToken: '' });
      expect([answer.status, textOf(answer.body)]).toEqual([422, expect.stringContaining('Enter the token again')]);
    }
  });
});

describe('An address that stands there already, such as the demo’s', () => {
  it('does not hinder changing what stands beside it', async () => {
    await save();
    const before = await world.people.smsSettings.shown();
    if (before === null) throw new Error('nothing was saved');
    const apiUrl = 'https://sms.elsewhere.example';
    await world.people.smsSettings.save(by, { ...before, apiUrl }, undefined);
    expect((await save({ apiUrl, authToken: '', mostPerDay: '7' })).status).toBe(303);
    expect(await world.people.smsSettings.shown()).toMatchObject({ apiUrl, mostPerDay: 7 });
  });
});

describe('The test of the SMS settings', () => {
  it('checks account and sender without sending, and sends one message where a number is given', async () => {
    await save();
    expect(await test()).toContain('Twilio accepts account and sender');
    expect(twilio.messages()).toEqual([]);
    expect(await test('0151 13000123')).toContain('Twilio took the message for +4915113000123');
    expect(twilio.messages()).toHaveLength(1);
  });

  it('says what is wrong: number, limit, token, sender, service', async () => {
    await save();
    expect(await test('not a number')).toContain('This is not a phone number');
    await save({ mostPerHour: '0' });
    expect(await test('0151 13000124')).toContain('The limit of an hour is reached');
    await save({ authToken: 'a-wrong-token' });
    expect(await test()).toContain('refuses the account SID or the auth token');
    await save({ sender: '+15005550007' });
    expect(await test('0151 13000125')).toContain('sender does not belong to this Twilio account');
    await save({ apiUrl: 'http://127.0.0.1:9' });
    expect(await test()).toContain('Twilio cannot be reached');
    expect(twilio.messages()).toHaveLength(1);
  });

  it('sends nothing to a country that is not named, and nothing while SMS is off', async () => {
    await save();
    twilio.clear();
    expect(await test('+33612345678')).toContain('SMS to this country are not allowed');
    await save({ isOn: '' });
    const said = await test('0151 13000126');
    expect(said).toContain('Twilio accepts account and sender');
    expect(said).toContain('SMS is switched off: nothing leaves');
    expect(twilio.messages()).toEqual([]);
  });

  it('is gone with the settings', async () => {
    await save();
    expect((await admin.press('/console/sms/remove')).status).toBe(303);
    expect(await world.people.smsSettings.shown()).toBeNull();
    expect((await admin.press('/console/sms/test')).status).toBe(409);
  });
});

describe('What happens when an invitation does not arrive', () => {
  it('is the admin’s choice, and by default the next way is tried', async () => {
    expect(await world.people.invitationSettings.read()).toEqual({ triesNextWay: true });
    expect((await admin.press('/console/sms/next-way', {})).status).toBe(303);
    expect(await world.people.invitationSettings.read()).toEqual({ triesNextWay: false });
    await admin.press('/console/sms/next-way', { triesNextWay: '1' });
    expect(await world.people.invitationSettings.read()).toEqual({ triesNextWay: true });
  });
});
