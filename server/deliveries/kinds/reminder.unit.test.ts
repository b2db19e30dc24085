import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../../../core/ports/answer.ts';
import type { SessionRequestEvent } from '../../../core/session-request/events.ts';
import { event } from '../../../test/builders/events.ts';
import { BY_ANNA, BY_SYSTEM } from '../../../test/builders/people.ts';
import { at } from '../../../test/builders/times.ts';
import { aChange, planOf } from '../../../test/deliveries/a-change.ts';
import { claimed, fakeServices } from '../../../test/deliveries/fake-services.ts';
import type { Sent } from '../delivery-kind.ts';
import { kind as mail } from './email.ts';
import { kind as sms } from './sms.ts';

type History = readonly SessionRequestEvent[];

const MAY = { name: 'May Lin', email: 'may@customer.example', phone: '+886912345678' };
const PLANNED: History = [
  event('request-created', at('09:00'), {
    schedule: { startAt: at('14:00'), timeZone: 'Asia/Taipei' },
    recipient: MAY,
    channels: ['email', 'sms'],
  }),
];
const DUE = event('reminder-due', at('13:00'), { actor: BY_SYSTEM, beforeMs: 3_600_000 });

/** Plans the reminder by mail, then sends it at `now` in a world that may have moved on. */
async function remind(now: number, since: History = []) {
  const [planned] = planOf(mail, aChange(PLANNED, [DUE]));
  if (planned === undefined) throw new Error('no reminder was planned');
  const { services, heard } = fakeServices({ history: [...PLANNED, DUE, ...since] });
  const answer: Answer<Sent> = await mail.send(planned.payload, claimed(planned), {
    ...services,
    clock: { now: () => now },
  });
  return { answer, mail: heard.mails[0] ?? null, view: heard.views[0] ?? null };
}

const skipped = (because: string) => ({ kind: 'done', value: { remoteId: null, skipped: because } });

describe('a reminder that is due', () => {
  it('goes by mail and by SMS where the request does', () => {
    const change = aChange(PLANNED, [DUE]);
    expect(planOf(mail, change).map(({ facts }) => facts['mail'])).toEqual(['reminder']);
    expect(planOf(sms, change).map(({ facts }) => facts['sms'])).toEqual(['reminder']);
  });

  it('goes by no way that the request does not go', () => {
    const [created] = PLANNED;
    if (created?.type !== 'request-created') throw new Error('the history begins with something else');
    const change = aChange([{ ...created, channels: ['link'] }], [DUE]);
    expect([...planOf(mail, change), ...planOf(sms, change)]).toEqual([]);
  });

  it('tells the time in the zone of the appointment, and leaves the calendar entry as it is', async () => {
    const { answer, mail: sent, view } = await remind(at('13:00'));
    expect(answer).toEqual({ kind: 'done', value: { remoteId: null } });
    expect(view).toMatchObject({ mail: 'reminder', start: { at: at('14:00'), timeZone: 'Asia/Taipei' } });
    expect(sent).not.toHaveProperty('calendar');
  });

  it('is not sent to a recipient who has joined meanwhile', async () => {
    const { answer, mail: sent } = await remind(at('13:52'), [event('recipient-joined', at('13:51'))]);
    expect(sent).toBeNull();
    expect(answer).toEqual(
      skipped('The recipient had joined, or the request had ended, before the reminder was sent.'),
    );
  });

  it('is not sent when the time was moved meanwhile', async () => {
    const moved = event('rescheduled', at('13:05'), {
      actor: BY_ANNA,
      schedule: { startAt: at('16:00'), timeZone: 'Asia/Taipei' },
    });
    const { answer, mail: sent } = await remind(at('13:06'), [moved]);
    expect(sent).toBeNull();
    expect(answer).toEqual(skipped('The time was changed before the reminder was sent.'));
  });

  it('is not sent any more once the appointment has begun, however long the mail server was away', async () => {
    const { answer, mail: sent } = await remind(at('14:00'));
    expect(sent).toBeNull();
    expect(answer).toEqual(skipped('The appointment had begun before the reminder was sent.'));
  });
});
