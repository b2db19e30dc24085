import { describe, it } from '@jest/globals';
import { command } from '../builders/commands.ts';
import { consentAt, event } from '../builders/events.ts';
import { CONNECTED, OPEN, READY, READY_AGAIN } from '../builders/histories.ts';
import { BY_RECIPIENT, BY_REMOTE_TOOL, BY_SYSTEM, MAYS_ADDRESS } from '../builders/people.ts';
import { HOUR, MINUTE, at } from '../builders/times.ts';
import { given } from './given.ts';

const ENDS = at('09:45');
const HALF_AN_HOUR = { count: 1, totalMs: 30 * MINUTE, estimated: false };
const WATCHED = [
  ...READY,
  event('session-started', at('09:15'), { actor: BY_REMOTE_TOOL, source: 'remote-tool', externalId: '77' }),
];

describe('A Connected request', () => {
  it('is connected already when the start is told twice', () => {
    given(CONNECTED).when(command('start-session'), at('09:16')).refused({ reason: 'already-done' });
  });

  describe('when the session ends', () => {
    it.each(['technical', 'agent'] as const)('is Ready to be taken up again (%s end)', (endedBy) => {
      given(CONNECTED)
        .when(command('end-session', { endedBy }), ENDS)
        .yields(event('session-ended', ENDS, { endedBy }))
        .leaving({
          status: 'Ready',
          consent: consentAt(at('09:15')),
          address: MAYS_ADDRESS,
          lastSessionEndedAt: ENDS,
          launch: null,
          sessions: HALF_AN_HOUR,
        });
    });

    it('by the recipient is Waiting: the consent is used up', () => {
      given(CONNECTED)
        .when(command('end-session', { actor: BY_REMOTE_TOOL, source: 'remote-tool', endedBy: 'recipient' }), ENDS)
        .yields(event('session-ended', ENDS, { actor: BY_REMOTE_TOOL, source: 'remote-tool', endedBy: 'recipient' }))
        .leaving({ status: 'Waiting', because: 'ended-by-recipient', sessions: HALF_AN_HOUR });
    });

    it('counts no time before its start and none in the future', () => {
      given(CONNECTED)
        .when(command('end-session', { endedAt: at('08:00') }), ENDS)
        .yields(event('session-ended', ENDS, { endedAt: at('09:15'), durationMs: 0 }));
      given(CONNECTED)
        .when(command('end-session', { endedAt: at('23:00') }), ENDS)
        .yields(event('session-ended', ENDS, { endedAt: ENDS, durationMs: 30 * MINUTE }));
    });

    it('adds to the sessions before', () => {
      given([...READY_AGAIN, event('session-started', at('09:50'))])
        .when(command('end-session', { endedAt: at('10:00') }), at('10:00'))
        .yields(event('session-ended', at('10:00'), { durationMs: 10 * MINUTE }))
        .leaving({ sessions: { count: 2, totalMs: 40 * MINUTE, estimated: false } });
    });
  });

  describe('that ends without a word', () => {
    it('asks the agent after two hours, once', () => {
      const notBefore = at('11:15');
      given(CONNECTED)
        .when(command('ask-session-end'), notBefore - 1)
        .refused({ reason: 'too-early', notBefore });
      given(CONNECTED)
        .when(command('ask-session-end'), notBefore)
        .yields(event('session-end-asked', notBefore))
        .leaving({ status: 'Connected' });
      given([...CONNECTED, event('session-end-asked', notBefore)])
        .when(command('ask-session-end'), at('12:00'))
        .refused({ reason: 'nothing-changed' });
    });

    it('closes after twelve hours as "end not observed", its time an estimate', () => {
      const unseen = { actor: BY_SYSTEM, outcome: 'not-stated', reason: 'end-not-observed' } as const;
      const asked = [...CONNECTED, event('session-end-asked', at('11:15'))];
      given(asked)
        .when(command('close-request', { actor: BY_SYSTEM }), at('21:15') - 1)
        .refused({ reason: 'too-early', notBefore: at('21:15') });
      given(asked)
        .when(command('close-request', { ...unseen, note: '' }), at('21:15'))
        .yields(event('request-closed', at('21:15'), { ...unseen, sessionMs: 12 * HOUR, sessionEstimated: true }))
        .leaving({ status: 'Closed', sessions: { count: 1, totalMs: 12 * HOUR, estimated: true } });
    });

    it('counts twelve hours, however late the sweep comes by', () => {
      given(CONNECTED)
        .when(command('close-request', { actor: BY_SYSTEM, outcome: 'not-stated', note: '' }), at('21:15', 4))
        .yields(
          event('request-closed', at('21:15', 4), {
            actor: BY_SYSTEM,
            outcome: 'not-stated',
            reason: 'end-not-observed',
            sessionMs: 12 * HOUR,
            sessionEstimated: true,
          }),
        );
    });

    it('is left to AnyDesk’s own record where that watches it', () => {
      given(WATCHED).when(command('ask-session-end'), at('12:00')).refused({ reason: 'nothing-changed' });
      given(WATCHED)
        .when(command('close-request', { actor: BY_SYSTEM }), at('22:00'))
        .refused({ reason: 'nothing-changed' });
    });
  });

  describe('when the recipient has had enough', () => {
    it('is Waiting once he withdraws, the session counted until then', () => {
      given(CONNECTED)
        .when(command('withdraw-consent'), ENDS)
        .yields(event('consent-withdrawn', ENDS, { sessionMs: 30 * MINUTE }))
        .leaving({ status: 'Waiting', because: 'withdrawn', sessions: HALF_AN_HOUR });
    });

    it('closes for good on "this is not my request", the session counted until then', () => {
      given(CONNECTED)
        .when(command('report-request'), ENDS)
        .yields(event('request-reported', ENDS, { sessionMs: 30 * MINUTE }))
        .leaving({ status: 'Closed', reason: 'reported', sessions: HALF_AN_HOUR });
    });

    it('has no Deny: that is Withdraw now', () => {
      given(CONNECTED)
        .when(command('deny-access'), ENDS)
        .refused({ reason: 'wrong-status', status: 'Connected', allowed: ['Waiting', 'Ready'] });
    });
  });

  it('closes by the agent or the recipient with the session counted until then', () => {
    given(CONNECTED)
      .when(command('close-request', { outcome: 'solved', note: 'Done.' }), ENDS)
      .yields(event('request-closed', ENDS, { note: 'Done.', sessionMs: 30 * MINUTE }))
      .leaving({ status: 'Closed', sessions: HALF_AN_HOUR });
    given(CONNECTED)
      .when(command('close-request', { actor: BY_RECIPIENT, outcome: 'solved', note: '' }), ENDS)
      .yields(event('request-closed', ENDS, { actor: BY_RECIPIENT, reason: 'by-recipient', sessionMs: 30 * MINUTE }));
  });

  it('never expires', () => {
    given(CONNECTED)
      .when(command('expire-request'), at('09:00', 20))
      .refused({ reason: 'wrong-status', status: 'Connected', allowed: ['Open', 'Waiting', 'Ready'] });
  });

  it.each(['reschedule', 'correct-recipient', 'extend', 'resend-invitation'] as const)(
    'does not let %s pull the request away under the session',
    (type) => {
      given(CONNECTED)
        .when(command(type), ENDS)
        .refused({ reason: 'wrong-status', status: 'Connected', allowed: ['Open', 'Waiting', 'Ready'] });
    },
  );
});

