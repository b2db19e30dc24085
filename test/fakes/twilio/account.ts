import { createHmac, randomBytes } from 'node:crypto';
import type { AdjustableClock } from '../shared/clock.ts';
import type { Career } from './faults.ts';

/** A message as the service keeps it. */
export type FakeSms = {
  readonly sid: string;
  readonly to: string;
  readonly from: string | null;
  readonly serviceSid: string | null;
  readonly body: string;
  readonly statusCallback: string | null;
  readonly createdAt: number;
  status: string;
};

/** What was posted to us, and what was answered. */
export type Posted = { readonly url: string; readonly status: number };

export type FakeAccount = {
  readonly sid: string;
  authToken: string;
  readonly numbers: readonly string[];
  status: 'active' | 'suspended';
  readonly messages: FakeSms[];
  career: Career;
};

export const FAKE_SID = `AC${'0123456789abcdef'.repeat(2)}`;
export const FAKE_TOKEN = 'fake-auth-token-of-the-kestrel-account';
export const FAKE_NUMBER = '+15005550006';

export function newAccount(sid: string = FAKE_SID): FakeAccount {
  return {
    sid,
    authToken: FAKE_TOKEN,
    numbers: [FAKE_NUMBER],
    status: 'active',
    messages: [],
    career: { statuses: ['queued', 'sent', 'delivered'], errorCode: null },
  };
}

export function take(account: FakeAccount, form: URLSearchParams, clock: AdjustableClock): FakeSms {
  const message: FakeSms = {
    sid: `SM${randomBytes(16).toString('hex')}`,
    to: form.get('To') ?? '',
    from: form.get('From'),
    serviceSid: form.get('MessagingServiceSid'),
    body: form.get('Body') ?? '',
    statusCallback: form.get('StatusCallback'),
    createdAt: clock.now(),
    status: 'queued',
  };
  account.messages.unshift(message);
  return message;
}

/** Signs as Twilio documents it: the address, then each field with its value, sorted by name; HMAC-SHA1 with the auth token. */
export function signatureOf(token: string, url: string, fields: Readonly<Record<string, string>>): string {
  const text = Object.keys(fields)
    .toSorted()
    .reduce((signed, name) => signed + name + (fields[name] ?? ''), url);
  return createHmac('sha1', token).update(text, 'utf8').digest('base64');
}

/** Posts fields to a webhook as Twilio does; a false signature when `token` is not the account's. */
export async function post(url: string, fields: Readonly<Record<string, string>>, token: string): Promise<Posted> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': signatureOf(token, url, fields),
      'user-agent': 'TwilioProxy/1.1',
    },
    body: new URLSearchParams(fields).toString(),
    redirect: 'manual',
  });
  await answer.arrayBuffer();
  return { url, status: answer.status };
}

/** The fields of a status callback. */
export function statusFields(account: FakeAccount, message: FakeSms, status: string): Record<string, string> {
  const isLost = status === 'undelivered' || status === 'failed';
  const { errorCode } = account.career;
  return {
    AccountSid: account.sid,
    ApiVersion: '2010-04-01',
    From: message.from ?? account.numbers[0] ?? '',
    MessageSid: message.sid,
    MessageStatus: status,
    SmsSid: message.sid,
    SmsStatus: status,
    To: message.to,
    ...(isLost && errorCode !== null ? { ErrorCode: String(errorCode) } : {}),
  };
}

/** The fields of a message that somebody sent to the account's number. */
export function wordsFields(account: FakeAccount, from: string, words: string): Record<string, string> {
  return {
    AccountSid: account.sid,
    ApiVersion: '2010-04-01',
    Body: words,
    From: from,
    MessageSid: `SM${'9'.repeat(32)}`,
    NumMedia: '0',
    To: account.numbers[0] ?? '',
  };
}
