import { connect } from 'node:net';
import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import type { SinkFault } from './sink-client.ts';
import { startSmtpSink } from './start.ts';
import type { SmtpSink } from './start.ts';

let sink: SmtpSink;
beforeEach(async () => {
  sink = await startSmtpSink();
});
afterEach(() => sink.close());

const MAIL = {
  from: 'Kestrel IT <support@kestrel.example>',
  replyTo: 'INC-1042 <ticket+1042@kestrel.example>',
  to: 'Hannah Osei <hannah.osei@kestrel.example>',
  subject: '您的支援連線 · Ihre Sitzung',
  text: 'Open https://help.example/join/x\n.\na line with one dot above',
  html: '<p>Open <a href="https://help.example/join/x">the page</a></p>',
  messageId: '<inv-1@kestrel.example>',
};

type Failure = { readonly code?: string; readonly responseCode?: number };

const send = async (mail: object = {}, options: object = {}): Promise<Failure | null> => {
  const transport = createTransport({ host: '127.0.0.1', port: sink.smtpPort, ...options });
  try {
    await transport.sendMail({ ...MAIL, ...mail });
    return null;
  } catch (error) {
    return error as Failure;
  } finally {
    transport.close();
  }
};

const subjects = async (): Promise<(string | null)[]> => (await sink.control.messages()).map((mail) => mail.subject);

const once = (fault: SinkFault, to?: string) =>
  sink.control.faults([{ when: { next: 1 }, fault, ...(to ? { to } : {}) }]);

const greetingOf = (): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(sink.smtpPort, '127.0.0.1', () => undefined);
    socket.setEncoding('utf8');
    socket.on('error', reject).on('data', (part: string) => {
      text += part;
      if (text.startsWith('220') && !text.includes('250')) socket.write('EHLO tester\r\n');
      if (/^250 /m.test(text)) socket.end(() => resolve(text));
    });
  });

describe('a mail', () => {
  it('is kept with its envelope and read by an independent parser', async () => {
    expect(await send()).toBeNull();
    const [mail] = await sink.control.waitFor(1);

    expect(mail).toMatchObject({
      id: 1,
      envelope: { from: 'support@kestrel.example', to: ['hannah.osei@kestrel.example'] },
      secure: false,
      from: [{ name: 'Kestrel IT', address: 'support@kestrel.example' }],
      to: [{ name: 'Hannah Osei', address: 'hannah.osei@kestrel.example' }],
      replyTo: [{ address: 'ticket+1042@kestrel.example' }],
      subject: MAIL.subject,
      messageId: MAIL.messageId,
      html: expect.stringContaining('<a href="https://help.example/join/x">'),
    });
    expect(mail?.text?.trimEnd()).toBe(MAIL.text);
    expect(await sink.control.message(1)).toEqual(mail);
    expect(await sink.control.raw(1)).toContain('Message-ID: <inv-1@kestrel.example>');
  });

  it('shows repeated header lines as often as they came', async () => {
    await send({
      headers: [
        { key: 'X-Kind', value: 'one' },
        { key: 'X-Kind', value: 'two' },
      ],
    });
    const [mail] = await sink.control.waitFor(1);

    expect(mail?.headers.filter(({ name }) => name === 'X-Kind').map(({ value }) => value)).toEqual(['one', 'two']);
  });

  it('is listed by its envelope recipient, who may be in no header', async () => {
    await send({ bcc: 'hidden@kestrel.example' });
    await sink.control.waitFor(1);

    expect(await sink.control.messages('hidden@kestrel.example')).toHaveLength(1);
    expect(await sink.control.messages('nobody@kestrel.example')).toHaveLength(0);
    expect(await sink.control.raw(1)).not.toContain('hidden@kestrel.example');
  });

  it('is forgotten when the mailbox is cleared, and its number is not used again', async () => {
    await send();
    await sink.control.clear();
    await send();

    expect((await sink.control.messages()).map(({ id }) => id)).toEqual([2]);
    await expect(sink.control.message(1)).rejects.toThrow('no such mail');
  });

  it('wakes those who wait for it, and they give up when none comes', async () => {
    const waiting = sink.control.waitFor(2, { to: 'hannah.osei@kestrel.example' });
    await send();
    await send();

    expect(await waiting).toHaveLength(2);
    await expect(sink.control.waitFor(3, { timeoutMs: 100 })).rejects.toThrow();
  });
});

