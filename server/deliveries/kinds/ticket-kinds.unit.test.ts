import { describe, expect, it } from '@jest/globals';
import type { RequestChange } from '../../../core/ports/delivery-planner.ts';
import { anInstallation } from '../../../test/builders/an-installation.ts';
import { event } from '../../../test/builders/events.ts';
import { CLOSED, CONNECTED, fold, OPEN, READY, WAITING } from '../../../test/builders/histories.ts';
import { ANNA, assignedTo, MAY, TICKET } from '../../../test/builders/people.ts';
import { at, MINUTE } from '../../../test/builders/times.ts';
import { aChange, planOf } from '../../../test/deliveries/a-change.ts';
import { claimed, fakeServices, type World } from '../../../test/deliveries/fake-services.ts';
import type { DeliveryKind } from '../delivery-kind.ts';
import { kind as livingEntry } from './living-entry.ts';
import { kind as ticketFields } from './ticket-fields.ts';
import { kind as ticketReply } from './ticket-reply.ts';
import { kind as timeEntry } from './time-entry.ts';

async function send(kind: DeliveryKind, change: RequestChange, world: World = {}) {
  const [planned] = planOf(kind, change);
  if (planned === undefined) throw new Error(`no ${kind.name} was planned`);
  const { services, heard } = fakeServices({ installation: change.installation, ...world });
  const answer = await kind.send(planned.payload, claimed(planned), services);
  return { answer, planned, heard, services };
}

const joined = event('recipient-joined', at('09:05'));
const closed = event('request-closed', at('10:00'));

describe('a living entry', () => {
  const living = anInstallation({}, { timeline: 'living-entry' });

  it('is written once and rewritten from then on, with all that happened', async () => {
    const first = await send(livingEntry, aChange([], OPEN, living), { history: OPEN });
    expect(first.heard.posted).toHaveLength(1);
    const second = await send(livingEntry, aChange(OPEN, [joined], living), {
      history: WAITING,
      earlier: { remoteId: async () => 'note-7' },
    });
    expect(second.heard.posted).toEqual([]);
    const [update] = second.heard.updated;
    expect(update?.entryId).toBe('note-7');
    expect(update?.entry.paragraphs[0]).toBe('Remote support request RS-000123: Waiting');
    expect(update?.entry.paragraphs).toHaveLength(3);
    expect(update?.entry.marker).toBe(first.heard.posted[0]?.marker);
  });

  it('is written anew when somebody removed it', async () => {
    const { heard, answer } = await send(livingEntry, aChange(OPEN, [joined], living), {
      history: WAITING,
      earlier: { remoteId: async () => 'note-7' },
      update: () => ({ kind: 'not-done', retry: { when: 'never' }, because: { code: 'not-found', message: 'Gone.' } }),
    });
    expect(heard.posted).toHaveLength(1);
    expect(answer).toMatchObject({ kind: 'done' });
  });

  it('waits in one place however many changes come', () => {
    const one = planOf(livingEntry, aChange([], OPEN, living));
    const two = planOf(livingEntry, aChange(OPEN, [joined], living));
    expect(two[0]?.mergeKey).toBe(one[0]?.mergeKey);
  });

  it('is not written in another style, without a ticket, or for what only the log shows', () => {
    expect(planOf(livingEntry, aChange([], OPEN))).toEqual([]);
    expect(planOf(livingEntry, aChange([], [event('request-created', at('09:00'), { ticket: null })], living))).toEqual(
      [],
    );
    expect(planOf(livingEntry, aChange(OPEN, [event('invitation-sent', at('09:01'))], living))).toEqual([]);
  });

  it('in doubt, is looked for only while it may not have been written at all', async () => {
    const [planned] = planOf(livingEntry, aChange(OPEN, [joined], living));
    if (planned === undefined || livingEntry.doubt.remedy !== 'probe') throw new Error('it cannot look');
    const known = fakeServices({ history: WAITING, earlier: { remoteId: async () => 'note-7' } });
    const answer = await livingEntry.doubt.probe(planned.payload, claimed(planned), known.services);
    expect(answer).toEqual({ kind: 'done', value: 'absent' });
  });
});

