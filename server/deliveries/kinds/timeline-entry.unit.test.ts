import { describe, expect, it } from '@jest/globals';
import type { TimelineEntry } from '../../../core/ports/help-desk.ts';
import type { RequestChange } from '../../../core/ports/delivery-planner.ts';
import { NOTIFY_MOMENTS, type NotifyMoment, type TimelineStyle } from '../../../core/ports/installation.ts';
import type { EventType, SessionRequestEvent } from '../../../core/session-request/events.ts';
import { anInstallation } from '../../../test/builders/an-installation.ts';
import { event } from '../../../test/builders/events.ts';
import { CLOSED, OPEN, READY, WAITING } from '../../../test/builders/histories.ts';
import { ANNA, assignedTo, BEN, BY_ANNA, BY_RECIPIENT, OTHER_TICKET, TICKET } from '../../../test/builders/people.ts';
import { at } from '../../../test/builders/times.ts';
import { aChange, planOf, type Planned } from '../../../test/deliveries/a-change.ts';
import { claimed, fakeServices } from '../../../test/deliveries/fake-services.ts';
import { kind } from './timeline-entry.ts';

const withStyle = (timeline: TimelineStyle) => anInstallation({}, { timeline });

function told(change: RequestChange): readonly EventType[] {
  return planOf(kind, change).flatMap(({ facts }) =>
    (facts['events'] as SessionRequestEvent[]).map(({ type }) => type),
  );
}

/** The entry that the help desk gets for a planned delivery. */
async function entryOf(planned: Planned | undefined, over: { readonly id?: string } = {}): Promise<TimelineEntry> {
  if (planned === undefined) throw new Error('nothing was planned');
  const { services, heard } = fakeServices({ history: CLOSED });
  await kind.send(planned.payload, claimed(planned, over), services);
  const [entry] = heard.posted;
  if (entry === undefined) throw new Error('nothing was posted');
  return entry;
}

describe('milestones', () => {
  it.each([
    'request-created',
    'recipient-joined',
    'access-granted',
    'access-denied',
    'consent-withdrawn',
    'session-started',
    'session-ended',
    'request-closed',
    'request-reported',
    'request-expired',
    'request-reopened',
    'new-link-asked',
  ] as const)('tell of %s', (type) => {
    const history = type === 'request-created' ? [] : OPEN;
    expect(told(aChange(history, [event(type, at('09:20'))])).at(-1)).toBe(type);
  });

  it.each([
    'access-asked',
    'address-entered',
    'assigned',
    'claimed',
    'connect-launched',
    'extended',
    'invitation-resend-asked',
    'invitation-sent',
    'session-end-asked',
    'rescheduled',
  ] as const)('leave %s to the log', (type) => {
    expect(planOf(kind, aChange(WAITING, [event(type, at('09:20'))]))).toEqual([]);
  });

  it('become one entry where one press did two things', () => {
    const denial = [event('access-denied', at('09:20')), event('request-closed', at('09:20'))];
    const planned = planOf(kind, aChange(READY, denial));
    expect(planned).toHaveLength(1);
    expect(told(aChange(READY, denial))).toEqual(['access-denied', 'request-closed']);
  });

  it('carry number, sequence and a random part as their marker', () => {
    const [planned] = planOf(kind, aChange(READY, [event('session-started', at('09:15'))]));
    expect(planned?.facts['marker']).toBe('RS-000123-04-MRK1');
  });

  it('go to the lane of the ticket', () => {
    const [planned] = planOf(kind, aChange([], OPEN));
    expect(planned).toMatchObject({ channel: 'help-desk:acme', lane: 'ticket:acme:42' });
  });
});