describe('faults', () => {
  it.each([421, 450, 451, 452, 550, 551, 553])(
    'refuse a recipient with %i, and the next attempt passes',
    async (code) => {
      await once({ kind: 'refuse-recipient', code });

      expect(await send()).toMatchObject({ responseCode: code });
      expect(await subjects()).toEqual([]);
      expect(await send()).toBeNull();
      expect(await subjects()).toEqual([MAIL.subject]);
    },
  );

  it('may be for one recipient only', async () => {
    await once({ kind: 'refuse-recipient', code: 550 }, 'other@kestrel.example');

    expect(await send()).toBeNull();
    expect(await send({ to: 'other@kestrel.example' })).toMatchObject({ responseCode: 550 });
  });

  it.each([451, 552, 554])('refuse the mail itself with %i after its last dot; it is not kept', async (code) => {
    await once({ kind: 'refuse-message', code });

    expect(await send()).toMatchObject({ responseCode: code });
    expect(await subjects()).toEqual([]);
  });

  it.each([
    [true, [MAIL.subject]],
    [false, []],
  ])('cut the connection between the last dot and the reply; the mail is kept: %s', async (kept, expected) => {
    await once({ kind: 'drop-after-data', kept });
    const failure = await send();

    expect(failure?.code).toMatch(/ECONNECTION|ESOCKET|ECONNRESET/);
    expect(failure?.responseCode).toBeUndefined();
    expect(await subjects()).toEqual(expected);
    expect((await sink.control.attempts()).at(-1)).toMatchObject({ step: 'data', verdict: { kind: 'cut', kept } });
  });

  it('greylist each recipient once', async () => {
    await sink.control.faults([{ fault: { kind: 'greylist' } }]);

    expect(await send()).toMatchObject({ responseCode: 451 });
    expect(await send({ to: 'other@kestrel.example' })).toMatchObject({ responseCode: 451 });
    expect(await send()).toBeNull();
    expect(await send({ to: 'other@kestrel.example' })).toBeNull();
    expect(await subjects()).toHaveLength(2);
  });

  it('refuse or cut the connection before the greeting', async () => {
    await once({ kind: 'refuse-connection', code: 421 });
    expect(await send()).toMatchObject({ responseCode: 421 });
    await once({ kind: 'cut-connection' });
    expect((await send())?.responseCode).toBeUndefined();
    expect(await send()).toBeNull();
  });

  it('keep the caller waiting longer than it has patience, and the mail is kept all the same', async () => {
    await once({ kind: 'slow', at: 'data', delayMs: 700 });
    const failure = await send({}, { socketTimeout: 200 });

    expect(failure?.code).toBe('ETIMEDOUT');
    expect(await sink.control.waitFor(1)).toHaveLength(1);
  });

  it('end when they are taken away', async () => {
    await sink.control.faults([{ fault: { kind: 'refuse-message', code: 554 } }]);
    expect([await send(), await send()]).toMatchObject([{ responseCode: 554 }, { responseCode: 554 }]);
    expect(await sink.control.faultHits()).toMatchObject([{ hits: 2 }]);
    await sink.control.faults([]);
    expect(await send()).toBeNull();
  });

  it('that do not exist are refused', async () => {
    await expect(sink.control.faults([{ fault: { kind: 'refuse-recipient', code: 250 } }])).rejects.toThrow('refused');
  });
});

describe('security', () => {
  it('is offered by STARTTLS only when switched on, and a mail then says that it came over it', async () => {
    expect(await greetingOf()).not.toContain('STARTTLS');
    expect(await send({}, { requireTLS: true })).not.toBeNull();
    await sink.control.settings({ tls: 'offered' });
    expect(await greetingOf()).toContain('STARTTLS');
    expect((await send({}, { requireTLS: true }))?.code).toBeDefined();
    expect(await send({}, { requireTLS: true, tls: { rejectUnauthorized: false } })).toBeNull();
    expect(await sink.control.waitFor(1)).toMatchObject([{ secure: true }]);
  });

  it('by sign-in refuses the wrong password and those who give none', async () => {
    await sink.control.settings({ login: { user: 'desk', password: 'right' } });

    expect(await send()).toMatchObject({ responseCode: 530 });
    expect(await send({}, { auth: { user: 'desk', pass: 'wrong' } })).toMatchObject({ responseCode: 535 });
    expect(await send({}, { auth: { user: 'desk', pass: 'right' } })).toBeNull();
  });
});

describe('the mailbox page', () => {
  it('is served with its own script and style, and with a policy that lets no mail run or fetch anything', async () => {
    const page = await fetch(sink.http);
    const policy = page.headers.get('content-security-policy') ?? '';

    expect(await page.text()).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    for (const file of ['/mailbox.js', '/mailbox.css']) expect((await fetch(sink.http + file)).status).toBe(200);
    expect((await fetch(`${sink.http}/../main.ts`)).status).toBe(404);
  });

  it('is closed to other web pages', async () => {
    const status = await new Promise((resolve, reject) => {
      request(`${sink.http}/messages`, { headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    const foreign = await fetch(`${sink.http}/messages`, {
      method: 'DELETE',
      headers: { origin: 'https://evil.example' },
    });

    expect([status, foreign.status]).toEqual([403, 403]);
  });
});
