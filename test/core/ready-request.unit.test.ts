import { describe, it } from '@jest/globals';
import { command } from '../builders/commands.ts';
import { consentAt, event } from '../builders/events.ts';
import { READY } from '../builders/histories.ts';
import { ANNA, BY_ANNA, BY_REMOTE_TOOL, MAY, MAYS_ADDRESS, OTHER_ADDRESS } from '../builders/people.ts';
import { DAY, at } from '../builders/times.ts';
import { given } from './given.ts';

const QUARTER_PAST = at('09:15');
const LAPSES = at('09:40');
const LAUNCHED = [...READY, event('connect-launched', QUARTER_PAST)];

describe('A Ready request', () => {
  describe('while the recipient changes his mind', () => {
    it('takes a second Allow for the first', () => {
      given(READY).when(command('allow-access'), QUARTER_PAST).refused({ reason: 'already-done' });
    });

    it('is Waiting when he denies after all', () => {
      given(READY)
        .when(command('deny-access'), QUARTER_PAST)
        .yields(event('access-denied', QUARTER_PAST))
        .leaving({ status: 'Waiting', because: 'denied', denials: 1 });
    });

    it('is Waiting when he withdraws, and counts that as no Deny', () => {
      given(READY)
        .when(command('withdraw-consent'), QUARTER_PAST)
        .yields(event('consent-withdrawn', QUARTER_PAST))
        .leaving({ status: 'Waiting', because: 'withdrawn', denials: 0, sessions: NO_SESSIONS });
    });

    it('closes for good on "this is not my request"', () => {
      given(READY)
        .when(command('report-request'), QUARTER_PAST)
        .yields(event('request-reported', QUARTER_PAST))
        .leaving({ status: 'Closed', reason: 'reported' });
    });
  });

  describe('when access grows old', () => {
    it('lapses 30 minutes after Allow if he never was seen again', () => {
      given(READY)
        .when(command('lapse-access'), LAPSES - 1)
        .refused({ reason: 'too-early', notBefore: LAPSES });
      given(READY)
        .when(command('lapse-access'), LAPSES)
        .yields(event('access-lapsed', LAPSES, { because: 'not-present' }))
        .leaving({ status: 'Waiting', because: 'lapsed', address: MAYS_ADDRESS });
    });

    it('lapses 30 minutes after he left the page', () => {
      given(READY, { recipientSeenAt: at('10:00') })
        .when(command('lapse-access'), LAPSES)
        .refused({ reason: 'too-early', notBefore: at('10:30') });
      given(READY, { recipientSeenAt: at('10:00') })
        .when(command('lapse-access'), at('10:30'))
        .yields(event('access-lapsed', at('10:30'), { because: 'not-present' }));
    });

    it('lapses 8 hours after Allow even if he is there', () => {
      given(READY, { recipientSeenAt: at('17:10') })
        .when(command('lapse-access'), at('17:10'))
        .yields(event('access-lapsed', at('17:10'), { because: 'too-long-ago' }));
    });

    it('is Ready again with one press after a lapse', () => {
      given([...READY, event('access-lapsed', LAPSES)])
        .when(command('allow-access'), at('10:00'))
        .yields(event('access-granted', at('10:00')))
        .leaving({ status: 'Ready', consent: consentAt(at('10:00')) });
    });
  });

  describe('when nobody answers in AnyDesk', () => {
    it('says so 90 seconds after Connect', () => {
      const notBefore = at('09:16:30');
      given(LAUNCHED)
        .when(command('note-unanswered'), notBefore - 1)
        .refused({ reason: 'too-early', notBefore });
      given(LAUNCHED)
        .when(command('note-unanswered'), notBefore)
        .yields(event('connect-unanswered', notBefore))
        .leaving({ status: 'Ready', launch: { agent: ANNA, at: QUARTER_PAST, unanswered: true } });
    });

    it('says so once for each Connect', () => {
      const unanswered = [...LAUNCHED, event('connect-unanswered', at('09:17'))];
      given(unanswered).when(command('note-unanswered'), at('09:18')).refused({ reason: 'nothing-changed' });
      given([...unanswered, event('connect-launched', at('09:20'))])
        .when(command('note-unanswered'), at('09:22'))
        .yields(event('connect-unanswered', at('09:22')));
    });

    it('says nothing when nobody pressed Connect', () => {
      given(READY).when(command('note-unanswered'), at('09:20')).refused({ reason: 'nothing-changed' });
    });
  });

  describe('when the session starts', () => {
    const told = { startedAt: at('09:16'), agent: ANNA } as const;
    const granted = { address: MAYS_ADDRESS, consent: consentAt(at('09:10')) };

    it.each([
      ['the agent', command('start-session', { ...told, actor: BY_ANNA, source: 'agent' })],
      ['a signed webhook', command('start-session', { ...told, actor: BY_REMOTE_TOOL, source: 'webhook' })],
      ['AnyDesk’s own record', command('start-session', { ...told, actor: BY_REMOTE_TOOL, source: 'remote-tool' })],
    ])('is Connected on the word of %s, on the recipient’s own consent', (_who, start) => {
      given(READY)
        .when({ ...start, address: MAYS_ADDRESS }, at('09:17'))
        .yields(
          event('session-started', at('09:17'), { ...told, ...granted, actor: start.actor, source: start.source }),
        )
        .leaving({ status: 'Connected', ...granted });
    });

    it('believes the agent without an address', () => {
      given(READY)
        .when(command('start-session', { ...told, address: null }), at('09:17'))
        .yields(event('session-started', at('09:17'), { ...told, ...granted }));
    });

    it('stays Ready when the session runs to another device', () => {
      given(READY)
        .when(command('start-session', { ...told, address: OTHER_ADDRESS }), at('09:17'))
        .refused({ reason: 'address-mismatch' });
    });

    it('takes a start in the future for now', () => {
      given(READY)
        .when(command('start-session', { ...told, startedAt: at('12:00') }), at('09:17'))
        .yields(event('session-started', at('09:17'), { ...told, ...granted, startedAt: at('09:17') }));
    });

    it('does not take an agent’s word for AnyDesk’s record, which would need no end', () => {
      given(READY)
        .when(command('start-session', { ...told, source: 'remote-tool' }), at('09:17'))
        .yields(event('session-started', at('09:17'), { ...told, ...granted, source: 'agent' }));
    });
  });

  it('expires, also after Allow, when the recipient has gone', () => {
    given([...READY, event('extended', at('09:11'), { expiresAt: at('09:30') })])
      .when(command('expire-request'), at('09:30'))
      .yields(event('request-expired', at('09:30')))
      .leaving({ status: 'Expired' });
  });

  it('starts anew when the agent corrects the recipient: no consent, no address', () => {
    const recipient = { ...MAY, email: 'may.lin@customer.example' };
    given(READY)
      .when(command('correct-recipient', { recipient }), QUARTER_PAST)
      .yields(event('recipient-corrected', QUARTER_PAST, { recipient, newLink: true }))
      .leaving({ status: 'Open', recipient, linkGeneration: 2 });
  });

  it('starts anew when the time is moved', () => {
    const schedule = { startAt: at('14:00'), timeZone: 'UTC' };
    given(READY)
      .when(command('reschedule', { schedule }), QUARTER_PAST)
      .yields(event('rescheduled', QUARTER_PAST, { schedule, expiresAt: at('14:00') + DAY }))
      .leaving({ status: 'Open', linkGeneration: 1 });
  });
});

const NO_SESSIONS = { count: 0, totalMs: 0, estimated: false };
