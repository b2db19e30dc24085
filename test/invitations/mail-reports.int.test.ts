import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { PanelView } from '../../server/panel-api/panel-view.ts';
import { aReport } from '../builders/a-report.ts';
import { eventually } from '../support/eventually.ts';
import { httpCall } from '../support/http-call.ts';
import { type SmsWorld, smsWorld } from './sms-world.ts';

let world: SmsWorld;
let secret: string;
let people = 0;
beforeAll(async () => {
  world = await smsWorld();
  secret = await world.foundation.people.reportSecret.renew(world.admin);
});
afterEach(() => world.twilio.clear());
afterAll(() => world.close());

type Mailed = { readonly request: PanelView; readonly email: string; readonly messageId: string };
/** A request whose invitation has left by mail. */
async function mailed(phone: string | null = null): Promise<Mailed> {
  const email = `back.${String((people += 1))}@kestrel.example`;
  const recipient = { name: 'Hannah Osei', email, phone };
  const request = await world.invite('', { recipient, channels: ['email'] });
  await world.logged(request.id, 'invitation-sent', 'email');
  const [mail] = await world.sink.control.waitFor(1, { to: email });
  return { request, email, messageId: mail?.messageId ?? '' };
}
const report = (body: string, over: { readonly secret?: string; readonly type?: string } = {}) =>
  httpCall(`${world.url}/webhooks/mail/reports`, {
    method: 'POST',
    headers: {
      'content-type': over.type ?? 'message/rfc822',
      'x-session-requests-secret': over.secret ?? secret,
    },
    body,
  });
const notedOf = async (answer: ReturnType<typeof report>) =>
  (JSON.parse((await answer).body) as { noted: boolean }).noted;
const types = async (id: string) => (await world.panel().log(id)).map(({ type }) => type);

describe('A mail that comes back', () => {
  it('shows in log and panel with its reason in our words, once, and the SMS goes instead', async () => {
    const { request, email, messageId } = await mailed('+4915114000001');
    const text = aReport({ messageId, recipient: email });
    expect([await notedOf(report(text)), await notedOf(report(text))]).toEqual([true, false]);
    expect(await world.logged(request.id, 'invitation-bounced', 'email')).toMatchObject({
      data: { because: 'The mailbox does not exist.', thenBy: 'sms' },
    });
    await world.logged(request.id, 'invitation-sent', 'sms');
    expect(world.twilio.messages()).toHaveLength(1);
    expect((await types(request.id)).filter((type) => type === 'invitation-bounced')).toHaveLength(1);
    const { trouble } = await world.panel().read(request.id);
    expect(trouble).toMatchObject([{ kind: 'email', state: 'parked', reason: 'The mailbox does not exist.' }]);
    expect(JSON.stringify(await world.panel().log(request.id))).not.toContain('<script>');
  });

  it('can be told by a mail service itself, whose address holds the secret', async () => {
    const { request, messageId } = await mailed();
    const post = (password: string) =>
      httpCall(`${world.url}/webhooks/mail/reports`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Basic ${Buffer.from(`reports:${password}`).toString('base64')}`,
        },
        body: JSON.stringify([
          { event: 'processed', 'smtp-id': messageId },
          { event: 'bounce', 'smtp-id': messageId, status: '5.2.2', reason: '<script>' },
        ]),
      });
    for (const wrong of ['', 'x', `${secret}x`]) expect((await post(wrong)).status).toBe(401);
    expect(await notedOf(post(secret))).toBe(true);
    expect(await world.logged(request.id, 'invitation-bounced', 'email')).toMatchObject({
      data: { because: 'The mailbox is full.' },
    });
  });

  it('can be told as JSON by a mail service’s script, and an arrival too', async () => {
    const lost = await mailed();
    const body = (event: string, messageId: string) => JSON.stringify({ messageId, event, status: '5.2.2' });
    expect(await notedOf(report(body('bounced', lost.messageId), { type: 'application/json' }))).toBe(true);
    expect(await world.logged(lost.request.id, 'invitation-bounced', 'email')).toMatchObject({
      data: { because: 'The mailbox is full.' },
    });
    const there = await mailed();
    expect(await notedOf(report(body('delivered', there.messageId), { type: 'application/json' }))).toBe(true);
    await world.logged(there.request.id, 'invitation-delivered', 'email');
  });

  it('is sent again by an agent’s press, and may come back again', async () => {
    const { request, email, messageId } = await mailed();
    await report(aReport({ messageId, recipient: email }));
    const { trouble } = await world.panel().read(request.id);
    await world.panel().resend(trouble[0]?.deliveryId ?? '');
    await world.sink.control.waitFor(2, { to: email });
    await eventually('the second report to be noted', async () => {
      const { body, status } = await report(aReport({ messageId, recipient: email }));
      return status === 202 && (JSON.parse(body) as { noted: boolean }).noted;
    });
    expect((await types(request.id)).filter((type) => type === 'invitation-bounced')).toHaveLength(2);
  });

  it('that is only late is not come back', async () => {
    const { request, email, messageId } = await mailed();
    expect(await notedOf(report(aReport({ messageId, recipient: email, action: 'delayed', status: '4.4.1' })))).toBe(
      false,
    );
    expect(await types(request.id)).not.toContain('invitation-bounced');
  });
});

describe('A report that', () => {
  it('is not proved is not read', async () => {
    const { request, email, messageId } = await mailed();
    for (const wrong of ['', 'guessed', secret.slice(1)]) {
      expect((await report(aReport({ messageId, recipient: email }), { secret: wrong })).status).toBe(401);
    }
    expect(await types(request.id)).not.toContain('invitation-bounced');
  });

  it.each<[string, (id: string) => string]>([
    ['names a mail of another server', (id) => id.replace('@127.0.0.1', '@evil.example')],
    ['names a mail that never was', () => `<${'0'.repeat(26)}@127.0.0.1>`],
    ['names no mail of ours', () => '<hello@customer.example>'],
    ['names something else', () => "<' or 1=1 --@127.0.0.1>"],
  ])('%s changes nothing', async (_what, other) => {
    const { request, messageId } = await mailed();
    expect(await notedOf(report(aReport({ messageId: other(messageId) })))).toBe(false);
    expect(await types(request.id)).not.toContain('invitation-bounced');
  });

  it('is of no known form is refused with a sentence, and one that is an ordinary mail is taken and left alone', async () => {
    expect((await report('hello', { type: 'text/plain' })).status).toBe(415);
    expect((await report('{"event":"bounced"}', { type: 'application/json' })).status).toBe(422);
    expect(await notedOf(report('Subject: Out of office\r\n\r\nI am away.'))).toBe(false);
  });
});
