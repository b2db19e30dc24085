import { describe, it } from '@jest/globals';
import { command } from '../builders/commands.ts';
import { event } from '../builders/events.ts';
import { OPEN, READY, READY_AGAIN } from '../builders/histories.ts';
import {
  ANNA,
  BEN,
  BY_ANNA,
  BY_ANNA_ASSERTED,
  BY_BEN,
  MAYS_ADDRESS,
  NETWORK_QUEUE,
  UNASSIGNED,
  assignedTo,
} from '../builders/people.ts';
import { at } from '../builders/times.ts';
import { given } from './given.ts';
import type { Assignee } from '../../core/session-request/values.ts';

const NOW = at('09:15');

const readyFor = (assignee: Assignee) => [...READY, event('assigned', at('09:11'), { assignee })];

describe('Connect on a Ready request', () => {
  it('of nobody takes it in the same decision', () => {
    given(READY)
      .when(command('launch-connect'), NOW)
      .yields(event('claimed', NOW, { previous: UNASSIGNED }), event('connect-launched', NOW))
      .leaving({ status: 'Ready', assignee: assignedTo(ANNA), launch: { agent: ANNA, at: NOW, unanswered: false } });
  });

  it('of a queue takes it and leaves it in the queue’s sight', () => {
    given(readyFor(NETWORK_QUEUE))
      .when(command('launch-connect'), NOW)
      .yields(event('claimed', NOW, { previous: NETWORK_QUEUE }), event('connect-launched', NOW))
      .leaving({ assignee: assignedTo(ANNA, 'queue-network') });
  });

  it('of an AnyDesk client takes it', () => {
    const client = { kind: 'client', address: '111222333' } as const;
    given(readyFor(client))
      .when(command('launch-connect'), NOW)
      .yields(event('claimed', NOW, { previous: client }), event('connect-launched', NOW))
      .leaving({ assignee: assignedTo(ANNA) });
  });

  it('of her own starts at once', () => {
    given(readyFor(assignedTo(ANNA)))
      .when(command('launch-connect'), NOW)
      .yields(event('connect-launched', NOW))
      .leaving({ assignee: assignedTo(ANNA) });
  });

  it('of a colleague asks first, naming him', () => {
    given(readyFor(assignedTo(BEN)))
      .when(command('launch-connect'), NOW)
      .refused({ reason: 'taken', by: BEN });
  });

  it('of a colleague takes over once she said yes, and remembers from whom', () => {
    given(readyFor(assignedTo(BEN, 'queue-network')))
      .when(command('launch-connect', { takeOver: true }), NOW)
      .yields(
        event('claimed', NOW, { previous: assignedTo(BEN, 'queue-network') }),
        event('connect-launched', NOW, { takenOverFrom: BEN }),
      )
      .leaving({ assignee: assignedTo(ANNA, 'queue-network') });
  });

  it('takes nothing over from herself or from nobody, whatever was pressed', () => {
    given(readyFor(assignedTo(ANNA)))
      .when(command('launch-connect', { takeOver: true }), NOW)
      .yields(event('connect-launched', NOW, { takenOverFrom: null }));
  });

  it('needs a sign-in: the help desk’s word for her is not enough', () => {
    given(READY)
      .when(command('launch-connect', { actor: BY_ANNA_ASSERTED }), NOW)
      .refused({ reason: 'sign-in-needed' });
    given(readyFor(assignedTo(ANNA)))
      .when(command('launch-connect', { actor: BY_ANNA_ASSERTED, takeOver: true }), NOW)
      .refused({ reason: 'sign-in-needed' });
  });

  it('may be pressed again', () => {
    given([...readyFor(assignedTo(ANNA)), event('connect-launched', NOW), event('connect-unanswered', at('09:17'))])
      .when(command('launch-connect'), at('09:20'))
      .yields(event('connect-launched', at('09:20')))
      .leaving({ launch: { agent: ANNA, at: at('09:20'), unanswered: false } });
  });

  it('is offered again after the session broke off', () => {
    given(READY_AGAIN)
      .when(command('launch-connect', { actor: BY_BEN }), at('09:50'))
      .yields(
        event('claimed', at('09:50'), { actor: BY_BEN, agent: BEN }),
        event('connect-launched', at('09:50'), { actor: BY_BEN, agent: BEN }),
      )
      .leaving({ status: 'Ready', address: MAYS_ADDRESS, lastSessionEndedAt: at('09:45') });
  });
});

