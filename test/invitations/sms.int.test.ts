import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { FakeSms } from '../fakes/twilio/start.ts';
import { carriedOut, give } from '../server/given-request.ts';
import { aCreation } from '../server/valid-bodies.ts';
import { type SmsWorld, smsWorld } from './sms-world.ts';

let world: SmsWorld;
let numbers = 0;
/** A number that no test used before: limits count by number. */
const newNumber = (): string => `+4915112${String((numbers += 1)).padStart(6, '0')}`;
beforeAll(async () => {
  world = await smsWorld();
});
afterEach(async () => {
  world.twilio.clear();
  await world.setUp();
});
afterAll(() => world.close());

const sentTo = (number: string): readonly FakeSms[] => world.twilio.messages().filter(({ to }) => to === number);
const one = async (number: string): Promise<FakeSms> => {
  await world.twilio.waitFor(1);
  const [message] = sentTo(number);
  if (message === undefined) throw new Error('no message came');
  return message;
};

describe('An invitation by SMS', () => {
  it('is one message with company, ticket and link, and nothing about the person', async () => {
    const number = newNumber();
    const request = await world.invite(number, { comment: 'secret comment' });
    await world.logged(request.id, 'invitation-sent');
    expect(sentTo(number)).toHaveLength(1);
    const { body } = await one(number);
    expect(body).toContain(request.joinUrl);
    expect(body).toContain('Acme: remote support for INC-1042');
    expect(body).not.toMatch(/Hannah|Osei|secret|password/);
    for (const word of request.phrase.split(' ')) expect(body).not.toContain(word);
  });

  it('reaches a number as people write it in their own country', async () => {
    const request = await world.invite('0151 / 130 001 23');
    await world.logged(request.id, 'invitation-sent');
    expect(world.twilio.messages()[0]?.to).toBe('+4915113000123');
  });

  it('is one request, however the number of the same person is written', async () => {
    const request = await world.invite('0151 / 130 001 24');
    expect(request.recipient.phone).toBe('+4915113000124');
    for (const written of ['+49 151 13000124', '0049 151 130 00124', '015113000124']) {
      expect((await world.invite(written)).id).toBe(request.id);
    }
    const recipient = { name: 'Hannah Osei', phone: '0151 13000125' };
    const corrected = await give(world.panel(), request.id, { type: 'correct-recipient', recipient });
    expect(corrected.recipient.phone).toBe('+4915113000125');
    expect((await world.invite('+49 151 13000125')).id).toBe(request.id);
    await world.twilio.waitFor(2);
  });

  it('reaches a number of the account’s own country', async () => {
    const { installations } = world.foundation.people;
    const [row] = await installations.list();
    if (row === undefined) throw new Error('there is no account');
    const change = (settings: typeof row.installation.settings) =>
      installations.change(world.admin, row, { ...row.installation, plan: row.plan, settings });
    await change({ ...row.installation.settings, phoneCountry: 'TW' });
    const request = await world.invite('0912 345 678');
    await change(row.installation.settings);
    expect(request.recipient.phone).toBe('+886912345678');
    await world.logged(request.id, 'invitation-sent');
  });

  it('carries a time that was moved, and says it again with the same link', async () => {
    const number = newNumber();
    const startAt = Date.now() + 3_600_000;
    const request = await world.invite(number, { schedule: { startAt, timeZone: 'Europe/Berlin' } });
    await world.logged(request.id, 'invitation-sent');
    const moved = { startAt: startAt + 3_600_000, timeZone: 'Europe/Berlin' };
    await give(world.panel(), request.id, { type: 'reschedule', schedule: moved });
    await world.twilio.waitFor(2);
    expect(sentTo(number).map(({ body }) => body)).toEqual([
      expect.stringMatching(/is now planned for/),
      expect.stringMatching(/planned for/),
    ]);
    expect(sentTo(number).every(({ body }) => body.includes(request.joinUrl ?? 'x'))).toBe(true);
  });

  it('is not offered while SMS is off or not set up, and asking for it is refused', async () => {
    const offered = async () => (await world.panel().panelState('1042')).channels;
    expect(await offered()).toContain('sms');
    await world.setUp({ isOn: false });
    expect(await offered()).not.toContain('sms');
    await expect(world.invite(newNumber())).rejects.toThrow(/no-way-to-send|Refused/);
    await world.setUp();
    await world.foundation.people.smsSettings.remove(world.admin);
    expect(await offered()).not.toContain('sms');
    expect(world.twilio.messages()).toEqual([]);
  });
});

describe('A message to a number that may not get one', () => {
  it('is not sent when the number is in a country nobody allowed', async () => {
    const request = await world.invite('+33612345678');
    expect(await world.parked(request.id)).toMatch(/country \(FR\)/);
    await world.logged(request.id, 'invitation-failed');
    expect(world.twilio.messages()).toEqual([]);
  });

  it.each(['+499999999999999', '110 110'])('is not asked for with %s, which is not one that exists', async (number) => {
    const recipient = { name: 'Hannah Osei', phone: number };
    const unread = { ok: false, status: 422, problem: { type: expect.stringMatching(/not-a-phone-number$/) } };
    const panel = world.panel();
    const body = (channel: string) => aCreation({ recipient, channels: [channel], ticket: null });
    expect(await panel.create(body('sms'))).toMatchObject(unread);
    const { request } = carriedOut(await panel.create(body('link')));
    expect(request.recipient.phone).toBe(number.replaceAll(' ', ''));
    const again = { commandId: randomUUID(), type: 'resend-invitation', channel: 'sms' };
    expect(await panel.command(request.id, again)).toMatchObject(unread);
    expect(world.twilio.messages()).toEqual([]);
  });

  it('is not sent a fourth time within ten minutes', async () => {
    const number = newNumber();
    const request = await world.invite(number);
    await world.logged(request.id, 'invitation-sent');
    for (let count = 2; count <= 4; count += 1) {
      await give(world.panel(), request.id, { type: 'resend-invitation', channel: 'sms' });
      if (count < 4) await world.twilio.waitFor(count);
    }
    expect(await world.parked(request.id)).toMatch(/3 SMS within ten minutes/);
    expect(sentTo(number)).toHaveLength(3);
  });

  it('is not sent beyond the limits of the hour and the day', async () => {
    await world.setUp({ mostPerHour: 0 });
    const hourly = await world.invite(newNumber());
    expect(await world.parked(hourly.id)).toMatch(/in an hour/);
    await world.setUp({ mostPerDay: 0 });
    const daily = await world.invite(newNumber());
    expect(await world.parked(daily.id)).toMatch(/in a day/);
    expect(world.twilio.messages()).toEqual([]);
  });
});

