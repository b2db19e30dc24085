import { describe, expect, it } from '@jest/globals';
import type { SmsCall } from '../../../core/ports/sms.ts';
import { FAKE_SID, FAKE_TOKEN, signatureOf } from '../../../test/fakes/twilio/start.ts';
import { readApiUrl } from './account.ts';
import { createReadCall } from './read-call.ts';

const read = createReadCall({ accountSid: FAKE_SID, authToken: FAKE_TOKEN });
const STATUS_URL = 'https://support.example/webhooks/sms/status/attempt-1';
const INBOUND_URL = 'https://support.example/webhooks/sms/inbound';
const SID = `SM${'1'.repeat(32)}`;

const headerOf = (signature: string) => (name: string) => (name === 'x-twilio-signature' ? signature : undefined);
const signed = (url: string, fields: Record<string, string>, token = FAKE_TOKEN): SmsCall => {
  const all = { AccountSid: FAKE_SID, MessageSid: SID, ...fields };
  return { url, fields: all, header: headerOf(signatureOf(token, url, all)) };
};
const status = (MessageStatus: string, more: Record<string, string> = {}) =>
  signed(STATUS_URL, { MessageStatus, ...more });

describe('A status that Twilio tells', () => {
  it.each([
    ['queued', 'under-way'],
    ['sent', 'under-way'],
    ['delivered', 'delivered'],
    ['undelivered', 'lost'],
    ['failed', 'lost'],
  ])('%s means %s', (told, state) => {
    expect(read(status(told))).toMatchObject({ kind: 'progress', reference: 'attempt-1', remoteId: SID, state });
  });

  it('says why a message was lost, by a sentence of ours', () => {
    expect(read(status('undelivered', { ErrorCode: '30005' }))).toMatchObject({
      because: 'The number does not exist any more.',
    });
    expect(read(status('failed', { ErrorCode: '39999' }))).toMatchObject({
      because: 'The SMS could not be delivered (39999).',
    });
    expect(read(status('failed', { ErrorCode: '<b>x' }))).toMatchObject({ because: 'The SMS could not be delivered.' });
  });

  it('that nobody knows is nothing', () => {
    expect(read(status('teleported'))).toBe('nothing');
  });
});

describe('An answer of a recipient', () => {
  const said = (Body: string, more: Record<string, string> = {}) =>
    read(signed(INBOUND_URL, { Body, From: '+491511234567', ...more }));

  it.each(['STOP', ' stop ', 'Unsubscribe', 'QUIT', 'ＳＴＯＰ'])('%j ends messages', (words) => {
    expect(said(words)).toEqual({ kind: 'answer', from: '+491511234567', wish: 'stop' });
  });

  it('START lets them come again, and other words are no wish', () => {
    expect(said('start')).toMatchObject({ wish: 'start' });
    expect(said('Do not stop, I need help')).toMatchObject({ wish: null });
  });

  it('counts as Twilio itself understood it', () => {
    expect(said('halt', { OptOutType: 'STOP' })).toMatchObject({ wish: 'stop' });
  });

  it('from something that is no number is nothing', () => {
    expect(read(signed(INBOUND_URL, { Body: 'STOP', From: 'whatsapp:+4915112345' }))).toBe('nothing');
  });
});

describe('A call that is not from Twilio', () => {
  const good = status('delivered');

  it.each<[string, SmsCall]>([
    ['without a signature', { ...good, header: () => undefined }],
    ['with garbage as signature', { ...good, header: headerOf('AAAA') }],
    ['signed with another token', signed(STATUS_URL, { MessageStatus: 'delivered' }, 'another-token')],
    ['with a changed field', { ...good, fields: { ...good.fields, MessageStatus: 'failed' } }],
    ['with one field more', { ...good, fields: { ...good.fields, ErrorCode: '30005' } }],
    ['sent to another address', { ...good, url: STATUS_URL.replace('attempt-1', 'attempt-2') }],
    ['sent to another host', { ...good, url: STATUS_URL.replace('support.example', 'evil.example') }],
    ['of another account', signed(STATUS_URL, { MessageStatus: 'delivered', AccountSid: `AC${'f'.repeat(32)}` })],
  ])('is not believed: %s', (_what, call) => {
    expect(read(call)).toBeNull();
  });
});

describe("The API's address", () => {
  it.each(['https://api.twilio.com', 'https://api.dublin.ie1.twilio.com', 'https://api.twilio.com/'])(
    '%s is one of Twilio',
    (text) => {
      expect(readApiUrl(text, false)).toBe(text.replace(/\/$/, ''));
    },
  );

  it.each([
    'http://api.twilio.com',
    'https://api.twilio.com.evil.example',
    'https://evil.example/twilio.com',
    'https://eviltwilio.com',
    'https://user@api.twilio.com',
    'https://api.twilio.com:8443',
    'https://api.twilio.com/path',
    'http://127.0.0.1:1',
    'http://169.254.169.254',
    'twilio.com',
    '',
  ])('%j never gets the token', (text) => {
    expect(readApiUrl(text, false)).toBeNull();
  });

  it('may be this machine where that is allowed', () => {
    expect(readApiUrl('http://127.0.0.1:8080', true)).toBe('http://127.0.0.1:8080');
    expect(readApiUrl('http://10.0.0.1', true)).toBeNull();
  });
});
