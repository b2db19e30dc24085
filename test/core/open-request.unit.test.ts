import { describe, it } from '@jest/globals';
import type { EpochMs } from '../../core/session-request/values.ts';
import { command } from '../builders/commands.ts';
import { event } from '../builders/events.ts';
import { OPEN } from '../builders/histories.ts';
import { ANNA, BY_ANNA, BY_RECIPIENT, BY_REMOTE_TOOL, BY_SYSTEM, MAYS_ADDRESS } from '../builders/people.ts';
import { DAY, HOUR, MINUTE, at } from '../builders/times.ts';
import { given } from './given.ts';

const FIVE_PAST = at('09:05');
const NEXT_NINE = at('09:00', 2);

const later = (startAt: EpochMs) => ({ schedule: { startAt, timeZone: 'Asia/Taipei' } });

describe('An Open request', () => {
  describe('when the recipient presses', () => {
    it('waits for the agent', () => {
      given(OPEN)
        .when(command('join'), FIVE_PAST)
        .yields(event('recipient-joined', FIVE_PAST))
        .leaving({ status: 'Waiting', because: 'joined', joinedAt: FIVE_PAST, address: null, accessAsked: null });
    });

    it('closes for good on "this is not my request"', () => {
      given(OPEN)
        .when(command('report-request'), FIVE_PAST)
        .yields(event('request-reported', FIVE_PAST))
        .leaving({ status: 'Closed', reason: 'reported', outcome: 'cancelled' });
    });

    it('closes when he no longer needs it', () => {
      given(OPEN)
        .when(command('close-request', { actor: BY_RECIPIENT, outcome: 'cancelled', note: '' }), FIVE_PAST)
        .yields(
          event('request-closed', FIVE_PAST, { actor: BY_RECIPIENT, outcome: 'cancelled', reason: 'by-recipient' }),
        )
        .leaving({ status: 'Closed' });
    });

    it('cannot become Ready: nobody joined yet', () => {
      given(OPEN)
        .when(command('allow-access'), FIVE_PAST)
        .refused({ reason: 'wrong-status', status: 'Open', allowed: ['Waiting'] });
    });
  });

  describe('when AnyDesk’s own record shows a session', () => {
    const seen = { actor: BY_REMOTE_TOOL, source: 'remote-tool', startedAt: at('09:04'), agent: ANNA } as const;

    it('is Connected, with the consent given in AnyDesk’s window', () => {
      const consent = { source: 'remote-tool-window', givenAt: at('09:04') } as const;
      given(OPEN)
        .when(command('start-session', { ...seen, address: MAYS_ADDRESS, externalId: '77' }), FIVE_PAST)
        .yields(event('session-started', FIVE_PAST, { ...seen, address: MAYS_ADDRESS, externalId: '77', consent }))
        .leaving({ status: 'Connected', joinedAt: null, consent, address: MAYS_ADDRESS });
    });

    it('stays Open when the record does not know the address', () => {
      given(OPEN).when(command('start-session', seen), FIVE_PAST).refused({ reason: 'address-missing' });
    });

    it('stays Open when only a webhook or an agent says so', () => {
      const onlyReady = { reason: 'wrong-status', status: 'Open', allowed: ['Ready'] } as const;
      const address = MAYS_ADDRESS;
      given(OPEN)
        .when(command('start-session', { ...seen, source: 'webhook', address }), FIVE_PAST)
        .refused(onlyReady);
      given(OPEN).when(command('start-session', { address }), FIVE_PAST).refused(onlyReady);
    });

    it('stays Open when an agent passes his word off as AnyDesk’s record', () => {
      given(OPEN)
        .when(command('start-session', { ...seen, actor: BY_ANNA, address: MAYS_ADDRESS }), FIVE_PAST)
        .refused({ reason: 'wrong-status', status: 'Open', allowed: ['Ready'] });
    });
  });

  describe('when its time runs out', () => {
    it('expires on the millisecond and not before', () => {
      given(OPEN)
        .when(command('expire-request'), NEXT_NINE - 1)
        .refused({ reason: 'too-early', notBefore: NEXT_NINE });
      given(OPEN)
        .when(command('expire-request'), NEXT_NINE)
        .yields(event('request-expired', NEXT_NINE))
        .leaving({ status: 'Expired', expiredAt: NEXT_NINE });
    });

    it('does not wait for a page that was opened but where nobody pressed', () => {
      given(OPEN, { recipientSeenAt: NEXT_NINE - 1 })
        .when(command('expire-request'), NEXT_NINE)
        .yields(event('request-expired', NEXT_NINE));
    });
  });

  describe('when an agent changes it', () => {
    it('closes with his outcome and note', () => {
      given(OPEN)
        .when(command('close-request', { outcome: 'no-show', note: 'Called twice.' }), at('10:00'))
        .yields(event('request-closed', at('10:00'), { outcome: 'no-show', note: 'Called twice.' }))
        .leaving({ status: 'Closed', outcome: 'no-show', note: 'Called twice.', reason: 'by-agent' });
    });

    it('is not closed by the system without a reason', () => {
      given(OPEN)
        .when(command('close-request', { actor: BY_SYSTEM }), at('10:00'))
        .refused({ reason: 'nothing-changed' });
    });

    it('moves to another time, and its expiry with it', () => {
      const schedule = { startAt: at('14:00'), timeZone: 'Asia/Taipei' };
      given(OPEN)
        .when(command('reschedule', { schedule }), at('10:00'))
        .yields(event('rescheduled', at('10:00'), { schedule, expiresAt: schedule.startAt + DAY }))
        .leaving({ status: 'Open', schedule });
    });

    it('takes the expiry he chose for the new time', () => {
      const schedule = { startAt: at('14:00'), timeZone: 'Asia/Taipei' };
      given(OPEN)
        .when(command('reschedule', { schedule, expiresAt: at('16:00') }), at('10:00'))
        .yields(event('rescheduled', at('10:00'), { schedule, expiresAt: at('16:00') }));
    });

    it('cannot be moved into the past', () => {
      const schedule = { startAt: at('08:00'), timeZone: 'UTC' };
      given(OPEN).when(command('reschedule', { schedule }), at('10:00')).refused({ reason: 'start-in-the-past' });
    });

    it('cannot be moved to where it already is', () => {
      const schedule = { startAt: at('14:00'), timeZone: 'Asia/Taipei' };
      const moved = [...OPEN, event('rescheduled', at('10:00'), { schedule, expiresAt: at('14:00', 2) })];
      given(moved).when(command('reschedule', { schedule }), at('10:01')).refused({ reason: 'nothing-changed' });
    });
  });

  describe('when the recipient chooses another time', () => {
    it('moves, with the usual expiry whatever else was sent', () => {
      given(OPEN)
        .when(
          command('reschedule', { actor: BY_RECIPIENT, ...later(at('15:00')), expiresAt: at('15:00', 10) }),
          at('09:30'),
        )
        .yields(
          event('rescheduled', at('09:30'), {
            actor: BY_RECIPIENT,
            ...later(at('15:00')),
            expiresAt: at('15:00') + 24 * HOUR,
          }),
        );
    });

    it('moves at most 14 days on from when it was made', () => {
      const latest = at('09:00', 15);
      given(OPEN)
        .when(command('reschedule', { actor: BY_RECIPIENT, ...later(latest) }), at('09:30'))
        .yields(event('rescheduled', at('09:30'), { actor: BY_RECIPIENT, ...later(latest), expiresAt: latest + DAY }));
      given(OPEN)
        .when(command('reschedule', { actor: BY_RECIPIENT, ...later(latest + MINUTE) }), at('09:30'))
        .refused({ reason: 'expiry-too-late', latest });
    });
  });
});
