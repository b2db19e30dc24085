import { describe, expect, it } from '@jest/globals';
import type { EventType, SessionRequestEvent } from '../../core/session-request/events.ts';
import { event } from '../../test/builders/events.ts';
import { CLOSED, CONNECTED, OPEN, READY, READY_AGAIN, WAITING } from '../../test/builders/histories.ts';
import {
  ANNA,
  assignedTo,
  BEN,
  BY_ANNA,
  BY_BEN,
  BY_HELP_DESK,
  BY_RECIPIENT,
  BY_SYSTEM,
} from '../../test/builders/people.ts';
import { at } from '../../test/builders/times.ts';
import { aChange, planOf } from '../../test/deliveries/a-change.ts';
import { kind } from './kinds/email.ts';
import { MAIL_TABLE } from './mail-table.ts';
import { mailTableMarkdown } from './mail-table-markdown.ts';

type History = readonly SessionRequestEvent[];

function mails(history: History, ...events: History): readonly unknown[] {
  return planOf(kind, aChange(history, events)).map(({ facts }) => facts['mail']);
}

const ASSIGNED: History = [...WAITING, event('assigned', at('09:06'), { assignee: assignedTo(ANNA) })];
const BY_LINK: History = [event('request-created', at('09:00'), { channels: ['link'] })];

describe('a mail goes to the recipient when', () => {
  it('the request is made', () => {
    expect(mails([], ...OPEN)).toEqual(['invitation']);
  });

  it('the agent asks for the invitation again', () => {
    expect(mails(OPEN, event('invitation-resend-asked', at('09:05'), { channel: 'email' }))).toEqual(['invitation']);
  });

  it('the agent moves the time', () => {
    expect(mails(OPEN, event('rescheduled', at('09:05'), { actor: BY_ANNA }))).toEqual(['changed-time']);
  });

  it('the recipient moves the time, closes or reports the request before its planned start: the calendar is to follow', () => {
    const moved = event('rescheduled', at('09:05'), { actor: BY_RECIPIENT });
    const closed = event('request-closed', at('09:30'), { actor: BY_RECIPIENT });
    expect(mails(OPEN, moved)).toEqual(['changed-time']);
    expect(mails([...OPEN, moved], closed)).toEqual(['closed-without-session']);
    expect(mails([...OPEN, moved], event('request-reported', at('09:30')))).toEqual(['closed-without-session']);
  });

  it('another agent takes the request after the recipient joined', () => {
    const taken = event('claimed', at('09:07'), { actor: BY_BEN, agent: BEN, previous: assignedTo(ANNA) });
    const given = event('assigned', at('09:07'), { assignee: assignedTo(BEN), previous: assignedTo(ANNA) });
    expect(mails(ASSIGNED, taken)).toEqual(['changed-agent']);
    expect(mails(ASSIGNED, given)).toEqual(['changed-agent']);
  });

  it('the address is corrected', () => {
    const [planned] = planOf(
      kind,
      aChange(OPEN, [
        event('recipient-corrected', at('09:05'), {
          newLink: true,
          recipient: { name: 'May Lin', email: 'may.lin@customer.example', phone: null },
        }),
      ]),
    );
    expect(planned?.facts).toMatchObject({ mail: 'invitation', to: { address: 'may.lin@customer.example' } });
  });

  it.each([true, false])('the request is reopened (new link: %s)', (newLink) => {
    expect(mails(CLOSED, event('request-reopened', at('11:00'), { newLink }))).toEqual(['invitation']);
  });

  it('access is asked for', () => {
    expect(mails(WAITING, event('access-asked', at('09:07')))).toEqual(['asked-again']);
  });

  it.each([BY_ANNA, BY_SYSTEM, BY_HELP_DESK])('$kind closes the request without a session', (actor) => {
    expect(mails(WAITING, event('request-closed', at('10:00'), { actor }))).toEqual(['closed-without-session']);
  });

  it('the request is closed after a session: a receipt', () => {
    expect(mails(READY_AGAIN, event('request-closed', at('10:00')))).toEqual(['receipt']);
    expect(mails(CONNECTED, event('request-closed', at('10:00'), { sessionMs: 60_000 }))).toEqual(['receipt']);
  });
});

describe('no mail goes when', () => {
  it.each([
    ['recipient-joined', OPEN],
    ['access-granted', WAITING],
    ['access-denied', WAITING],
    ['consent-withdrawn', READY],
    ['request-reported', WAITING],
    ['new-link-asked', CLOSED],
  ] as const)('the recipient’s own press did it: %s', (type, history) => {
    expect(mails(history, event(type, at('10:30')))).toEqual([]);
  });

  it('the recipient closed the request, with nothing planned or after the planned start', () => {
    const moved = event('rescheduled', at('09:05'), { actor: BY_RECIPIENT });
    expect(mails([...OPEN, moved], event('request-closed', at('23:00'), { actor: BY_RECIPIENT }))).toEqual([]);
    expect(mails(WAITING, event('request-closed', at('09:30'), { actor: BY_RECIPIENT }))).toEqual([]);
    expect(mails(READY_AGAIN, event('request-closed', at('10:00'), { actor: BY_RECIPIENT }))).toEqual([]);
  });

  it('the second Deny closed it', () => {
    const denied = event('access-denied', at('09:30'));
    const closed = event('request-closed', at('09:30'), { actor: BY_RECIPIENT, reason: 'second-denial' });
    expect(mails(WAITING, denied, closed)).toEqual([]);
  });

  it('the first agent takes it, or the same one again, or before the joining', () => {
    const first = event('claimed', at('09:07'), { actor: BY_BEN, agent: BEN });
    const same = event('assigned', at('09:07'), {
      assignee: assignedTo(ANNA, 'queue-network'),
      previous: assignedTo(ANNA),
    });
    const early = event('claimed', at('09:02'), { actor: BY_BEN, agent: BEN, previous: assignedTo(ANNA) });
    expect(mails(WAITING, first)).toEqual([]);
    expect(mails(ASSIGNED, same)).toEqual([]);
    expect(mails(OPEN, early)).toEqual([]);
  });

  it('only the name was corrected', () => {
    expect(mails(OPEN, event('recipient-corrected', at('09:05'), { newLink: false }))).toEqual([]);
  });

  it('the request expires, access lapses, or the session ends', () => {
    expect(mails(OPEN, event('request-expired', at('09:00', 2)))).toEqual([]);
    expect(mails(READY, event('access-lapsed', at('09:50')))).toEqual([]);
    expect(mails(CONNECTED, event('session-ended', at('09:50')))).toEqual([]);
  });

  it('the request is not sent by mail, but for an invitation asked for by mail', () => {
    expect(mails([], ...BY_LINK)).toEqual([]);
    expect(mails(BY_LINK, event('request-closed', at('09:30')))).toEqual([]);
    expect(mails(BY_LINK, event('invitation-resend-asked', at('09:30'), { channel: 'email' }))).toEqual(['invitation']);
    expect(mails(OPEN, event('invitation-resend-asked', at('09:30'), { channel: 'sms' }))).toEqual([]);
  });

  it('there is no address', () => {
    const created = event('request-created', at('09:00'), {
      recipient: { name: 'May', email: null, phone: '+886912345678' },
    });
    expect(mails([], created)).toEqual([]);
  });
});

describe('the reference of mails', () => {
  it('has a row for every event', () => {
    const page = mailTableMarkdown();
    for (const type of Object.keys(MAIL_TABLE) as EventType[]) expect(page).toContain(`| ${type} |`);
  });
});
