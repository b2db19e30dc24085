import { describe, it } from '@jest/globals';
import type { SessionRequestEvent } from '../../core/session-request/events.ts';
import type { Assignee } from '../../core/session-request/values.ts';
import { command } from '../builders/commands.ts';
import { event } from '../builders/events.ts';
import { CLOSED, CONNECTED, EXPIRED, OPEN, READY, WAITING } from '../builders/histories.ts';
import {
  ANNA,
  BEN,
  BY_ANNA,
  BY_HELP_DESK,
  BY_SYSTEM,
  NETWORK_QUEUE,
  OTHER_TICKET,
  TICKET,
  UNASSIGNED,
  assignedTo,
} from '../builders/people.ts';
import { MINUTE, at } from '../builders/times.ts';
import { given } from './given.ts';

const NOW = at('09:20');
const TEN_MINUTES_ON = at('09:30');
const closesWithTicket = event('ticket-closed', NOW, { closesAt: TEN_MINUTES_ON });
const closeBySystem = command('close-request', { actor: BY_SYSTEM, outcome: 'not-stated', note: '' });

describe('When the ticket is closed', () => {
  it.each([
    ['Open', OPEN],
    ['Waiting', WAITING],
  ] as const)('a request that is %s closes ten minutes later', (status, history) => {
    given(history)
      .when(command('follow-ticket-closed'), NOW)
      .yields(closesWithTicket)
      .leaving({ status, closesWithTicketAt: TEN_MINUTES_ON });
    given([...history, closesWithTicket])
      .when(closeBySystem, TEN_MINUTES_ON - 1)
      .refused({ reason: 'too-early', notBefore: TEN_MINUTES_ON });
    given([...history, closesWithTicket])
      .when(closeBySystem, TEN_MINUTES_ON)
      .yields(
        event('request-closed', TEN_MINUTES_ON, { actor: BY_SYSTEM, outcome: 'not-stated', reason: 'ticket-closed' }),
      )
      .leaving({ status: 'Closed', reason: 'ticket-closed' });
  });

  it.each([BY_ANNA, BY_HELP_DESK])('that is undone by keeping it open, or by reopening the ticket', (actor) => {
    given([...OPEN, closesWithTicket])
      .when(command('keep-open', { actor }), at('09:25'))
      .yields(event('kept-open', at('09:25'), { actor }))
      .leaving({ status: 'Open', closesWithTicketAt: null, ticketClosedAt: null });
  });

  it('a Ready request stays and asks the agent', () => {
    given(READY)
      .when(command('follow-ticket-closed'), NOW)
      .yields(event('ticket-closed', NOW, { closesAt: null }))
      .leaving({ status: 'Ready', closesWithTicketAt: null, ticketClosedAt: NOW });
    given([...READY, event('ticket-closed', NOW, { closesAt: null })])
      .when(closeBySystem, at('09:39'))
      .refused({ reason: 'nothing-changed' });
  });

  it('a request that becomes Ready within the ten minutes stays too', () => {
    given([...WAITING, closesWithTicket])
      .when(command('allow-access'), at('09:25'))
      .yields(event('access-granted', at('09:25')))
      .leaving({ status: 'Ready', closesWithTicketAt: null, ticketClosedAt: NOW });
  });

  it('a Connected request stays', () => {
    given(CONNECTED).when(command('follow-ticket-closed'), NOW).refused({ reason: 'nothing-changed' });
  });

  it('the same news twice does nothing more', () => {
    given([...OPEN, closesWithTicket])
      .when(command('follow-ticket-closed'), at('09:25'))
      .refused({ reason: 'nothing-changed' });
  });

  it('an ended request stays ended', () => {
    given(CLOSED)
      .when(command('follow-ticket-closed'), at('10:30'))
      .refused({ reason: 'wrong-status', status: 'Closed', allowed: ['Open', 'Waiting', 'Ready', 'Connected'] });
  });

  it('there is nothing to keep open where nothing was about to close', () => {
    given(OPEN).when(command('keep-open'), NOW).refused({ reason: 'nothing-changed' });
  });
});

describe('When the ticket is merged into another', () => {
  it.each([
    ['Open', OPEN],
    ['Waiting', WAITING],
    ['Ready', READY],
    ['Connected', CONNECTED],
    ['Closed', CLOSED],
    ['Expired', EXPIRED],
  ] as const)('a request that is %s moves with it', (status, history) => {
    given(history)
      .when(command('follow-ticket-merge'), NOW)
      .yields(event('ticket-merged', NOW, { from: TICKET, into: OTHER_TICKET }))
      .leaving({ status, ticket: OTHER_TICKET });
  });

  it('the same news twice moves it once', () => {
    given([...OPEN, event('ticket-merged', at('09:10'))])
      .when(command('follow-ticket-merge'), NOW)
      .refused({ reason: 'nothing-changed' });
  });

  it('a request without a ticket stays without one', () => {
    given([event('request-created', at('09:00'), { ticket: null })])
      .when(command('follow-ticket-merge'), NOW)
      .refused({ reason: 'nothing-changed' });
  });
});

