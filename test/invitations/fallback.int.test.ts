import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type SmsWorld, smsWorld } from './sms-world.ts';

let world: SmsWorld;
let numbers = 0;
const someone = () => ({
  name: 'Hannah Osei',
  email: `hannah.${String((numbers += 1))}@kestrel.example`,
  phone: `+4915113${String(numbers).padStart(6, '0')}`,
});
beforeAll(async () => {
  world = await smsWorld();
});
afterEach(async () => {
  world.twilio.clear();
  await world.sink.control.faults([]);
  await world.foundation.people.invitationSettings.save(world.admin, { triesNextWay: true });
});
afterAll(() => world.close());

const types = async (id: string) => (await world.panel().log(id)).map(({ type }) => type);

describe('An invitation that the mail server refuses', () => {
  const refuse = (to: string) => world.sink.control.faults([{ to, fault: { kind: 'refuse-recipient', code: 550 } }]);

  it('goes by SMS at once, and log and panel say why', async () => {
    const recipient = someone();
    await refuse(recipient.email);
    const request = await world.invite('', { recipient, channels: ['email'] });
    expect(await world.logged(request.id, 'invitation-failed', 'email')).toMatchObject({ data: { thenBy: 'sms' } });
    await world.logged(request.id, 'invitation-sent', 'sms');
    expect(world.twilio.messages().map(({ to }) => to)).toEqual([recipient.phone]);
    const { trouble } = await world.panel().read(request.id);
    expect(trouble).toMatchObject([
      { kind: 'email', state: 'parked', reason: expect.stringContaining('SMTP 550'), wentBy: 'sms' },
    ]);
  });

  it('goes no other way when both have failed, when there is no other, or when an admin does not want it', async () => {
    const both = someone();
    await refuse(both.email);
    world.twilio.faults([{ on: 'create', fault: { kind: 'status', status: 400, code: 21614 } }]);
    const lost = await world.invite('', { recipient: both, channels: ['email'] });
    const second = await world.logged(lost.id, 'invitation-failed', 'sms');
    expect(second.data['thenBy']).toBeUndefined();
    expect((await types(lost.id)).filter((type) => type === 'invitation-resend-asked')).toHaveLength(1);
    const { trouble } = await world.panel().read(lost.id);
    expect(trouble).toMatchObject([
      { kind: 'email', wentBy: null },
      { kind: 'sms', wentBy: null },
    ]);

    const { email, name } = someone();
    await refuse(email);
    const alone = await world.invite('', { recipient: { name, email }, channels: ['email'] });
    await world.logged(alone.id, 'invitation-failed', 'email');
    expect(await types(alone.id)).not.toContain('invitation-resend-asked');

    await world.foundation.people.invitationSettings.save(world.admin, { triesNextWay: false });
    const unwanted = someone();
    await refuse(unwanted.email);
    const kept = await world.invite('', { recipient: unwanted, channels: ['email'] });
    await world.logged(kept.id, 'invitation-failed', 'email');
    expect(await types(kept.id)).not.toContain('invitation-resend-asked');
  });
});

describe('An SMS that the network loses', () => {
  it('is followed by a mail, once, however often the loss is told', async () => {
    const recipient = someone();
    const request = await world.invite('', { recipient, channels: ['sms'] });
    await world.logged(request.id, 'invitation-sent', 'sms');
    const [message] = world.twilio.messages();
    if (message === undefined) throw new Error('no message came');
    world.twilio.career({ errorCode: 30006 });
    await world.twilio.tell(message, ['undelivered', 'undelivered']);
    await world.logged(request.id, 'invitation-sent', 'email');
    const mails = await world.sink.control.waitFor(1, { to: recipient.email });
    expect(mails.map(({ text }) => text?.includes(request.joinUrl ?? 'x'))).toEqual([true]);
    expect((await types(request.id)).filter((type) => type === 'invitation-bounced')).toHaveLength(1);
  });
});

describe('An SMS that arrives', () => {
  it('is known to have arrived', async () => {
    const request = await world.invite(someone().phone);
    await world.logged(request.id, 'invitation-sent');
    const [message] = world.twilio.messages();
    if (message === undefined) throw new Error('no message came');
    await world.twilio.tell(message, ['delivered', 'sent', 'delivered', 'failed']);
    await world.logged(request.id, 'invitation-delivered');
    expect((await types(request.id)).slice(1)).toEqual(['invitation-sent', 'invitation-delivered']);
  });
});