describe('joining', () => {
  const joined = event('recipient-joined', at('09:05'));

  it('waits a minute for what follows', () => {
    const [planned] = planOf(kind, aChange(OPEN, [joined]));
    expect(planned?.notBefore).toBe(at('09:06'));
  });

  it('and allowing within that minute take one place, at once', () => {
    const [waiting] = planOf(kind, aChange(OPEN, [joined]));
    const [allowed] = planOf(kind, aChange(WAITING, [event('access-granted', at('09:05:40'))]));
    expect(allowed?.mergeKey).toBe(waiting?.mergeKey);
    expect(allowed?.notBefore).toBe(at('09:05:40'));
  });

  it('is told by the entry that took its place', async () => {
    const [waiting] = planOf(kind, aChange(OPEN, [joined]));
    const [allowed] = planOf(kind, aChange(WAITING, [event('access-granted', at('09:05:40'))]));
    // The row keeps the id of the one whose place was taken.
    const entry = await entryOf(allowed, { id: `not-${String(waiting?.id)}` });
    expect(entry.paragraphs.slice(1)).toEqual([
      'Jan 12, 2026, 17:05 (Asia/Taipei): May Lin opened the request and is waiting.',
      'Jan 12, 2026, 17:05 (Asia/Taipei): May Lin allowed access for Anna Ng, Service Desk.',
    ]);
  });

  it('that was written already is not told again by what follows', async () => {
    const [allowed] = planOf(kind, aChange(WAITING, [event('access-granted', at('09:40'))]));
    const entry = await entryOf(allowed);
    expect(entry.paragraphs.slice(1)).toEqual([
      'Jan 12, 2026, 17:40 (Asia/Taipei): May Lin allowed access for Anna Ng, Service Desk.',
    ]);
  });

  it.each(['access-denied', 'request-reported', 'request-closed'] as const)('and %s take one place too', (type) => {
    const [waiting] = planOf(kind, aChange(OPEN, [joined]));
    const [next] = planOf(kind, aChange(WAITING, [event(type, at('09:05:30'))]));
    expect(next?.mergeKey).toBe(waiting?.mergeKey);
  });

  it('once more, after a reopening, has a place of its own', () => {
    const history = [...CLOSED, event('request-reopened', at('11:00'))];
    const [first] = planOf(kind, aChange(OPEN, [joined]));
    const [again] = planOf(kind, aChange(history, [event('recipient-joined', at('11:10'))]));
    expect(again?.mergeKey).not.toBe(first?.mergeKey);
  });
});

describe('the agent in charge', () => {
  const assigned = event('assigned', at('09:01'), { assignee: assignedTo(BEN) });
  const MINE = [...WAITING, assigned];
  const wants = (...notifyAgentOn: readonly NotifyMoment[]) => anInstallation({}, { notifyAgentOn });
  const notifiedOf = async (
    change: RequestChange,
    world: Parameters<typeof fakeServices>[0] = {},
  ): Promise<readonly string[]> => {
    const [planned] = planOf(kind, change);
    if (planned === undefined) return [];
    const { services, heard } = fakeServices({ history: CLOSED, installation: change.installation, ...world });
    await kind.send(planned.payload, claimed(planned), services);
    return heard.posted[0]?.notify ?? [];
  };
  const byMay = { actor: BY_RECIPIENT } as const;

  it.each([
    ['joined', 'recipient-joined'],
    ['ready', 'access-granted'],
    ['moved', 'rescheduled'],
    ['reported', 'request-reported'],
    ['reported', 'new-link-asked'],
  ] as const)('is notified of "%s" (%s) where the installation wants it, and only there', async (moment, type) => {
    const history = type === 'recipient-joined' ? [...OPEN, assigned] : MINE;
    const happened = [event(type, at('09:20'), byMay)];
    expect(await notifiedOf(aChange(history, happened, wants(moment)))).toEqual([BEN.email]);
    const others = NOTIFY_MOMENTS.filter((other) => other !== moment);
    expect(await notifiedOf(aChange(history, happened, wants(...others)))).toEqual([]);
  });

  it('is the one who made the request as long as nobody else has it', async () => {
    const granted = [event('access-granted', at('09:20'))];
    expect(await notifiedOf(aChange(WAITING, granted))).toEqual([ANNA.email]);
  });

  it('hears nothing of what agents do themselves', async () => {
    const moved = [event('rescheduled', at('09:20'), { actor: BY_ANNA })];
    expect(planOf(kind, aChange(MINE, moved, wants(...NOTIFY_MOMENTS)))).toEqual([]);
  });

  it('is not shown a ticket that he may not see: the entry is written, the notice is not sent', async () => {
    const granted = aChange(MINE, [event('access-granted', at('09:20'))]);
    expect(await notifiedOf(granted, { mayHear: false })).toEqual([]);
  });

  it('is not notified again of a joining that was told before', async () => {
    const granted = aChange(MINE, [event('access-granted', at('09:40'))], wants('joined'));
    expect(await notifiedOf(granted)).toEqual([]);
  });
});

