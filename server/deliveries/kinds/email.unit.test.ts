import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../../../core/ports/answer.ts';
import type { SessionRequestEvent } from '../../../core/session-request/events.ts';
import { anInstallation } from '../../../test/builders/an-installation.ts';
import { event } from '../../../test/builders/events.ts';
import { OPEN, READY_AGAIN, WAITING } from '../../../test/builders/histories.ts';
import { ANNA, assignedTo, MAY } from '../../../test/builders/people.ts';
import { at, MINUTE, SECOND } from '../../../test/builders/times.ts';
import { aChange, planOf } from '../../../test/deliveries/a-change.ts';
import { claimed, fakeServices, type World } from '../../../test/deliveries/fake-services.ts';
import type { Sent } from '../delivery-kind.ts';
import { kind } from './email.ts';

type History = readonly SessionRequestEvent[];

/** Plans the mail of `events`, then sends it in a world that may have moved on. */
async function send(history: History, events: History, world: World = {}) {
  const [planned] = planOf(kind, aChange(history, events));
  if (planned === undefined) throw new Error('no mail was planned');
  const { services, heard } = fakeServices({ history: [...history, ...events], ...world });
  const answer: Answer<Sent> = await kind.send(planned.payload, claimed(planned), services);
  return { answer, planned, services, mail: heard.mails[0] ?? null, view: heard.views[0] ?? null, heard };
}

const SENT = { kind: 'done', value: { remoteId: null } };
const created = (over: Partial<Extract<SessionRequestEvent, { type: 'request-created' }>>): History => [
  event('request-created', at('09:00'), over),
];

describe('an invitation', () => {
  it('goes to one person, from the company, with a Message-ID of its own that never changes', async () => {
    const { answer, mail, planned } = await send([], OPEN, { replyTo: 'helpdesk@acme.example' });
    expect(answer).toEqual(SENT);
    expect(mail).toMatchObject({
      to: { name: 'May Lin', address: 'may@customer.example' },
      fromName: 'Acme',
      replyTo: 'helpdesk@acme.example',
      subject: 'invitation in en',
      messageId: `<${planned.id}@support.example>`,
      language: 'en',
    });
  });

  it('tells company, agent’s first name, ticket, link and times, and neither comment nor phrase', async () => {
    const schedule = { startAt: at('14:00'), timeZone: 'Europe/Berlin' };
    const request = created({ assignee: assignedTo(ANNA), comment: 'secret comment', schedule });
    const { view } = await send([], request);
    expect(view).toEqual({
      mail: 'invitation',
      company: 'Acme',
      agentFirstName: 'Anna',
      recipientName: 'May Lin',
      ticketNumber: 'INC-42',
      requestNumber: 'RS-000123',
      helpDeskPhone: '+886 2 1234 5678',
      helpDeskHours: 'Mon to Fri, 9 to 18',
      joinUrl: 'https://support.example/join/request-1-1',
      start: { at: at('14:00'), timeZone: 'Europe/Berlin' },
      expires: { at: at('09:00', 2), timeZone: 'Europe/Berlin' },
    });
    expect(JSON.stringify(view)).not.toMatch(/secret comment|amber harbour/);
  });

  it('is in the language of the request', async () => {
    const { mail } = await send([], created({ language: 'zh-TW' }));
    expect(mail).toMatchObject({ language: 'zh-TW', subject: 'invitation in zh-TW' });
  });

  it('carries the link that works when it is sent', async () => {
    const corrected = event('recipient-corrected', at('09:05'), { recipient: MAY, newLink: true });
    const { view } = await send([], OPEN, { history: [...OPEN, corrected] });
    expect(view).toMatchObject({ joinUrl: 'https://support.example/join/request-1-2' });
  });

  it.each([
    'may@customer.example, eve@evil.example',
    'may@customer.example;eve@evil.example',
    'May <may@customer.example>',
    'may@customer.example\r\nBcc: eve@evil.example',
    'may@customer.example eve@evil.example',
    '"may@customer.example,"@evil.example',
    'may',
    'may@@customer.example',
    ' may@customer.example',
  ])('to %j is parked: that is not exactly one address', async (email) => {
    const { answer, mail } = await send([], created({ recipient: { ...MAY, email } }));
    expect(answer).toMatchObject({ kind: 'not-done', retry: { when: 'never' }, because: { code: 'invalid' } });
    expect(mail).toBeNull();
  });

  it('keeps line breaks out of names', async () => {
    const { mail } = await send([], created({ recipient: { ...MAY, name: 'May\r\nBcc: eve@evil.example' } }));
    expect(mail?.to.name).toBe('May Bcc: eve@evil.example');
  });

  it('goes without Reply-To when the ticket’s address is not exactly one', async () => {
    const { mail } = await send([], OPEN, { replyTo: 'a@acme.example, b@acme.example' });
    expect(mail?.replyTo).toBeNull();
  });

  it('is not sent to an address that was corrected meanwhile', async () => {
    const recipient = { ...MAY, email: 'other@customer.example' };
    const corrected = event('recipient-corrected', at('09:05'), { recipient, newLink: true });
    const { answer, mail } = await send([], OPEN, { history: [...OPEN, corrected] });
    expect(answer).toMatchObject({ kind: 'done', value: { skipped: expect.any(String) } });
    expect(mail).toBeNull();
  });

  it('is not sent when the request has ended meanwhile', async () => {
    const { mail } = await send([], OPEN, { history: [...OPEN, event('request-closed', at('09:10'))] });
    expect(mail).toBeNull();
  });
});