describe('the fields of a ticket', () => {
  const withFields = anInstallation({}, { statusField: 'remote_support', ticketStatusOn: { Connected: '3' } });

  it('show the status of the request as it is when they are written', async () => {
    const { heard } = await send(ticketFields, aChange(OPEN, [joined], withFields), { history: READY });
    expect(heard.fields).toEqual(['42 remote_support=Ready']);
  });

  it('and its own status changes where the installation says so', async () => {
    const started = event('session-started', at('09:15'));
    const { heard } = await send(ticketFields, aChange(READY, [started], withFields), { history: CONNECTED });
    expect(heard.fields).toEqual(['42 remote_support=Connected', '42 status=3']);
  });

  it('of a ticket on which another request goes on: an ended one does not close it', async () => {
    const closing = anInstallation({}, { ticketStatusOn: { Closed: '5' } });
    const other = { request: { ...fold(READY), id: 'request-2' }, recipientSeenAt: null, activeKey: null };
    const ended = { request: { ...fold(CLOSED), id: 'request-3' }, recipientSeenAt: null, activeKey: null };
    const change = aChange(WAITING, [closed], closing);
    const world = { history: [...WAITING, closed], installation: closing };
    expect((await send(ticketFields, change, { ...world, others: [ended, other] })).heard.fields).toEqual([]);
    expect((await send(ticketFields, change, { ...world, others: [ended] })).heard.fields).toEqual(['42 status=5']);
  });

  it('are left alone when the status stays, or the installation wants neither', () => {
    expect(planOf(ticketFields, aChange(OPEN, [event('commented', at('09:05'))], withFields))).toEqual([]);
    expect(planOf(ticketFields, aChange(OPEN, [joined]))).toEqual([]);
  });

  it('are written to the ticket that the request moved to', () => {
    const into = { ...TICKET, id: '43', number: 'INC-43' };
    const merged = event('ticket-merged', at('09:20'), { from: TICKET, into });
    expect(planOf(ticketFields, aChange(WAITING, [merged], withFields))[0]?.lane).toBe('ticket:acme:43');
  });

  it('tell why they could not be written', async () => {
    const refusal = {
      kind: 'not-done',
      retry: { when: 'never' },
      because: { code: 'invalid', message: 'No such field.' },
    } as const;
    const { answer } = await send(ticketFields, aChange(OPEN, [joined], withFields), {
      history: WAITING,
      write: () => refusal,
    });
    expect(answer).toEqual(refusal);
  });
});

