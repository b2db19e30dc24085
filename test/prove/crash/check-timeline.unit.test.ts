import { describe, expect, it } from '@jest/globals';
import type { SessionRequestEvent } from '../../../core/session-request/events.ts';
import { aRequest } from '../../builders/a-request.ts';
import { event } from '../../builders/events.ts';
import { TICKET } from '../../builders/people.ts';
import { at } from '../../builders/times.ts';
import type { TimelineItem } from '../../fakes/freshservice/control-client.ts';
import { createFindings } from '../shared/proof.ts';
import { checkTimeline } from './check-timeline.ts';

const COMMENTED = event('commented', at('09:01'));
const ASKED = event('access-asked', at('09:06'));
const CLOSED = event('request-closed', at('09:10'));

describe('the look at the timeline', () => {
  it('is content with one entry for every change that is told', () => {
    expect(wrongWith([COMMENTED, CLOSED], [entry(1, 1), entry(2, 1), entry(3, 1)])).toEqual([]);
  });

  it('is content with one entry that tells two events of one change', () => {
    expect(wrongWith([COMMENTED, CLOSED], [entry(1, 1), entry(3, 2)])).toEqual([]);
  });

  it('does not ask for events that stay in the log', () => {
    const joined = event('recipient-joined', at('09:05'));
    expect(wrongWith([joined, ASKED], [entry(1, 1), entry(2, 1)])).toEqual([]);
  });

  it.each([
    ['an entry that is missing at the end', [entry(1, 1), entry(2, 1)]],
    ['an entry that is missing in between', [entry(1, 1), entry(3, 1)]],
    ['an entry that is there twice', [entry(1, 1), entry(2, 1), entry(2, 1), entry(3, 1)]],
    ['an entry of an event that never was', [entry(1, 1), entry(2, 1), entry(3, 1), entry(4, 1)]],
    ['an entry of a request that is not stored', [entry(1, 1), entry(2, 1), entry(3, 1), entry(1, 1, 'RS-000999')]],
    ['an entry without a marker', [entry(1, 1), entry(2, 1), entry(3, 1), { ...entry(1, 1), bodyText: 'Hello' }]],
    ['no entries at all', []],
  ])('finds %s', (_, items) => {
    expect(wrongWith([COMMENTED, CLOSED], items)).not.toEqual([]);
  });

  it('finds an entry on the wrong ticket', () => {
    const items = [entry(1, 1), entry(2, 1), entry(3, 1)];
    expect(wrongWith([COMMENTED, CLOSED], items, 'another ticket')).not.toEqual([]);
  });

  it('finds an entry of an event that is not to be told', () => {
    const joined = event('recipient-joined', at('09:05'));
    expect(wrongWith([joined, ASKED], [entry(1, 1), entry(2, 1), entry(3, 1)])).not.toEqual([]);
  });
});

function wrongWith(
  later: readonly SessionRequestEvent[],
  items: readonly TimelineItem[],
  ticketId = TICKET.id,
): readonly string[] {
  const findings = createFindings();
  checkTimeline([aRequest({}, later)], new Map([[ticketId, items]]), findings);
  return findings.violations();
}

/** As the help desk shows the entry of event `seq`, telling so many events. */
function entry(seq: number, lines: number, number = 'RS-000123'): TimelineItem {
  const head = `Ref ${number}-${String(seq).padStart(2, '0')}-K7QX`;
  const body = `<p>${head}<br>Remote support request</p>${'<p>what happened</p>'.repeat(lines)}<p><a href="#">Open</a></p>`;
  const people = { userId: 1, authorName: 'Session Requests', toEmails: [] };
  const kind = { source: 2, incoming: false, private: true } as const;
  const when = { createdAt: 0, updatedAt: 0 };
  return { id: seq, ticketId: 42, body, bodyText: `${head} Remote support request`, ...people, ...kind, ...when };
}
