import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Sms } from '../../../core/ports/sms.ts';
import {
  FAKE_NUMBER,
  FAKE_SID,
  FAKE_TOKEN,
  type FakeTwilio,
  startFakeTwilio,
} from '../../../test/fakes/twilio/start.ts';
import { createTwilioSender } from './twilio-sender.ts';
import type { TwilioAccount } from './account.ts';

let twilio: FakeTwilio;
beforeAll(async () => {
  twilio = await startFakeTwilio();
});
afterEach(() => twilio.clear());
afterAll(() => twilio.close());

const SMS: Sms = { to: '+491511234567', text: 'Acme: https://support.example/join/abc', reference: 'attempt-1' };
const sender = (over: Partial<TwilioAccount> = {}, timeoutMs = 5000) =>
  createTwilioSender({
    account: { accountSid: FAKE_SID, authToken: FAKE_TOKEN, sender: FAKE_NUMBER, apiUrl: twilio.url, ...over },
    statusUrl: (reference) => `https://support.example/webhooks/sms/status/${reference}`,
    timeoutMs,
  });
const never = (code: string) => ({ kind: 'not-done', retry: { when: 'never' }, because: { code } });
const refused = (when: string, code: string) => ({ kind: 'not-done', retry: { when }, because: { code } });

describe('A text message through Twilio', () => {
  it('arrives once, with its text, and names where to tell what became of it', async () => {
    const answer = await sender().send(SMS);
    const [message, ...others] = twilio.messages();
    expect(others).toEqual([]);
    expect(message).toMatchObject({
      to: SMS.to,
      from: FAKE_NUMBER,
      body: SMS.text,
      statusCallback: 'https://support.example/webhooks/sms/status/attempt-1',
    });
    expect(answer).toEqual({ kind: 'done', value: { remoteId: message?.sid } });
  });

  it('leaves by the messaging service where one is set', async () => {
    const service = `MG${'a'.repeat(32)}`;
    await sender({ sender: service }).send(SMS);
    expect(twilio.messages()[0]).toMatchObject({ serviceSid: service, from: null });
  });

  it.each<[string, number, number, object]>([
    ['refuses the token', 401, 20003, refused('after-reconnect', 'credentials-refused')],
    ['says that it is no number', 400, 21211, never('invalid')],
    ['says that the number is a landline', 400, 21614, never('invalid')],
    ['knows that the recipient wants none', 400, 21610, never('refused')],
    ['may not send to the country', 400, 21408, never('not-permitted')],
    ['does not own the sender', 400, 21606, refused('after-reconnect', 'not-configured')],
    ['is asked too often', 429, 20429, refused('soon', 'rate-limited')],
    ['says something else', 400, 39_999, never('refused')],
  ])('is not sent when Twilio %s', async (_what, status, code, expected) => {
    twilio.faults([{ on: 'create', fault: { kind: 'status', status, code } }]);
    expect(await sender().send(SMS)).toMatchObject(expected);
    expect(twilio.messages()).toEqual([]);
  });

  it.each<[string, Parameters<FakeTwilio['faults']>[0][number]['fault'], number]>([
    ['cuts the connection, with the message taken', { kind: 'lost-answer', kept: true }, 1],
    ['cuts the connection, with nothing taken', { kind: 'lost-answer', kept: false }, 0],
    ['has a fault after taking it', { kind: 'fault-after-taking' }, 1],
    ['has a fault', { kind: 'status', status: 503, code: 20503 }, 0],
    ['answers what nobody can read', { kind: 'garbled' }, 1],
    ['takes longer than we wait', { kind: 'slow', delayMs: 900 }, 1],
  ])('may be on its way when Twilio %s, and a look tells', async (_what, fault, taken) => {
    const since = Date.now();
    twilio.faults([{ on: 'create', when: { next: 1 }, fault }]);
    expect(await sender({}, 400).send(SMS)).toMatchObject({ kind: 'unknown' });
    if (fault.kind === 'slow') await twilio.waitFor(1);
    expect(twilio.messages()).toHaveLength(taken);
    const found = taken === 0 ? 'absent' : { found: twilio.messages()[0]?.sid };
    expect(await sender().find(SMS, since)).toEqual({ kind: 'done', value: found });
  });

  it('is not mistaken for one of another text, number or time', async () => {
    await sender().send(SMS);
    expect(await sender().find({ ...SMS, text: 'other' }, Date.now())).toMatchObject({ value: 'absent' });
    expect(await sender().find({ ...SMS, to: '+491511234568' }, Date.now())).toMatchObject({ value: 'absent' });
    expect(await sender().find(SMS, Date.now() + 120_000)).toMatchObject({ value: 'absent' });
  });

  it('is surely not sent when nobody listens there', async () => {
    expect(await sender({ apiUrl: 'http://127.0.0.1:9' }).send(SMS)).toMatchObject(refused('soon', 'unreachable'));
  });
});

describe('The check of the account', () => {
  it('says that all is well and sends nothing', async () => {
    expect(await sender().verify()).toMatchObject([{ level: 'ok', mend: null }]);
    expect(twilio.messages()).toEqual([]);
  });

  it('says what is wrong, and never the token', async () => {
    const wrong = await sender({ authToken: 'wr0ng-secret' }).verify();
    expect(wrong).toMatchObject([{ level: 'problem', message: expect.stringContaining('auth token') }]);
    expect(JSON.stringify(wrong)).not.toContain('wr0ng-secret');
    expect(await sender({ sender: '+15005550007' }).verify()).toMatchObject([
      { level: 'problem', message: expect.stringContaining('sender') },
    ]);
    twilio.suspend();
    expect(await sender().verify()).toMatchObject([{ message: 'The Twilio account is suspended.' }]);
    expect(await sender({ apiUrl: 'http://127.0.0.1:9' }).verify()).toMatchObject([
      { message: 'Twilio cannot be reached.' },
    ]);
  });
});
