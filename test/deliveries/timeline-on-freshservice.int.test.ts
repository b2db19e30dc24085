import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { TicketRef } from '../../core/session-request/values.ts';
import { anInstallation } from '../builders/an-installation.ts';
import type { FaultRuleInput } from '../fakes/freshservice/control-client.ts';
import { eventually } from '../support/eventually.ts';
import { type FreshserviceWorld, freshserviceWorld } from './freshservice-world.ts';
import { BY_ANNA } from './journey.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const CREATE = { route: 'create-note' } as const;
const MARKER = /^Ref (RS-\d{6}-\d\d-[0-9A-Z]{4}) /;

let world: FreshserviceWorld;
let ticket: TicketRef;
beforeEach(async () => {
  world = await freshserviceWorld();
  ticket = await world.newTicket();
});
afterEach(() => world.end());

const nextNote = (fault: FaultRuleInput['fault']): Promise<void> =>
  world.desk.control.faults([{ on: CREATE, when: { next: 1 }, fault }]);

async function markers(of: TicketRef = ticket): Promise<readonly string[]> {
  return (await world.timeline(of)).map((text) => MARKER.exec(text)?.[1] ?? `no marker: ${text}`);
}

/** A request was made, and the fault struck its first entry. */
async function requestUnder(fault: FaultRuleInput['fault']): Promise<string> {
  await nextNote(fault);
  const id = await world.request(ticket);
  await world.dispatcher.quiet();
  return id;
}

describe('the timeline of a Freshservice ticket', () => {
  it('tells a whole journey in its order, joining and allowing as one', async () => {
    const id = await world.request(ticket);
    await world.wholeJourney(id);
    await world.untilDelivered();
    const told = await world.timeline(ticket);
    expect(
      told.map(
        (text) =>
          text
            .replace(/^Ref \S+ /, '')
            .split(': ')[1]
            ?.split(' ')[0],
      ),
    ).toEqual(['Open', 'Ready', 'Connected', 'Ready', 'Closed']);
    expect(told[1]).toMatch(/opened the request and is waiting\..* allowed access for Anna Ng\./);
    expect(told[4]).toContain('Outcome: Solved. 1 session, 1 minute in all.');
  });

  it('keeps the call for an Allow from waiting', async () => {
    const id = await world.request(ticket);
    await world.give(id, { type: 'join', actor: { kind: 'recipient' }, device: null });
    await world.dispatcher.quiet();
    expect(await markers()).toHaveLength(1);
    const consent = { consented: true, textVersion: '1', language: 'en', named: 'Anna Ng', address: '123456789' };
    await world.give(id, {
      type: 'allow-access',
      actor: { kind: 'recipient' },
      ...consent,
      device: null,
      wishes: ['view'],
    });
    await world.dispatcher.quiet();
    expect(await markers()).toHaveLength(2);
  });

  it('tells of a joining that nothing follows, after a minute', async () => {
    const id = await world.request(ticket);
    await world.give(id, { type: 'join', actor: { kind: 'recipient' }, device: null });
    await world.advance(59 * SECOND);
    expect(await markers()).toHaveLength(1);
    await world.advance(SECOND);
    expect(await markers()).toHaveLength(2);
  });
});

describe('an entry is written exactly once when', () => {
  it.each([
    { what: 'the answer is lost', fault: { kind: 'lost-answer' } },
    { what: 'the answer is cut', fault: { kind: 'truncated' } },
    { what: 'the answer cannot be read', fault: { kind: 'malformed-json' } },
    { what: 'a page of somebody in between comes back', fault: { kind: 'html-answer' } },
    { what: 'no answer ever comes', fault: { kind: 'hang' } },
    { what: 'the connection is cut before anything happened', fault: { kind: 'reset' } },
    { what: 'a 500 comes and it was written', fault: { kind: 'error', status: 500, body: 'json', done: true } },
    { what: 'a 502 comes and it was not written', fault: { kind: 'error', status: 502, body: 'html', done: false } },
    {
      what: 'it is written a minute after the answer was lost',
      fault: { kind: 'late-commit', commitAfterMs: MINUTE, answer: 'lost' },
    },
    {
      what: 'it is written two minutes after no answer came, just before we look',
      fault: { kind: 'late-commit', commitAfterMs: 119 * SECOND, answer: 'never' },
    },
  ] as const)('$what', async ({ fault }) => {
    await requestUnder(fault);
    await world.untilDelivered();
    await world.advance(5 * MINUTE);
    const found = await markers();
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^RS-000001-01-/);
  });

  it('nothing is sent before the two minutes are over, and other tickets do not wait', async () => {
    await requestUnder({ kind: 'error', status: 500, body: 'empty', done: false });
    const other = await world.newTicket();
    await world.request(other);
    await world.dispatcher.quiet();
    expect(await markers(other)).toHaveLength(1);
    await world.advance(110 * SECOND);
    expect(await markers()).toHaveLength(0);
    await world.advance(10 * SECOND);
    expect(await markers()).toHaveLength(1);
  });

  it('the process dies after the entry was written and before it knew', async () => {
    await nextNote({ kind: 'late-commit', commitAfterMs: SECOND, answer: 'never' });
    await world.request(ticket);
    await eventually('the note to arrive', async () =>
      (await world.desk.control.calls()).some(({ route }) => route === 'create-note'),
    );
    await world.crash();
    await world.untilDelivered();
    await world.advance(5 * MINUTE);
    expect(await markers()).toHaveLength(1);
  });
});

