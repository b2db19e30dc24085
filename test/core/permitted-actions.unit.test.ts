import { describe, expect, it } from '@jest/globals';
import type { SessionRequestEvent } from '../../core/session-request/events.ts';
import { type PermittedAction, permittedActions } from '../../core/session-request/permitted-actions.ts';
import { DEFAULT_SETTINGS, type Actor, type EpochMs } from '../../core/session-request/values.ts';
import { event } from '../builders/events.ts';
import { CLOSED, CONNECTED, EXPIRED, OPEN, READY, WAITING, fold } from '../builders/histories.ts';
import {
  BEN,
  BY_ANNA,
  BY_ANNA_ASSERTED,
  BY_HELP_DESK,
  BY_RECIPIENT,
  BY_REMOTE_TOOL,
  BY_SYSTEM,
  assignedTo,
} from '../builders/people.ts';
import { at } from '../builders/times.ts';

const NOW = at('09:20');

function actions(actor: Actor, history: readonly SessionRequestEvent[], now: EpochMs = NOW): PermittedAction[] {
  return permittedActions(actor, fold(history), { now, recipientSeenAt: null, settings: DEFAULT_SETTINGS });
}

function names(actor: Actor, history: readonly SessionRequestEvent[], now: EpochMs = NOW): string[] {
  return actions(actor, history, now).map(({ command, channel }) => (channel ? `${command}:${channel}` : command));
}

const ALWAYS = ['add-comment'];
// By SMS nothing is sent yet.
const RESENDS = ['resend-invitation:email', 'resend-invitation:ticket'];
const BEFORE_THE_SESSION = [
  'close-request',
  'reschedule',
  'set-session-link',
  'correct-recipient',
  'assign',
  'claim',
  'extend',
];

describe('The agent’s buttons', () => {
  it.each([
    ['Open', OPEN, [...BEFORE_THE_SESSION, ...ALWAYS, ...RESENDS]],
    ['Waiting', WAITING, ['enter-address', 'ask-for-access', ...BEFORE_THE_SESSION, ...ALWAYS, ...RESENDS]],
    ['Ready', READY, ['launch-connect', 'start-session', ...BEFORE_THE_SESSION, ...ALWAYS, ...RESENDS]],
    ['Connected', CONNECTED, ['end-session', 'close-request', 'assign', 'claim', ...ALWAYS]],
    ['Closed', CLOSED, ['reopen-request', ...ALWAYS]],
    ['Expired', EXPIRED, ['reopen-request', ...ALWAYS]],
  ] as const)('for a request that is %s', (_status, history, expected) => {
    expect(names(BY_ANNA, history)).toEqual(expected);
  });

  it('are the same without a sign-in: Connect leads there', () => {
    expect(names(BY_ANNA_ASSERTED, READY)).toEqual(names(BY_ANNA, READY));
  });

  it('say whom Connect would take over from', () => {
    const bens = [...READY, event('assigned', at('09:12'), { assignee: assignedTo(BEN) })];
    expect(actions(BY_ANNA, bens)).toContainEqual({
      command: 'launch-connect',
      takeOverFrom: BEN.name,
      againAt: null,
      channel: null,
    });
    expect(names(BY_ANNA, bens)).not.toContain('claim');
  });

  it('say when asking for access is possible again', () => {
    const asked = [...WAITING, event('access-asked', at('09:19'))];
    expect(actions(BY_ANNA, asked)).toContainEqual({
      command: 'ask-for-access',
      takeOverFrom: null,
      againAt: at('09:21'),
      channel: null,
    });
  });

  it('follow the clock, not the sweep', () => {
    expect(names(BY_ANNA, OPEN, at('09:00', 2))).toEqual(['reopen-request', ...ALWAYS]);
    expect(names(BY_ANNA, READY, at('09:40'))).not.toContain('launch-connect');
  });

  it('offer to keep a request open that closes with its ticket', () => {
    expect(names(BY_ANNA, [...OPEN, event('ticket-closed', at('09:19'))])).toContain('keep-open');
  });

  it('offer a ticket to a request that has none', () => {
    expect(names(BY_ANNA, [event('request-created', at('09:00'), { ticket: null })])).toContain('attach-ticket');
  });

  it('offer no way back to a reported request', () => {
    expect(names(BY_ANNA, [...WAITING, event('request-reported', NOW)])).toEqual(ALWAYS);
  });
});

describe('The recipient’s buttons', () => {
  it.each([
    ['Open', OPEN, ['join', 'note-readiness', 'report-request', 'close-request', 'reschedule', 'ask-call-back']],
    [
      'Waiting',
      WAITING,
      [
        'move-here',
        'note-readiness',
        'enter-address',
        'note-download',
        'allow-access',
        'deny-access',
        'report-request',
        'close-request',
        'reschedule',
        'ask-call-back',
      ],
    ],
    [
      'Ready',
      READY,
      [
        'move-here',
        'deny-access',
        'withdraw-consent',
        'report-request',
        'close-request',
        'reschedule',
        'ask-call-back',
      ],
    ],
    ['Connected', CONNECTED, ['withdraw-consent', 'report-request', 'close-request', 'ask-call-back']],
    ['Closed', CLOSED, ['ask-new-link']],
    ['Expired', EXPIRED, ['ask-new-link']],
  ] as const)('for a request that is %s', (_status, history, expected) => {
    expect(names(BY_RECIPIENT, history)).toEqual(expected);
  });
});

describe('Machines', () => {
  it('have no buttons of people', () => {
    expect(names(BY_SYSTEM, OPEN)).toEqual([]);
    expect(names(BY_REMOTE_TOOL, OPEN)).toEqual(ALWAYS);
    expect(names(BY_HELP_DESK, [...OPEN, event('ticket-closed', at('09:19'))])).toEqual(['keep-open']);
  });
});