describe('When the ticket is deleted', () => {
  it.each([
    ['Open', OPEN, null],
    ['Waiting', WAITING, null],
    ['Ready', READY, null],
    ['Connected', CONNECTED, 5 * MINUTE],
  ] as const)('a request that is %s closes at once', (_status, history, sessionMs) => {
    given(history)
      .when(command('follow-ticket-deleted'), NOW)
      .yields(
        event('request-closed', NOW, {
          actor: BY_HELP_DESK,
          outcome: 'cancelled',
          reason: 'ticket-deleted',
          sessionMs,
        }),
      )
      .leaving({ status: 'Closed', reason: 'ticket-deleted' });
  });
});

describe('When the agent of a request left the help desk', () => {
  const left = command('follow-agent-left', { agentId: ANNA.id, place: NETWORK_QUEUE });
  const assignedRequest = (assignee: Assignee, history: readonly SessionRequestEvent[] = OPEN) =>
    given([...history, event('assigned', at('09:16'), { assignee })]);

  it.each([
    ['open', OPEN],
    ['connected', CONNECTED],
  ] as const)('the request goes where it came from, also while it is %s', (_, history) => {
    const previous = assignedTo(ANNA, 'queue-network');
    assignedRequest(previous, history)
      .when(left, NOW)
      .yields(event('assigned', NOW, { actor: BY_HELP_DESK, assignee: NETWORK_QUEUE, previous }))
      .leaving({ assignee: NETWORK_QUEUE });
  });

  it.each([
    ['a colleague has taken it', assignedTo(BEN)],
    ['it is in a queue', NETWORK_QUEUE],
    ['it is nobody’s', UNASSIGNED],
  ] as const)('the request stays where it is when %s', (_, assignee) => {
    assignedRequest(assignee).when(left, NOW).refused({ reason: 'nothing-changed' });
  });
});

describe('When the ticket gets another agent', () => {
  const annas = [...OPEN, event('assigned', at('09:10'), { assignee: assignedTo(ANNA, 'queue-network') })];
  const toBen = command('follow-ticket-reassigned', { from: ANNA, to: BEN });

  it('a request of the same agent follows', () => {
    given(annas)
      .when(toBen, NOW)
      .yields(
        event('assigned', NOW, {
          actor: BY_HELP_DESK,
          assignee: assignedTo(BEN, 'queue-network'),
          previous: assignedTo(ANNA, 'queue-network'),
        }),
      )
      .leaving({ assignee: assignedTo(BEN, 'queue-network') });
  });

  it('a request of the same agent is nobody’s when the ticket is nobody’s', () => {
    given(annas)
      .when(command('follow-ticket-reassigned', { from: ANNA, to: null }), NOW)
      .yields(
        event('assigned', NOW, {
          actor: BY_HELP_DESK,
          assignee: UNASSIGNED,
          previous: assignedTo(ANNA, 'queue-network'),
        }),
      );
  });

  it.each([
    ['another agent', assignedTo(BEN)],
    ['a queue', NETWORK_QUEUE],
    ['an AnyDesk client', { kind: 'client', address: '111222333' }],
    ['nobody', UNASSIGNED],
  ] as const)('a request of %s stays where it is', (_whose, assignee) => {
    given([...OPEN, event('assigned', at('09:10'), { assignee })])
      .when(command('follow-ticket-reassigned', { from: ANNA, to: { ...BEN, id: 'agent-cy' } }), NOW)
      .refused({ reason: 'nothing-changed' });
  });

  it('a request stays when the ticket had nobody before, or has the same agent still', () => {
    given(annas)
      .when(command('follow-ticket-reassigned', { from: null, to: BEN }), NOW)
      .refused({ reason: 'nothing-changed' });
    given(annas)
      .when(command('follow-ticket-reassigned', { from: ANNA, to: ANNA }), NOW)
      .refused({ reason: 'nothing-changed' });
  });

  it('nothing changes hands under a running session', () => {
    given([...CONNECTED, event('assigned', at('09:16'), { assignee: assignedTo(ANNA) })])
      .when(toBen, NOW)
      .refused({ reason: 'wrong-status', status: 'Connected', allowed: ['Open', 'Waiting', 'Ready'] });
  });
});