describe('Claiming a request', () => {
  it('takes it from nobody or from a queue', () => {
    given(OPEN)
      .when(command('claim'), NOW)
      .yields(event('claimed', NOW))
      .leaving({ assignee: assignedTo(ANNA) });
    given([...OPEN, event('assigned', at('09:01'), { assignee: NETWORK_QUEUE })])
      .when(command('claim'), NOW)
      .yields(event('claimed', NOW, { previous: NETWORK_QUEUE }))
      .leaving({ assignee: assignedTo(ANNA, 'queue-network') });
  });

  it('never takes it from a colleague', () => {
    given(readyFor(assignedTo(BEN)))
      .when(command('claim'), NOW)
      .refused({ reason: 'taken', by: BEN });
  });

  it('is done once', () => {
    given(readyFor(assignedTo(ANNA)))
      .when(command('claim'), NOW)
      .refused({ reason: 'already-done' });
  });

  it('needs no sign-in', () => {
    given(OPEN)
      .when(command('claim', { actor: BY_ANNA_ASSERTED }), NOW)
      .yields(event('claimed', NOW, { actor: BY_ANNA_ASSERTED }));
  });
});

describe('Assigning a request', () => {
  it.each<[string, Assignee]>([
    ['an agent', assignedTo(BEN)],
    ['a queue', NETWORK_QUEUE],
    ['an AnyDesk client', { kind: 'client', address: '111222333' }],
  ])('gives it to %s', (_whom, assignee) => {
    given(OPEN)
      .when(command('assign', { assignee }), NOW)
      .yields(event('assigned', NOW, { assignee, previous: UNASSIGNED }))
      .leaving({ status: 'Open', assignee });
    given([...OPEN, event('assigned', at('09:01'), { assignee })])
      .when(command('assign', { assignee }), NOW)
      .refused({ reason: 'nothing-changed' });
  });

  it('gives it back to nobody', () => {
    given(readyFor(assignedTo(BEN)))
      .when(command('assign', { actor: BY_ANNA, assignee: UNASSIGNED }), NOW)
      .yields(event('assigned', NOW, { assignee: UNASSIGNED, previous: assignedTo(BEN) }));
    given(OPEN)
      .when(command('assign', { assignee: UNASSIGNED }), NOW)
      .refused({ reason: 'nothing-changed' });
  });

  it.each<[string, Assignee, Assignee]>([
    ['queue', NETWORK_QUEUE, { kind: 'queue', queueId: 'queue-printers', name: 'Printers' }],
    ['AnyDesk client', { kind: 'client', address: '111222333' }, { kind: 'client', address: '444555666' }],
    ['kind of holder', { kind: 'client', address: '111222333' }, NETWORK_QUEUE],
  ])('moves it from one %s to another', (_what, previous, assignee) => {
    given(readyFor(previous))
      .when(command('assign', { assignee }), NOW)
      .yields(event('assigned', NOW, { assignee, previous }));
  });

  it('moves an agent’s request into another queue', () => {
    given(readyFor(assignedTo(BEN, 'queue-network')))
      .when(command('assign', { assignee: assignedTo(BEN, 'queue-printers') }), NOW)
      .yields(
        event('assigned', NOW, {
          assignee: assignedTo(BEN, 'queue-printers'),
          previous: assignedTo(BEN, 'queue-network'),
        }),
      );
  });
});