describe('the help desk’s limits and refusals', () => {
  it('a rate limit is waited out, and costs nothing but time', async () => {
    await requestUnder({ kind: 'rate-limited', retryAfter: '40' });
    await world.advance(39 * SECOND);
    expect(await markers()).toHaveLength(0);
    await world.advance(10 * SECOND);
    expect(await markers()).toHaveLength(1);
  });

  it('refused credentials pause the account with a reason until they are mended', async () => {
    await world.desk.control.faults([{ fault: { kind: 'unauthorized' } }]);
    const id = await world.request(ticket);
    await world.wholeJourney(id);
    expect(await world.deliveries.pauses.list()).toMatchObject([
      { channel: 'help-desk:acme', reason: 'Freshservice refused the API key.' },
    ]);
    await world.desk.control.faults([]);
    await world.dispatcher.resume('help-desk:acme');
    await world.untilDelivered();
    expect(await markers()).toHaveLength(5);
  });

  it('a ticket that was deleted parks its entries with the reason, and holds up no other', async () => {
    await world.desk.control.settings({ deletedTickets: '404' });
    await world.desk.control.mark(Number(ticket.id), 'delete');
    const id = await world.request(ticket);
    await world.dispatcher.quiet();
    const [parked] = await world.deliveries.reader.troubled([id]);
    expect(parked).toMatchObject({
      state: 'parked',
      reason: 'Freshservice has no such record, or does not show it to this API key.',
    });
    await world.desk.control.mark(Number(ticket.id), 'restore');
    expect(await world.dispatcher.resend(parked?.id ?? '')).toBe('queued');
    await world.untilDelivered();
    expect(await markers()).toHaveLength(1);
  });
});

describe('under every fault at once', () => {
  it('each ticket’s entries arrive exactly once and in order', async () => {
    const share = (probability: number, fault: FaultRuleInput['fault']): FaultRuleInput => ({
      on: CREATE,
      when: { probability },
      fault,
    });
    await world.desk.control.faults(
      [
        share(0.1, { kind: 'lost-answer' }),
        share(0.1, { kind: 'error', status: 500, body: 'json', done: false }),
        share(0.1, { kind: 'error', status: 503, body: 'html', done: true }),
        share(0.1, { kind: 'late-commit', commitAfterMs: 30 * SECOND, answer: 'error' }),
        share(0.1, { kind: 'rate-limited', retryAfter: '3' }),
        share(0.1, { kind: 'reset' }),
        {
          on: { route: 'list-conversations' },
          when: { probability: 0.2 },
          fault: { kind: 'error', status: 500, body: 'html', done: false },
        },
      ],
      7,
    );
    const tickets: TicketRef[] = [];
    for (let index = 0; index < 6; index += 1) tickets.push(await world.newTicket());
    for (const one of tickets) await world.wholeJourney(await world.request(one));
    await world.untilDelivered();
    await world.advance(5 * MINUTE);
    for (const one of tickets) {
      const found = await markers(one);
      const seqs = found.map((marker) => Number(marker.split('-')[2]));
      expect(new Set(found).size).toBe(found.length);
      expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
      // The joining may have gone out before the Allow, where a fault held the lane up in between.
      expect(seqs.filter((seq) => seq !== 2)).toEqual([1, 3, 4, 5, 6]);
    }
  });
});

describe('a living entry on the ticket', () => {
  it('stays one entry through the whole journey, with a closing one beside it', async () => {
    await world.end();
    world = await freshserviceWorld({ installation: anInstallation({}, { timeline: 'living-entry' }) });
    ticket = await world.newTicket();
    await nextNote({ kind: 'lost-answer' });
    const id = await world.request(ticket);
    await world.wholeJourney(id);
    await world.untilDelivered();
    const told = await world.timeline(ticket);
    expect(told).toHaveLength(2);
    expect(told[0]).toMatch(/^Ref RS-000001-00-.{4} Remote support request RS-000001: Closed/);
    expect(told[1]).toMatch(/^Ref RS-000001-06-.{4} Remote support request RS-000001: Closed/);
    await world.give(id, { type: 'add-comment', actor: BY_ANNA, text: 'Printed a page.' });
    await world.untilDelivered();
    expect((await world.timeline(ticket))[0]).toContain('Anna Ng commented: Printed a page.');
  });
});