describe('A request whose session broke off', () => {
  const over = { actor: BY_SYSTEM, outcome: 'not-stated', reason: 'session-over' } as const;
  const close = command('close-request', { actor: BY_SYSTEM, outcome: 'not-stated', note: '' });

  it('closes by itself 15 minutes later', () => {
    given(READY_AGAIN)
      .when(close, at('10:00') - 1)
      .refused({ reason: 'too-early', notBefore: at('10:00') });
    given(READY_AGAIN)
      .when(close, at('10:00'))
      .yields(event('request-closed', at('10:00'), over))
      .leaving({ status: 'Closed', reason: 'session-over', sessions: HALF_AN_HOUR });
  });

  it('gets 15 minutes more when the agent presses Connect again', () => {
    const again = [...READY_AGAIN, event('connect-launched', at('09:55'))];
    given(again)
      .when(close, at('10:00'))
      .refused({ reason: 'too-early', notBefore: at('10:10') });
    given(again)
      .when(close, at('10:10'))
      .yields(event('request-closed', at('10:10'), over));
  });

  it('can be taken up again without a new Allow, though the recipient left the page long ago', () => {
    const longSession = [
      ...READY,
      event('session-started', at('09:15')),
      event('session-ended', at('11:00'), { durationMs: 105 * MINUTE }),
    ];
    given(longSession)
      .when(command('lapse-access'), at('11:00'))
      .refused({ reason: 'too-early', notBefore: at('11:30') });
    given(longSession)
      .when(command('launch-connect'), at('11:10'))
      .yields(event('claimed', at('11:10')), event('connect-launched', at('11:10')));
  });

  it('is Connected again on the same consent', () => {
    given(READY_AGAIN)
      .when(command('start-session', { startedAt: at('09:50') }), at('09:50'))
      .yields(event('session-started', at('09:50'), { consent: consentAt(at('09:15')) }))
      .leaving({ status: 'Connected', sessions: HALF_AN_HOUR });
  });

  it('closes instead of expiring: it did its work', () => {
    const waitsOn = [...READY_AGAIN, event('consent-withdrawn', at('09:46'))];
    given(waitsOn)
      .when(command('expire-request'), at('09:00', 2))
      .yields(
        event('request-closed', at('09:00', 2), {
          actor: BY_SYSTEM,
          outcome: 'not-stated',
          reason: 'expired-after-session',
        }),
      )
      .leaving({ status: 'Closed', reason: 'expired-after-session' });
  });

  it('expires like any other when it never was Connected', () => {
    given(OPEN)
      .when(command('expire-request'), at('09:00', 2))
      .yields(event('request-expired', at('09:00', 2)))
      .leaving({ status: 'Expired' });
  });
});
