import { describe, it } from '@jest/globals';
import { command } from '../builders/commands.ts';
import { event } from '../builders/events.ts';
import { WAITING } from '../builders/histories.ts';
import { BY_ANNA, BY_BEN, BY_RECIPIENT, BY_REMOTE_TOOL, BEN, MAYS_ADDRESS, OTHER_ADDRESS } from '../builders/people.ts';
import { DAY, SECOND, at } from '../builders/times.ts';
import { given } from './given.ts';

const TEN_PAST = at('09:10');
const EXPIRES = at('09:00', 2);

describe('A Waiting request', () => {
  it('says that the recipient is in already when the press is repeated', () => {
    given(WAITING).when(command('join'), TEN_PAST).refused({ reason: 'already-done' });
  });

  describe('gets its AnyDesk address', () => {
    it('from the recipient or from the agent', () => {
      given(WAITING)
        .when(command('enter-address'), TEN_PAST)
        .yields(event('address-entered', TEN_PAST))
        .leaving({ status: 'Waiting', address: MAYS_ADDRESS });
      given(WAITING)
        .when(command('enter-address', { actor: BY_ANNA, address: OTHER_ADDRESS }), TEN_PAST)
        .yields(event('address-entered', TEN_PAST, { actor: BY_ANNA, address: OTHER_ADDRESS, source: 'agent' }))
        .leaving({ status: 'Waiting', address: OTHER_ADDRESS });
    });

    it('once: the same again changes nothing', () => {
      given([...WAITING, event('address-entered', at('09:06'))])
        .when(command('enter-address'), TEN_PAST)
        .refused({ reason: 'nothing-changed' });
    });
  });

  describe('when the agent asks for access', () => {
    it('stays Waiting and shows who asks', () => {
      given(WAITING)
        .when(command('ask-for-access', { actor: BY_BEN }), TEN_PAST)
        .yields(event('access-asked', TEN_PAST, { actor: BY_BEN, by: BEN }))
        .leaving({ status: 'Waiting', accessAsked: { by: BEN, at: TEN_PAST } });
    });

    it('does not press the recipient again within two minutes, and says when it may be', () => {
      const asked = [...WAITING, event('access-asked', TEN_PAST)];
      given(asked)
        .when(command('ask-for-access'), at('09:12') - 1)
        .refused({ reason: 'asked-recently', againAt: at('09:12') });
      given(asked)
        .when(command('ask-for-access'), at('09:12'))
        .yields(event('access-asked', at('09:12')));
    });

    it('is not claimed by asking', () => {
      given(WAITING)
        .when(command('ask-for-access'), TEN_PAST)
        .yields(event('access-asked', TEN_PAST))
        .leaving({ assignee: { kind: 'unassigned' } });
    });
  });

  describe('when the recipient allows access', () => {
    it('is Ready, and keeps who was named, which text, in which language and when', () => {
      given(WAITING)
        .when(command('allow-access', { language: 'zh-TW', textVersion: '7', named: 'Ben, Network' }), TEN_PAST)
        .yields(
          event('access-granted', TEN_PAST, {
            consent: {
              source: 'join-page',
              givenAt: TEN_PAST,
              textVersion: '7',
              language: 'zh-TW',
              named: 'Ben, Network',
              wishes: ['view', 'control'],
            },
          }),
        )
        .leaving({ status: 'Ready', address: MAYS_ADDRESS, launch: null, lastSessionEndedAt: null });
    });

    it('connects to the address he confirmed, not to the one typed before', () => {
      given([...WAITING, event('address-entered', at('09:06'))])
        .when(command('allow-access', { address: OTHER_ADDRESS }), TEN_PAST)
        .yields(event('access-granted', TEN_PAST, { address: OTHER_ADDRESS }))
        .leaving({ address: OTHER_ADDRESS });
    });

    it('stays Waiting without the tick', () => {
      given(WAITING)
        .when(command('allow-access', { consented: false }), TEN_PAST)
        .refused({ reason: 'consent-missing' });
    });

    it('stays Waiting without a confirmed address, even if one was typed', () => {
      given([...WAITING, event('address-entered', at('09:06'))])
        .when(command('allow-access', { address: null }), TEN_PAST)
        .refused({ reason: 'address-missing' });
    });

    it('stays Waiting when an agent says it for him', () => {
      given(WAITING)
        .when(command('allow-access', { actor: BY_ANNA }), TEN_PAST)
        .refused({ reason: 'not-for-this-actor', actor: 'agent' });
    });
  });

  describe('when the recipient denies', () => {
    const denied = [...WAITING, event('access-denied', TEN_PAST)];

    it('stays, and says so', () => {
      given(WAITING)
        .when(command('deny-access'), TEN_PAST)
        .yields(event('access-denied', TEN_PAST))
        .leaving({ status: 'Waiting', because: 'denied', denials: 1, joinedAt: at('09:05') });
    });

    it('may be allowed after all', () => {
      given(denied)
        .when(command('allow-access'), at('09:11'))
        .yields(event('access-granted', at('09:11')))
        .leaving({ status: 'Ready' });
    });

    it('closes on the second Deny, as declined', () => {
      const declined = { actor: BY_RECIPIENT, outcome: 'declined', reason: 'second-denial' } as const;
      given(denied)
        .when(command('deny-access'), at('09:11'))
        .yields(event('access-denied', at('09:11')), event('request-closed', at('09:11'), declined))
        .leaving({ status: 'Closed', outcome: 'declined', reason: 'second-denial', denials: 2 });
    });

    it('counts a Deny from before a change of mind', () => {
      given([...denied, event('access-granted', at('09:11'))])
        .when(command('deny-access'), at('09:12'))
        .yields(
          event('access-denied', at('09:12')),
          event('request-closed', at('09:12'), {
            actor: BY_RECIPIENT,
            outcome: 'declined',
            reason: 'second-denial',
          }),
        );
    });
  });

  it('has no consent to withdraw', () => {
    given(WAITING)
      .when(command('withdraw-consent'), TEN_PAST)
      .refused({ reason: 'wrong-status', status: 'Waiting', allowed: ['Ready', 'Connected'] });
  });

  it('cannot be connected to before Allow', () => {
    given(WAITING)
      .when(command('launch-connect'), TEN_PAST)
      .refused({ reason: 'wrong-status', status: 'Waiting', allowed: ['Ready'] });
  });

  it('is Connected when AnyDesk’s own record says so, still knowing when he joined', () => {
    const seen = {
      actor: BY_REMOTE_TOOL,
      source: 'remote-tool',
      startedAt: TEN_PAST,
      address: OTHER_ADDRESS,
    } as const;
    given(WAITING)
      .when(command('start-session', seen), at('09:11'))
      .yields(
        event('session-started', at('09:11'), {
          ...seen,
          consent: { source: 'remote-tool-window', givenAt: TEN_PAST },
        }),
      )
      .leaving({ status: 'Connected', joinedAt: at('09:05'), address: OTHER_ADDRESS });
  });

  it('closes for good on "this is not my request"', () => {
    given(WAITING)
      .when(command('report-request'), TEN_PAST)
      .yields(event('request-reported', TEN_PAST))
      .leaving({ status: 'Closed', reason: 'reported' });
  });

  it('is Open again, without an address, when the time is moved', () => {
    const schedule = { startAt: at('14:00'), timeZone: 'UTC' };
    given([...WAITING, event('address-entered', at('09:06'))])
      .when(command('reschedule', { schedule }), TEN_PAST)
      .yields(event('rescheduled', TEN_PAST, { schedule, expiresAt: at('14:00') + DAY }))
      .leaving({ status: 'Open' });
  });

  describe('when its time runs out', () => {
    const expire = command('expire-request');

    it('expires at once when nobody is on the page', () => {
      given(WAITING).when(expire, EXPIRES).yields(event('request-expired', EXPIRES)).leaving({ status: 'Expired' });
    });

    it('waits while the recipient is on the page', () => {
      const recipientSeenAt = EXPIRES - 30 * SECOND;
      given(WAITING, { recipientSeenAt })
        .when(expire, EXPIRES)
        .refused({ reason: 'too-early', notBefore: recipientSeenAt + 120 * SECOND + 1 });
    });

    it('expires when he was last seen more than two minutes ago', () => {
      given(WAITING, { recipientSeenAt: EXPIRES - 30 * SECOND })
        .when(expire, EXPIRES + 90 * SECOND + 1)
        .yields(event('request-expired', EXPIRES + 90 * SECOND + 1));
    });

    it('expires after 15 minutes of grace even under his eyes', () => {
      const over = at('09:15', 2);
      given(WAITING, { recipientSeenAt: over - 1 })
        .when(expire, over - 1)
        .refused({ reason: 'too-early', notBefore: over });
      given(WAITING, { recipientSeenAt: over }).when(expire, over).yields(event('request-expired', over));
    });
  });
});
