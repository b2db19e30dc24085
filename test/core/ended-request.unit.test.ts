import { describe, it } from '@jest/globals';
import { command } from '../builders/commands.ts';
import { event } from '../builders/events.ts';
import { CLOSED, CONNECTED, EXPIRED, OPEN, READY, WAITING } from '../builders/histories.ts';
import { BY_HELP_DESK, BY_REMOTE_TOOL, MAYS_ADDRESS } from '../builders/people.ts';
import { DAY, MINUTE, at } from '../builders/times.ts';
import { given } from './given.ts';

const NOON = at('12:00');
const REPORTED = [...WAITING, event('request-reported', at('10:00'))];
const TICKET_DELETED = [
  ...WAITING,
  event('request-closed', at('10:00'), { actor: BY_HELP_DESK, outcome: 'cancelled', reason: 'ticket-deleted' }),
];

describe('Reopening', () => {
  it('makes a Closed request Open for another 24 hours, on the same link', () => {
    given(CLOSED)
      .when(command('reopen-request'), NOON)
      .yields(event('request-reopened', NOON, { expiresAt: NOON + DAY, newLink: false }))
      .leaving({ status: 'Open', expiresAt: NOON + DAY, linkGeneration: 1 });
  });

  it('makes an Expired request Open', () => {
    given(EXPIRED)
      .when(command('reopen-request'), at('12:00', 2))
      .yields(event('request-reopened', at('12:00', 2)))
      .leaving({ status: 'Open', linkGeneration: 1 });
  });

  it('takes the expiry the agent chose, within the same limits', () => {
    given(CLOSED)
      .when(command('reopen-request', { expiresAt: at('13:00') }), NOON)
      .yields(event('request-reopened', NOON, { expiresAt: at('13:00') }));
    given(CLOSED)
      .when(command('reopen-request', { expiresAt: at('11:00') }), NOON)
      .refused({ reason: 'expiry-in-the-past' });
    given(CLOSED)
      .when(command('reopen-request', { expiresAt: NOON + 14 * DAY + 1 }), NOON)
      .refused({ reason: 'expiry-too-late', latest: NOON + 14 * DAY });
  });

  it('begins anew: no consent, no Deny, no plan, but with the time already spent', () => {
    const schedule = { startAt: at('09:30'), timeZone: 'UTC' };
    const spent = [
      ...OPEN,
      event('rescheduled', at('09:01'), { schedule, expiresAt: at('09:00', 2) }),
      event('recipient-joined', at('09:30')),
      event('access-denied', at('09:31')),
      event('access-granted', at('09:32')),
      event('session-started', at('09:33')),
      event('request-closed', at('09:43'), { sessionMs: 10 * MINUTE }),
    ];
    given(spent)
      .when(command('reopen-request'), NOON)
      .yields(event('request-reopened', NOON))
      .leaving({
        status: 'Open',
        denials: 0,
        schedule: null,
        sessions: { count: 1, totalMs: 10 * MINUTE, estimated: false },
      });
  });

  it('keeps the old link for exactly seven days after the end', () => {
    given(CLOSED)
      .when(command('reopen-request'), at('10:00', 8))
      .yields(event('request-reopened', at('10:00', 8), { newLink: false }));
    given(CLOSED)
      .when(command('reopen-request'), at('10:00', 8) + 1)
      .yields(event('request-reopened', at('10:00', 8) + 1, { newLink: true }))
      .leaving({ linkGeneration: 2 });
    given(EXPIRED)
      .when(command('reopen-request'), at('09:00', 9) + 1)
      .yields(event('request-reopened', at('09:00', 9) + 1, { newLink: true }))
      .leaving({ linkGeneration: 2 });
  });

  it('never brings back a request that the recipient reported', () => {
    given(REPORTED).when(command('reopen-request'), NOON).refused({ reason: 'was-reported' });
  });

  it('never brings back a request whose ticket was deleted', () => {
    given(TICKET_DELETED).when(command('reopen-request'), NOON).refused({ reason: 'ticket-gone' });
  });

  it('has no meaning while the request is active', () => {
    for (const [history, status] of [
      [OPEN, 'Open'],
      [WAITING, 'Waiting'],
      [READY, 'Ready'],
      [CONNECTED, 'Connected'],
    ] as const) {
      given(history)
        .when(command('reopen-request'), at('09:20'))
        .refused({ reason: 'wrong-status', status, allowed: ['Closed', 'Expired'] });
    }
  });
});

describe('The recipient of an ended request', () => {
  it.each([
    ['Closed', CLOSED],
    ['Expired', EXPIRED],
  ] as const)('may ask for a new link (%s), which reopens nothing by itself', (status, history) => {
    given(history)
      .when(command('ask-new-link'), at('12:00', 2))
      .yields(event('new-link-asked', at('12:00', 2)))
      .leaving({ status, newLinkAskedAt: at('12:00', 2), linkGeneration: 1 });
  });

  it('may ask again after ten minutes', () => {
    const asked = [...CLOSED, event('new-link-asked', NOON)];
    given(asked)
      .when(command('ask-new-link'), at('12:10') - 1)
      .refused({ reason: 'asked-recently', againAt: at('12:10') });
    given(asked)
      .when(command('ask-new-link'), at('12:10'))
      .yields(event('new-link-asked', at('12:10')));
  });

  it('may not ask where it was reported or the ticket is gone', () => {
    given(REPORTED).when(command('ask-new-link'), NOON).refused({ reason: 'was-reported' });
    given(TICKET_DELETED).when(command('ask-new-link'), NOON).refused({ reason: 'ticket-gone' });
  });

  it('is told that the time is over when he presses Join', () => {
    given(EXPIRED).when(command('join'), at('12:00', 2)).refused({ reason: 'expired' });
    given(CLOSED)
      .when(command('join'), NOON)
      .refused({ reason: 'wrong-status', status: 'Closed', allowed: ['Open'] });
  });

  it('needs no new link while the request is active', () => {
    given(WAITING)
      .when(command('ask-new-link'), at('09:10'))
      .refused({ reason: 'wrong-status', status: 'Waiting', allowed: ['Closed', 'Expired'] });
  });
});

describe('A session that shows up after the end', () => {
  const seen = {
    actor: BY_REMOTE_TOOL,
    source: 'remote-tool',
    startedAt: at('11:59'),
    address: MAYS_ADDRESS,
  } as const;

  it('does not bring the request back', () => {
    given(CLOSED)
      .when(command('start-session', seen), NOON)
      .refused({ reason: 'wrong-status', status: 'Closed', allowed: ['Open', 'Waiting', 'Ready'] });
    given(EXPIRED).when(command('start-session', seen), at('12:00', 2)).refused({ reason: 'expired' });
  });
});
