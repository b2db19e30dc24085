import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Mail } from '../../core/ports/mailer.ts';
import { type SmtpSink, startSmtpSink } from '../../test/fakes/smtp/start.ts';
import { createSmtpMailer, type SmtpSettings } from './smtp-mailer.ts';

let sink: SmtpSink;
beforeAll(async () => {
  sink = await startSmtpSink();
});
afterEach(async () => {
  await sink.control.faults([]);
  await sink.control.settings({ tls: 'off', login: null });
  await sink.control.clear();
});
afterAll(() => sink.close());

const MAIL: Mail = {
  to: { name: 'Hannah Osei', address: 'hannah@kestrel.example' },
  fromName: 'Acme IT, Support',
  replyTo: 'ticket-1042@acme.example',
  subject: 'Fernwartung für INC-1042 · 遠端支援',
  text: 'Guten Tag,\n.\nüber 遠端\n',
  html: '<p>Guten Tag,</p>\n.\n<p>über 遠端</p>',
  messageId: '<abc.1@support.example.com>',
  language: 'zh-TW',
};
const mailer = (over: Partial<SmtpSettings> = {}) =>
  createSmtpMailer({
    host: '127.0.0.1',
    port: sink.smtpPort,
    security: 'none',
    user: null,
    password: null,
    fromAddress: 'support@acme.example',
    ehloName: null,
    ...over,
  });
const refusedAs = (when: string, code: string) => ({ kind: 'not-done', retry: { when }, because: { code } });
const DONE = { kind: 'done', value: null };

/** Header lines that a mail of ours has, each once. */
const HEADERS = [
  'Auto-Submitted',
  'Content-Language',
  'Content-Type',
  'Date',
  'From',
  'MIME-Version',
  'Message-ID',
  'Reply-To',
  'Subject',
  'To',
  'X-Auto-Response-Suppress',
];

describe('A mail over SMTP', () => {
  it('arrives as it was written, from the set address, to one person, with an answer going to the ticket', async () => {
    expect(await mailer().send(MAIL)).toEqual(DONE);
    const [mail] = await sink.control.messages();
    expect(mail).toMatchObject({
      envelope: { from: 'support@acme.example', to: ['hannah@kestrel.example'] },
      from: [{ name: 'Acme IT, Support', address: 'support@acme.example' }],
      to: [{ name: 'Hannah Osei', address: 'hannah@kestrel.example' }],
      replyTo: [{ name: 'Acme IT, Support', address: 'ticket-1042@acme.example' }],
      cc: [],
      bcc: [],
      subject: MAIL.subject,
      messageId: MAIL.messageId,
      attachments: [],
    });
    expect([mail?.text?.trimEnd(), mail?.html?.trimEnd()]).toEqual([MAIL.text.trimEnd(), MAIL.html]);
    const headers = new Map(mail?.headers.map(({ name, value }) => [name, value]));
    expect(headers.get('Content-Language')).toBe('zh-TW');
    expect(headers.get('Auto-Submitted')).toBe('auto-generated');
    expect(mail?.headers.map(({ name }) => name).toSorted()).toEqual(HEADERS);
  });

  it('without an address for answers has no Reply-To', async () => {
    await mailer().send({ ...MAIL, replyTo: null });
    expect((await sink.control.messages())[0]?.replyTo).toEqual([]);
  });

  it('sent twice is one mail to its reader: the Message-ID is the same', async () => {
    await mailer().send(MAIL);
    await mailer().send(MAIL);
    const ids = (await sink.control.messages()).map(({ messageId }) => messageId);
    expect(ids).toEqual([MAIL.messageId, MAIL.messageId]);
  });
});

