import { describe, expect, it } from '@jest/globals';
import { smtpAnswer, smtpFaultMessage } from './smtp-answer.ts';

/** An error as nodemailer makes it. */
const fault = (parts: object, message = 'The server says: password=hunter2'): Error =>
  Object.assign(new Error(message), parts);
const notDone = (when: string, code: string) => ({
  kind: 'not-done',
  retry: { when },
  because: { code, message: expect.any(String) },
});
const UNKNOWN = { kind: 'unknown', because: expect.any(String) };

describe('What a failed mail means', () => {
  it.each([
    [
      'a recipient refused for good',
      { code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' },
      notDone('never', 'refused'),
    ],
    [
      'a recipient refused for now',
      { code: 'EENVELOPE', responseCode: 451, command: 'RCPT TO' },
      notDone('soon', 'refused'),
    ],
    ['a mail refused for good', { code: 'EMESSAGE', responseCode: 554, command: 'DATA' }, notDone('never', 'refused')],
    ['a mail refused for now', { code: 'EMESSAGE', responseCode: 452, command: 'DATA' }, notDone('soon', 'refused')],
    [
      'a mail that is too large',
      { code: 'EENVELOPE', responseCode: 552, command: 'MAIL FROM' },
      notDone('never', 'refused'),
    ],
    ['a server that is busy', { code: 'EPROTOCOL', responseCode: 421, command: 'CONN' }, notDone('soon', 'refused')],
    [
      'a server that wants nothing from us',
      { code: 'EPROTOCOL', responseCode: 554, command: 'CONN' },
      notDone('after-reconnect', 'refused'),
    ],
    [
      'a server that wants a sign-in',
      { code: 'EENVELOPE', responseCode: 530, command: 'MAIL FROM' },
      notDone('after-reconnect', 'refused'),
    ],
    [
      'a wrong password',
      { code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' },
      notDone('after-reconnect', 'credentials-refused'),
    ],
    ['no credentials', { code: 'ENOAUTH', command: 'API' }, notDone('after-reconnect', 'credentials-refused')],
    ['no encryption', { code: 'ETLS', responseCode: 500, command: 'STARTTLS' }, notDone('after-reconnect', 'refused')],
    ['no address for the name', { code: 'EDNS', command: 'CONN' }, notDone('soon', 'unreachable')],
    ['no greeting', { code: 'ETIMEDOUT', timeoutType: 'GREETING_TIMEOUT' }, notDone('soon', 'unreachable')],
    ['a mail that cannot be made', { code: 'EMESSAGE', command: 'API' }, notDone('never', 'invalid')],
    ['a time-out in the middle', { code: 'ETIMEDOUT', timeoutType: 'SOCKET_TIMEOUT' }, UNKNOWN],
    ['a lost connection', { code: 'ECONNECTION', command: 'CONN' }, UNKNOWN],
    ['anything else', { code: 'ESOMETHING' }, UNKNOWN],
  ])('%s', (_what, parts, expected) => expect(smtpAnswer(fault(parts))).toEqual(expected));

  it.each([
    ['connect ECONNREFUSED 127.0.0.1:25', notDone('soon', 'unreachable')],
    ['self-signed certificate', notDone('after-reconnect', 'refused')],
    ['certificate has expired', notDone('after-reconnect', 'refused')],
    ["Hostname/IP does not match certificate's altnames", notDone('after-reconnect', 'refused')],
    ['0A00010B:SSL routines:tls_validate_record_header:wrong version number', notDone('after-reconnect', 'refused')],
    ['read ECONNRESET', UNKNOWN],
  ])('a socket fault that says %j', (message, expected) => {
    expect(smtpAnswer(fault({ code: 'ESOCKET', command: 'CONN' }, message))).toEqual(expected);
  });

  it.each([null, undefined, 'text', 7, {}, new Error('x')])('is unknown for %p', (error) => {
    expect(smtpAnswer(error)).toEqual(UNKNOWN);
  });

  it("is told in our words, never in the server's", () => {
    for (const parts of [{ responseCode: 550, command: 'RCPT TO' }, { code: 'EAUTH' }, { code: 'ESOCKET' }, {}]) {
      expect(smtpFaultMessage(fault(parts))).not.toMatch(/hunter2|password=/);
    }
  });
});