describe('a test installation', () => {
  const test = (...allowList: string[]) => anInstallation({ environment: 'test' }, { allowList });

  it.each([
    ['may@customer.example'],
    ['MAY@Customer.example'],
    ['@customer.example'],
    ['other@x.example', '@customer.example'],
  ])('writes to addresses of its list (%s)', async (...list) => {
    expect((await send([], OPEN, { installation: test(...list) })).answer).toEqual(SENT);
  });

  it.each([[], ['@example'], ['customer.example'], ['@not-customer.example'], ['ay@customer.example']])(
    'parks every other mail with the reason (%s)',
    async (...list) => {
      const { answer, mail } = await send([], OPEN, { installation: test(...list) });
      expect(answer).toMatchObject({ kind: 'not-done', retry: { when: 'never' }, because: { code: 'refused' } });
      expect(mail).toBeNull();
    },
  );

  it('is not taken in by an address that only ends like the domain', async () => {
    const request = created({ recipient: { ...MAY, email: 'eve@evil-customer.example' } });
    expect((await send([], request, { installation: test('@customer.example') })).mail).toBeNull();
  });
});

describe('a reminder that access is asked for', () => {
  const asked = [event('access-asked', at('09:20'))];

  it('goes when the recipient is not on the page', async () => {
    const { mail } = await send(WAITING, asked, { recipientSeenAt: at('09:20') - 3 * MINUTE });
    expect(mail).not.toBeNull();
  });

  it('does not go when the recipient is on the page', async () => {
    const { answer, mail } = await send(WAITING, asked, { recipientSeenAt: at('09:20') - 30 * SECOND });
    expect(mail).toBeNull();
    expect(answer).toMatchObject({ value: { skipped: 'The recipient is on the page.' } });
  });

  it('does not go when the recipient has allowed meanwhile', async () => {
    const history = [...WAITING, ...asked, event('access-granted', at('09:21'))];
    expect((await send(WAITING, asked, { history })).mail).toBeNull();
  });
});

describe('a receipt', () => {
  const closed = [event('request-closed', at('10:00'), { outcome: 'solved' })];

  it('tells when, how often and how long', async () => {
    const { view } = await send(READY_AGAIN, closed);
    expect(view).toMatchObject({
      mail: 'receipt',
      closed: { at: at('10:00'), timeZone: 'Asia/Taipei' },
      sessions: 1,
      totalMs: 30 * MINUTE,
      estimated: false,
      outcome: 'solved',
    });
  });

  it('does not go when the request was reopened meanwhile', async () => {
    const history = [...READY_AGAIN, ...closed, event('request-reopened', at('10:01'))];
    expect((await send(READY_AGAIN, closed, { history })).mail).toBeNull();
  });
});

describe('the request’s log', () => {
  it('hears that the invitation was sent, once an attempt', async () => {
    const { planned, services, heard } = await send([], OPEN);
    await kind.ended(planned.payload, claimed(planned), { state: 'done', skipped: false }, services);
    expect(heard.news).toEqual([
      { requestId: 'request-1', channel: 'email', result: 'sent', because: '', reference: `${planned.id}:attempt-1` },
    ]);
  });

  it('hears why it could not be sent', async () => {
    const { planned, services, heard } = await send([], OPEN);
    await kind.ended(planned.payload, claimed(planned), { state: 'parked', because: 'No such address.' }, services);
    expect(heard.news).toMatchObject([{ result: 'failed', because: 'No such address.' }]);
  });

  it('hears nothing of a mail that was not needed, nor of other mails', async () => {
    const { planned, services, heard } = await send([], OPEN);
    await kind.ended(planned.payload, claimed(planned), { state: 'done', skipped: true }, services);
    const receipt = await send(READY_AGAIN, [event('request-closed', at('10:00'))]);
    await kind.ended(
      receipt.planned.payload,
      claimed(receipt.planned),
      { state: 'done', skipped: false },
      receipt.services,
    );
    expect([...heard.news, ...receipt.heard.news]).toEqual([]);
  });
});