describe('Header injection', () => {
  const RECIPIENT = ['hannah@kestrel.example'];
  const PAYLOADS = [
    'x\r\nBcc: evil@evil.example',
    'x\nBcc: evil@evil.example',
    'x\rBcc: evil@evil.example',
    'x\r\n\r\n<script>evil@evil.example</script>',
    'x\u0000\r\nCc: evil@evil.example',
    'x\u2028Bcc: evil@evil.example',
    'x\u0085Bcc: evil@evil.example',
    '=?utf-8?Q?x=0D=0ABcc:_evil@evil.example?=',
    'x", <evil@evil.example>, "y',
    'x <evil@evil.example>',
    'x, evil@evil.example',
    'x; evil@evil.example',
    'x\r\n.\r\nRCPT TO:<evil@evil.example>\r\n',
  ];
  const FIELDS: Readonly<Record<string, (text: string) => Mail>> = {
    "the recipient's name": (text) => ({ ...MAIL, to: { ...MAIL.to, name: text } }),
    "the recipient's address": (text) => ({ ...MAIL, to: { ...MAIL.to, address: `hannah@kestrel.example${text}` } }),
    "the sender's name": (text) => ({ ...MAIL, fromName: text }),
    'the address for answers': (text) => ({ ...MAIL, replyTo: `ticket@acme.example${text}` }),
    'the subject': (text) => ({ ...MAIL, subject: text }),
    'the Message-ID': (text) => ({ ...MAIL, messageId: `<abc${text}@support.example.com>` }),
    'the language': (text) => ({ ...MAIL, language: `en${text}` }),
    'the text': (text) => ({ ...MAIL, text }),
    'the HTML': (text) => ({ ...MAIL, html: text }),
  };

  it.each(Object.entries(FIELDS))('by %s reaches nobody else and adds no header', async (_field, mailWith) => {
    await Promise.all(PAYLOADS.map((payload) => mailer().send(mailWith(payload))));
    for (const { envelope, to, cc, bcc, headers } of await sink.control.messages()) {
      expect([envelope.to, to.map(({ address }) => address), cc, bcc]).toEqual([RECIPIENT, RECIPIENT, [], []]);
      const names = headers.map(({ name }) => name);
      expect(names.filter((name) => !HEADERS.includes(name))).toEqual([]);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it.each([
    'a@b.example,c@d.example',
    'a@b.example c@d.example',
    'May <a@b.example>',
    '"a@b.example" <c@d.example>',
    'a@b.example>',
    'a@b.example\r\nRCPT TO:<c@d.example>',
    '',
    'a',
  ])('an address that is not one is not even tried: %j', async (address) => {
    expect(await mailer().send({ ...MAIL, to: { name: 'x', address } })).toMatchObject(refusedAs('never', 'invalid'));
    expect(await sink.control.attempts()).not.toContainEqual(
      expect.objectContaining({ to: expect.arrayContaining(['c@d.example']) }),
    );
  });
});

describe('A mail server that', () => {
  it.each([
    ['refuses the recipient', { kind: 'refuse-recipient', code: 550 }, refusedAs('never', 'refused')],
    ['has no room for the recipient', { kind: 'refuse-recipient', code: 452 }, refusedAs('soon', 'refused')],
    ['refuses the mail', { kind: 'refuse-message', code: 554 }, refusedAs('never', 'refused')],
    ['cannot take the mail now', { kind: 'refuse-message', code: 451 }, refusedAs('soon', 'refused')],
    ['is too busy to talk', { kind: 'refuse-connection', code: 421 }, refusedAs('soon', 'refused')],
    ['wants no mails from us', { kind: 'refuse-connection', code: 554 }, refusedAs('after-reconnect', 'refused')],
  ] as const)('%s', async (_what, fault, expected) => {
    await sink.control.faults([{ fault }]);
    expect(await mailer().send(MAIL)).toMatchObject(expected);
    expect(await sink.control.messages()).toEqual([]);
  });

  it.each([true, false])('is lost after the final dot may have the mail (%p), so it is not known', async (kept) => {
    await sink.control.faults([{ fault: { kind: 'drop-after-data', kept } }]);
    expect(await mailer().send(MAIL)).toMatchObject({ kind: 'unknown' });
    expect(await sink.control.messages()).toHaveLength(kept ? 1 : 0);
  });

  it('lets strangers wait gets the mail at the second try', async () => {
    await sink.control.faults([{ fault: { kind: 'greylist' } }]);
    expect(await mailer().send(MAIL)).toMatchObject(refusedAs('soon', 'refused'));
    expect(await mailer().send(MAIL)).toEqual(DONE);
  });

  it('is not there is unreachable, by number and by name', async () => {
    expect(await mailer({ port: 1 }).send(MAIL)).toMatchObject(refusedAs('soon', 'unreachable'));
    expect(await mailer({ host: 'nowhere.invalid' }).send(MAIL)).toMatchObject(refusedAs('soon', 'unreachable'));
  });

  it('asks for a sign-in gets it, refuses a wrong one, and never hears of the password in our words', async () => {
    await sink.control.settings({ login: { user: 'acme', password: 'right' } });
    expect(await mailer({ user: 'acme', password: 'right' }).send(MAIL)).toEqual(DONE);
    const refused = await mailer({ user: 'acme', password: 'wr0ng-secret' }).send(MAIL);
    expect(refused).toMatchObject(refusedAs('after-reconnect', 'credentials-refused'));
    expect(JSON.stringify(refused)).not.toContain('wr0ng-secret');
    expect(await mailer().send(MAIL)).toMatchObject(refusedAs('after-reconnect', 'refused'));
  });

  it('offers no encryption, or one nobody vouches for, gets nothing when encryption is set', async () => {
    expect(await mailer({ security: 'starttls' }).send(MAIL)).toMatchObject(refusedAs('after-reconnect', 'refused'));
    expect(await mailer({ security: 'tls' }).send(MAIL)).toMatchObject(refusedAs('after-reconnect', 'refused'));
    await sink.control.settings({ tls: 'offered' });
    expect(await mailer({ security: 'starttls' }).send(MAIL)).toMatchObject(refusedAs('after-reconnect', 'refused'));
    expect(await sink.control.messages()).toEqual([]);
  });
});

describe('The test of the mail settings', () => {
  it('says that all is well, and sends nothing', async () => {
    expect(await mailer().verify()).toEqual([
      { check: 'mail', level: 'ok', message: `The mail server 127.0.0.1:${sink.smtpPort} accepts us.`, mend: null },
    ]);
    expect(await sink.control.messages()).toEqual([]);
  });

  it.each<[string, Partial<SmtpSettings>, RegExp]>([
    ['the server is not there', { port: 1 }, /cannot be reached/],
    ['the name does not exist', { host: 'nowhere.invalid' }, /cannot be reached/],
    ['the password is wrong', { user: 'acme', password: 'wrong' }, /user or password/],
    ['encryption is missing', { security: 'tls' }, /encryption/],
  ])('says what is wrong and what to check when %s', async (_what, over, message) => {
    await sink.control.settings({ login: { user: 'acme', password: 'right' } });
    expect(await mailer(over).verify()).toEqual([
      {
        check: 'mail',
        level: 'problem',
        message: expect.stringMatching(message),
        mend: expect.stringContaining('Check'),
      },
    ]);
  });

  it('says that the certificate cannot be trusted', async () => {
    await sink.control.settings({ tls: 'offered' });
    expect(await mailer({ security: 'starttls' }).verify()).toMatchObject([
      { level: 'problem', message: expect.stringMatching(/certificate/) },
    ]);
  });
});