describe('every change', () => {
  it.each([
    'assigned',
    'claimed',
    'extended',
    'commented',
    'rescheduled',
    'address-entered',
    'invitation-failed',
  ] as const)('tells of %s', (type) => {
    expect(told(aChange(WAITING, [event(type, at('09:20'))], withStyle('every-change')))).toEqual([type]);
  });

  it.each(['invitation-sent', 'invitation-resend-asked', 'access-asked', 'session-end-asked'] as const)(
    'leaves %s to the log',
    (type) => {
      expect(told(aChange(WAITING, [event(type, at('09:20'))], withStyle('every-change')))).toEqual([]);
    },
  );

  it('tells of the joining at once', () => {
    const [planned] = planOf(kind, aChange(OPEN, [event('recipient-joined', at('09:05'))], withStyle('every-change')));
    expect(planned).toMatchObject({ notBefore: at('09:05'), mergeKey: null });
  });
});

describe('beside a living entry', () => {
  it.each(['request-closed', 'request-expired', 'request-reported'] as const)('%s gets an entry of its own', (type) => {
    expect(told(aChange(WAITING, [event(type, at('09:20'))], withStyle('living-entry')))).toEqual([type]);
  });

  it.each(['recipient-joined', 'access-granted', 'session-ended'] as const)('%s gets none', (type) => {
    expect(planOf(kind, aChange(OPEN, [event(type, at('09:20'))], withStyle('living-entry')))).toEqual([]);
  });
});

describe('a request without a ticket', () => {
  const ALONE = [event('request-created', at('09:00'), { ticket: null })];
  const joined = event('recipient-joined', at('09:05'));
  const attached = event('ticket-attached', at('09:30'));

  it('writes nothing', () => {
    expect(planOf(kind, aChange([], ALONE))).toEqual([]);
    expect(planOf(kind, aChange(ALONE, [joined]))).toEqual([]);
  });

  it('writes its history once when a ticket is attached', async () => {
    const history = [...ALONE, joined, event('access-asked', at('09:10'))];
    const planned = planOf(kind, aChange(history, [attached]));
    expect(planned).toHaveLength(1);
    const [one] = planned;
    if (one === undefined) throw new Error('nothing was planned');
    const later = event('access-denied', at('09:40'));
    const { services, heard } = fakeServices({ history: [...history, attached, later] });
    await kind.send(one.payload, claimed(one), services);
    expect(heard.posted[0]?.paragraphs.slice(1)).toEqual([
      'Before the ticket was attached:',
      expect.stringContaining('Anna Ng asked May Lin for a remote session.'),
      expect.stringContaining('May Lin opened the request and is waiting.'),
      expect.stringContaining('Anna Ng attached the request to this ticket.'),
    ]);
  });
});

describe('a ticket that was merged', () => {
  const merged = event('ticket-merged', at('09:20'), { from: TICKET, into: OTHER_TICKET });

  it.each(['milestones', 'every-change', 'living-entry'] as const)('is noted on both tickets (%s)', async (style) => {
    const planned = planOf(kind, aChange(WAITING, [merged], withStyle(style)));
    expect(planned.map(({ lane }) => lane)).toEqual(['ticket:acme:42', 'ticket:acme:43']);
    const entries = [await entryOf(planned[0]), await entryOf(planned[1])];
    expect(entries[0]?.paragraphs.at(-1)).toBe('The ticket was merged into INC-43. The request goes on there.');
    expect(entries[1]?.paragraphs.at(-1)).toContain('The request came here from INC-42');
    expect(new Set(entries.map(({ marker }) => marker)).size).toBe(2);
  });
});