describe('a time entry', () => {
  const booking = anInstallation({}, { timeEntryOnClose: true });
  const ASSIGNED = [
    ...CONNECTED,
    event('session-ended', at('09:45')),
    event('assigned', at('09:46'), { assignee: assignedTo(ANNA) }),
  ];

  it('books the time of the sessions for the agent when the request is closed', async () => {
    const { heard } = await send(timeEntry, aChange(ASSIGNED, [closed], booking));
    expect(heard.times).toEqual([
      {
        ticketId: '42',
        agentId: 'agent-anna',
        durationMs: 30 * MINUTE,
        executedAt: at('10:00'),
        note: 'Remote support RS-000123: 30 minutes (RS-000123-07-MRK1)',
      },
    ]);
  });

  it('is booked for the one whom the help desk has under the address, whatever we call him', async () => {
    const inHelpDesk = { kind: 'done', value: { id: '9001', name: 'Anna', email: ANNA.email } } as const;
    const { heard } = await send(timeEntry, aChange(ASSIGNED, [closed], booking), { agent: () => inHelpDesk });
    expect(heard.times.map(({ agentId }) => agentId)).toEqual(['9001']);
  });

  it('waits while the help desk cannot tell who he is, and is not in doubt for that', async () => {
    const { answer, heard } = await send(timeEntry, aChange(ASSIGNED, [closed], booking), {
      agent: () => ({ kind: 'unknown', because: 'It did not answer.' }),
    });
    expect([answer, heard.times]).toEqual([expect.objectContaining({ kind: 'not-done', retry: { when: 'soon' } }), []]);
  });

  it('books only what came since when the request was reopened and closed again', async () => {
    const first = planOf(timeEntry, aChange(ASSIGNED, [closed], booking))[0]?.payload ?? '';
    const again = [
      ...ASSIGNED,
      closed,
      event('request-reopened', at('11:00')),
      event('recipient-joined', at('11:01')),
      event('access-granted', at('11:02')),
      event('session-started', at('11:05')),
      event('session-ended', at('11:15'), { durationMs: 10 * MINUTE }),
    ];
    const change = aChange(again, [event('request-closed', at('11:20'))], booking);
    const { heard } = await send(timeEntry, change, { earlier: { donePayloads: async () => [first] } });
    expect(heard.times[0]?.durationMs).toBe(10 * MINUTE);
  });

  it('is not made without the setting, a session, or an agent', () => {
    expect(planOf(timeEntry, aChange(ASSIGNED, [closed]))).toEqual([]);
    expect(planOf(timeEntry, aChange(WAITING, [closed], booking))).toEqual([]);
    expect(
      planOf(timeEntry, aChange(CONNECTED, [event('request-closed', at('10:00'), { sessionMs: MINUTE })], booking)),
    ).toEqual([]);
  });

  it('in doubt, is left to a person', () => {
    expect(timeEntry.doubt).toEqual({ remedy: 'park', because: expect.stringContaining('time entries of the ticket') });
  });
});

describe('an invitation as a reply of the ticket', () => {
  const byTicket = event('request-created', at('09:00'), { channels: ['ticket'], language: 'zh-TW' });

  it('goes to the requester in the language of the request, with the link', async () => {
    const { heard } = await send(ticketReply, aChange([], [byTicket]), { history: [byTicket] });
    const [reply] = heard.replied;
    expect(reply).toMatchObject({ ticketId: '42', visibility: 'public' });
    expect(reply?.paragraphs[0]).toBe('May Lin，您好：');
    expect(reply?.links[0]?.url).toBe('https://support.example/join/request-1-1');
    expect(JSON.stringify(reply)).not.toContain('amber harbour');
  });

  it('goes again when it is asked for, reopened, or the link changed', () => {
    const resend = event('invitation-resend-asked', at('09:05'), { channel: 'ticket' });
    const corrected = event('recipient-corrected', at('09:05'), { newLink: true });
    const reopened = event('request-reopened', at('11:00'));
    expect(planOf(ticketReply, aChange(OPEN, [resend]))).toHaveLength(1);
    expect(planOf(ticketReply, aChange([byTicket], [corrected]))).toHaveLength(1);
    expect(planOf(ticketReply, aChange([byTicket, closed], [reopened]))).toHaveLength(1);
    expect(planOf(ticketReply, aChange(OPEN, [corrected]))).toEqual([]);
  });

  it('is parked where a test installation may not write to the recipient', async () => {
    const installation = anInstallation({ environment: 'test' }, { allowList: ['other@customer.example'] });
    const { answer, heard } = await send(ticketReply, aChange([], [byTicket], installation), { history: [byTicket] });
    expect(answer).toMatchObject({ kind: 'not-done', retry: { when: 'never' } });
    expect(heard.replied).toEqual([]);
  });

  it('is not needed when the request has ended meanwhile', async () => {
    const { answer } = await send(ticketReply, aChange([], [byTicket]), { history: [byTicket, closed] });
    expect(answer).toMatchObject({ kind: 'done', value: { skipped: expect.any(String) } });
  });

  it('shows in the log of the request', async () => {
    const { planned, services, heard } = await send(ticketReply, aChange([], [byTicket]), { history: [byTicket] });
    await ticketReply.ended(planned.payload, claimed(planned), { state: 'done', skipped: false }, services);
    expect(heard.news).toMatchObject([{ channel: 'ticket', result: 'sent', requestId: 'request-1' }]);
    expect(MAY.email).not.toBeNull();
  });
});