describe('Somebody who answers STOP', () => {
  const inbound = () => `${world.url}/webhooks/sms/inbound`;

  it('gets no more messages until he answers START', async () => {
    const number = newNumber();
    expect((await world.twilio.say(inbound(), number, 'Stop')).status).toBe(204);
    const request = await world.invite(number);
    expect(await world.parked(request.id)).toMatch(/answered STOP/);
    expect((await world.twilio.say(inbound(), number, 'START')).status).toBe(204);
    await give(world.panel(), request.id, { type: 'resend-invitation', channel: 'sms' });
    await world.logged(request.id, 'invitation-sent');
    expect(sentTo(number)).toHaveLength(1);
  });

  it('is only believed with the signature of the service', async () => {
    const number = newNumber();
    expect((await world.twilio.say(inbound(), number, 'STOP', 'a-guessed-token')).status).toBe(401);
    const request = await world.invite(number);
    await world.logged(request.id, 'invitation-sent');
  });
});

describe('What becomes of a message', () => {
  it('shows as come back, once, when the network loses it, in whatever order and however often that is told', async () => {
    const number = newNumber();
    const request = await world.invite(number);
    await world.logged(request.id, 'invitation-sent');
    world.twilio.career({ errorCode: 30005 });
    const message = await one(number);
    const told = await world.twilio.tell(message, ['undelivered', 'sent', 'undelivered', 'queued', 'delivered']);
    expect(told.map(({ status }) => status)).toEqual([204, 204, 204, 204, 204]);
    expect(await world.logged(request.id, 'invitation-bounced')).toMatchObject({
      data: { because: 'The number does not exist any more.' },
    });
    expect(await world.parked(request.id)).toBe('The number does not exist any more.');
    const log = await world.panel().log(request.id);
    expect(log.filter(({ type }) => type === 'invitation-bounced')).toHaveLength(1);
  });

  it('is told before our own answer came, and counts all the same', async () => {
    const number = newNumber();
    world.twilio.faults([{ on: 'create', when: { next: 1 }, fault: { kind: 'slow', delayMs: 300 } }]);
    const request = await world.invite(number);
    world.twilio.career({ errorCode: 30003 });
    await world.twilio.waitFor(1);
    await world.twilio.tell(await one(number), ['failed']);
    await world.logged(request.id, 'invitation-bounced');
    expect(await world.parked(request.id)).toMatch(/off or out of reach/);
  });

  it('is not believed when somebody else tells it, and no other message is touched by it', async () => {
    const number = newNumber();
    const request = await world.invite(number);
    await world.logged(request.id, 'invitation-sent');
    const message = await one(number);
    const forged = await fetch(message.statusCallback ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': 'AAAA' },
      body: new URLSearchParams({ MessageSid: message.sid, MessageStatus: 'failed' }),
    });
    expect(forged.status).toBe(401);
    const stranger = { ...message, statusCallback: `${world.url}/webhooks/sms/status/another-attempt` };
    expect((await world.twilio.tell(stranger, ['failed'])).map(({ status }) => status)).toEqual([204]);
    const otherSid = { ...message, sid: `SM${'0'.repeat(32)}` };
    await world.twilio.tell(otherSid, ['failed']);
    expect((await world.panel().log(request.id)).map(({ type }) => type)).not.toContain('invitation-bounced');
  });
});

describe('A message of which the answer was lost', () => {
  it('is found at the service and not sent again', async () => {
    const number = newNumber();
    world.twilio.faults([{ on: 'create', when: { next: 1 }, fault: { kind: 'lost-answer', kept: true } }]);
    const request = await world.invite(number);
    await world.logged(request.id, 'invitation-sent');
    expect(sentTo(number)).toHaveLength(1);
  });

  it('is not sent again by itself when it is not to be seen there: an agent decides', async () => {
    const number = newNumber();
    world.twilio.faults([{ on: 'create', when: { next: 1 }, fault: { kind: 'lost-answer', kept: false } }]);
    const request = await world.invite(number);
    expect(await world.parked(request.id)).toMatch(/not known whether the SMS was sent/);
    expect(sentTo(number)).toEqual([]);
    const { trouble } = await world.panel().read(request.id);
    await world.panel().resend(trouble[0]?.deliveryId ?? '');
    await world.logged(request.id, 'invitation-sent');
    expect(sentTo(number)).toHaveLength(1);
  });

  it('waits while the service is too busy, and then goes once', async () => {
    const number = newNumber();
    world.twilio.faults([{ on: 'create', when: { next: 1 }, fault: { kind: 'status', status: 429, code: 20429 } }]);
    const request = await world.invite(number);
    await world.logged(request.id, 'invitation-sent');
    expect(sentTo(number)).toHaveLength(1);
  });
});
