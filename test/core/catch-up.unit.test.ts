import { describe, expect, it } from '@jest/globals';
import { catchUp } from '../../core/session-request/decide.ts';
import { DEFAULT_SETTINGS } from '../../core/session-request/values.ts';
import { command } from '../builders/commands.ts';
import { event } from '../builders/events.ts';
import { CONNECTED, OPEN, READY, READY_AGAIN, WAITING, fold } from '../builders/histories.ts';
import { BY_SYSTEM } from '../builders/people.ts';
import { DAY, HOUR, at } from '../builders/times.ts';
import { given } from './given.ts';

const NEXT_NOON = at('12:00', 2);

describe('A request whose time is over, before the sweep came by', () => {
  it('cannot be joined any more', () => {
    given(OPEN).when(command('join'), at('09:00', 2)).refused({ reason: 'expired' });
  });

  it('can still be joined one millisecond earlier', () => {
    given(OPEN)
      .when(command('join'), at('09:00', 2) - 1)
      .yields(event('recipient-joined', at('09:00', 2) - 1));
  });

  it('is reopened as an expired one: both are in the log', () => {
    given(OPEN)
      .when(command('reopen-request'), NEXT_NOON)
      .yields(event('request-expired', NEXT_NOON), event('request-reopened', NEXT_NOON))
      .leaving({ status: 'Open', version: 3 });
  });

  it('may be asked a new link for', () => {
    given(WAITING, { recipientSeenAt: at('09:06') })
      .when(command('ask-new-link'), NEXT_NOON)
      .yields(event('request-expired', NEXT_NOON), event('new-link-asked', NEXT_NOON));
  });

  it('cannot be closed: it has ended', () => {
    given(OPEN).when(command('close-request'), NEXT_NOON).refused({ reason: 'expired' });
  });

  it('closes first when it was ever Connected', () => {
    const later = event('consent-withdrawn', at('09:50'));
    given([...READY_AGAIN, later])
      .when(command('add-comment'), NEXT_NOON)
      .yields(
        event('request-closed', NEXT_NOON, {
          actor: BY_SYSTEM,
          outcome: 'not-stated',
          reason: 'expired-after-session',
        }),
        event('commented', NEXT_NOON),
      );
  });
});

describe('Access that has grown old, before the sweep came by', () => {
  it('cannot be used: Connect finds a Waiting request', () => {
    given(READY)
      .when(command('launch-connect'), at('09:40'))
      .refused({ reason: 'wrong-status', status: 'Waiting', allowed: ['Ready'] });
  });

  it('is asked for again with the lapse in the log', () => {
    given(READY)
      .when(command('ask-for-access'), at('09:40'))
      .yields(event('access-lapsed', at('09:40')), event('access-asked', at('09:40')))
      .leaving({ status: 'Waiting', because: 'lapsed' });
  });

  it('is alive for the recipient who presses something: a press is presence', () => {
    given(READY).when(command('allow-access'), at('10:30')).refused({ reason: 'already-done' });
    given(READY)
      .when(command('withdraw-consent'), at('10:30'))
      .yields(event('consent-withdrawn', at('10:30')));
  });
});

describe('The recipient’s press in the last minutes', () => {
  it('counts as presence: he may still allow within the grace', () => {
    given(WAITING)
      .when(command('allow-access'), at('09:15', 2) - 1)
      .yields(event('access-granted', at('09:15', 2) - 1))
      .leaving({ status: 'Ready' });
  });

  it('comes too late after the grace', () => {
    given(WAITING).when(command('allow-access'), at('09:15', 2)).refused({ reason: 'expired' });
  });

  it('is not lent to the agent', () => {
    given(WAITING).when(command('ask-for-access'), at('09:01', 2)).refused({ reason: 'expired' });
  });
});

describe('Several timers at once', () => {
  const situation = { now: NEXT_NOON, recipientSeenAt: null, settings: DEFAULT_SETTINGS };
  const types = (history: Parameters<typeof fold>[0], now = NEXT_NOON) =>
    catchUp(fold(history), { ...situation, now }).events.map((made) => made.type);

  it('fire in the order of their moments', () => {
    expect(types(READY)).toEqual(['access-lapsed', 'request-expired']);
  });

  it('end the request by whichever end came first', () => {
    const closesAt = at('09:30');
    const ticketClosed = event('ticket-closed', at('09:20'), { closesAt });
    const short = event('extended', at('09:21'), { expiresAt: at('09:25') });
    expect(types([...OPEN, ticketClosed])).toEqual(['request-closed']);
    expect(types([...OPEN, ticketClosed, short])).toEqual(['request-expired']);
  });

  it('do not fire twice', () => {
    const after = catchUp(fold(READY), situation);
    expect(catchUp(after.request, situation).events).toEqual([]);
  });

  it('tell nobody of an unanswered call in a request that has ended meanwhile', () => {
    expect(types([...READY, event('connect-launched', at('09:15'))], NEXT_NOON)).not.toContain('connect-unanswered');
  });

  it('ask about a session after two hours, and do not ask any more once it is given up', () => {
    expect(types(CONNECTED, at('09:15') + 2 * HOUR)).toEqual(['session-end-asked']);
    expect(types(CONNECTED, at('09:15') + DAY)).toEqual(['request-closed']);
  });
});
