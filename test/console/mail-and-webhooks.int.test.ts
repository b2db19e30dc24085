import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SmtpSink, startSmtpSink } from '../fakes/smtp/start.ts';
import { enterAdmin } from '../support/enter-people.ts';
import { secretIn } from './connector-form.ts';
import { consoleWorld, type ConsoleWorld } from './console-world.ts';
import { textOf, visitor, type Visitor } from './visitor.ts';

const SMTP_PASSWORD = 'the-smtp-password-123';

let world: ConsoleWorld;
let sink: SmtpSink;
let admin: Visitor;

beforeAll(async () => {
  [sink, world] = await Promise.all([startSmtpSink(), consoleWorld()]);
  const { account } = await enterAdmin(world.people);
  admin = visitor(world.url);
  await admin.signIn(account);
});
afterAll(async () => {
  expect(world.faults).toEqual([]);
  await Promise.all([world.close(), sink.close()]);
});

describe('the mail settings', () => {
  const mail = (over: Record<string, string> = {}) => ({
    host: '127.0.0.1',
    port: String(sink.smtpPort),
    security: 'none',
    user: '',
    password: '',
    fromAddress: 'support@kestrel.example',
    ehloName: '',
    ...over,
  });

  it.each([
    [{ host: 'smtp.example.com; rm -rf /' }, 'not the name of a mail server'],
    [{ port: '99999' }, 'from 1 to 65535'],
    [{ fromAddress: 'a@b.example\r\nBcc: c@d.example' }, 'not one mail address'],
    [{ security: 'ssl' }, 'Choose one of the list'],
  ])('with bad input %j are refused and not stored', async (over, message) => {
    const answer = await admin.press('/console/mail', mail(over));
    expect([answer.status, textOf(answer.body)]).toEqual([422, expect.stringContaining(message)]);
    expect(await world.people.mailSettings.shown()).toBeNull();
  });

  it('send a test mail to the admin and show what the server answered', async () => {
    await admin.press('/console/mail', mail());
    const fine = await admin.press('/console/mail/test');
    expect(textOf(fine.body)).toContain('The server took the mail for ada@acme.example');
    expect((await sink.control.messages('ada@acme.example'))[0]).toMatchObject({ subject: 'Test mail' });
    await admin.press('/console/mail', mail({ port: '1' }));
    const broken = textOf((await admin.press('/console/mail/test')).body);
    expect(broken).not.toContain('The server took the mail');
  });

  it('keep a stored password unless server or user change: it is never sent to a server of somebody’s choice', async () => {
    const withUser = mail({ user: 'mailer', password: SMTP_PASSWORD });
    await admin.press('/console/mail', withUser);
    expect(await world.people.mailSettings.read()).toMatchObject({ user: 'mailer', password: SMTP_PASSWORD });
    await admin.press('/console/mail', { ...withUser, password: '', fromAddress: 'other@kestrel.example' });
    expect(await world.people.mailSettings.read()).toMatchObject({
      password: SMTP_PASSWORD,
      fromAddress: 'other@kestrel.example',
    });
    const elsewhere = await admin.press('/console/mail', { ...withUser, password: '', host: 'evil.example' });
    expect([elsewhere.status, textOf(elsewhere.body)]).toEqual([
      422,
      expect.stringContaining('Enter the password again'),
    ]);
    expect(await world.people.mailSettings.read()).toMatchObject({ host: '127.0.0.1' });
  });
});

describe('the demo, which has a mailbox of its own', () => {
  it('says where its mails go, and misses no mail server', async () => {
    const mailbox = { host: '127.0.0.1', port: sink.smtpPort, user: null, password: null, ehloName: null };
    const demo = await consoleWorld({ ...mailbox, security: 'none', fromAddress: 'support@kestrel.example' });
    const { account } = await enterAdmin(demo.people);
    const visit = visitor(demo.url);
    await visit.signIn(account);
    const page = textOf((await visit.look('/console/mail')).body);
    expect(page).toContain('mails go to the demo’s mailbox');
    expect(page).not.toContain('Mail is not set up');
    await visit.look('/console/account/notices');
    const tested = textOf((await visit.press('/console/account/notices/mail/test')).body);
    expect(tested).not.toContain('No mail server is set up');
    const subjects = (await sink.control.messages(account.email)).map(({ subject }) => subject);
    expect(subjects).toContain('Test: Notices');
    await demo.close();
  });
});

describe('an outgoing webhook', () => {
  it.each(['http://hooks.example/in', 'https://user:pw@hooks.example/', 'ftp://hooks.example', 'javascript:alert(1)'])(
    'is not added for %s',
    async (url) => {
      const answer = await admin.press('/console/webhooks', { url, account: '' });
      expect([answer.status, textOf(answer.body)]).toEqual([422, expect.stringContaining('begins with https://')]);
    },
  );

  it('is added with a key shown once, tested, turned off, turned on, given a new key, and removed', async () => {
    const added = await admin.press('/console/webhooks', {
      url: 'https://hooks.example/in',
      account: '',
      events: ['request-created', 'request-closed'],
    });
    const first = secretIn(added.body);
    expect(first).toMatch(/^whsec_/);
    const [endpoint] = await world.people.webhooks.list();
    const base = `/console/webhooks/${endpoint?.id ?? ''}`;
    expect(world.people.webhookListeners.of('any')).toEqual([
      { id: endpoint?.id, eventTypes: ['request-created', 'request-closed'] },
    ]);

    expect(textOf((await admin.press(`${base}/test`)).body)).toContain('took the test event');
    world.webhookAnswer = {
      kind: 'not-done',
      retry: { when: 'never' },
      because: { code: 'refused', message: 'It answered 404.' },
    };
    expect(textOf((await admin.press(`${base}/test`)).body)).toContain('It answered 404.');

    await admin.press(`${base}/disable`);
    expect(await world.people.webhookListeners.find(endpoint?.id ?? '')).toBeNull();
    await admin.press(`${base}/enable`);
    const second = secretIn((await admin.press(`${base}/rotate`)).body);
    expect((await world.people.webhookListeners.find(endpoint?.id ?? ''))?.secrets).toEqual([second, first]);
    await admin.press(`${base}/remove`);
    expect(await world.people.webhooks.list()).toEqual([]);
  });
});

describe('deliveries', () => {
  it('are shown with what was given up first, and sent again one by one or all of a channel', async () => {
    const base = {
      installationId: 'i',
      requestId: 'r',
      attempts: 3,
      remoteId: null,
      createdAt: world.now(),
      notBefore: world.now(),
      doneAt: null,
    };
    world.deliveries.push(
      { ...base, id: 'one', kind: 'email', state: 'parked', channel: 'mail', reason: 'No such mailbox.' },
      { ...base, id: 'two', kind: 'timeline-entry', state: 'parked', channel: 'help-desk:i', reason: 'Not permitted.' },
      { ...base, id: 'three', kind: 'email', state: 'done', channel: 'mail', reason: null },
    );
    const reason = 'The credentials are refused.';
    world.pauses.push({ channel: 'help-desk:i', since: world.now(), until: world.now() + 300_000, reason });
    const text = textOf((await admin.look('/console/deliveries')).body);
    expect(text).toContain('Paused: the help desk. The credentials are refused.');
    expect(text).toContain('No such mailbox.');
    expect(text).not.toContain('three');
    await admin.press('/console/deliveries/one/resend');
    await admin.press('/console/deliveries/resend-all', { channel: 'help-desk:i' });
    expect(world.resent).toEqual(['one', 'two']);
    expect((await admin.press('/console/deliveries/nothing/resend')).status).toBe(404);
  });
});
