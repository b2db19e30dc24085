import { describe, it } from '@jest/globals';
import { command } from '../builders/commands.ts';
import { event } from '../builders/events.ts';
import { CLOSED, CONNECTED, OPEN } from '../builders/histories.ts';
import { BY_ANNA, MAYS_ADDRESS } from '../builders/people.ts';
import { DAY, at } from '../builders/times.ts';
import { given } from './given.ts';

const JOINED = [...OPEN, event('recipient-joined', at('09:05'), { device: 'pc' })];
const ALLOWED = [...JOINED, event('access-granted', at('09:10'))];
const NOW = at('09:12');

describe('The device that joined', () => {
  it('is the one that is helped', () => {
    given(OPEN)
      .when(command('join', { device: 'pc' }), at('09:05'))
      .leaves({ device: 'pc' });
  });

  it.each(['phone', null])('cannot be spoken for by another one (%s)', (device) => {
    given(JOINED).when(command('allow-access', { device }), NOW).refused({ reason: 'other-device' });
    given(JOINED).when(command('enter-address', { device }), NOW).refused({ reason: 'other-device' });
  });

  it('may get its address from an agent, who has no device', () => {
    given(JOINED)
      .when(command('enter-address', { actor: BY_ANNA, device: null }), NOW)
      .yields(event('address-entered', NOW, { actor: BY_ANNA, address: MAYS_ADDRESS, source: 'agent' }));
  });

  it('gives its place to another one, and what was allowed for it is void', () => {
    given(ALLOWED)
      .when(command('move-here', { device: 'laptop' }), NOW)
      .yields(event('device-changed', NOW, { device: 'laptop' }))
      .leaving({ status: 'Waiting', device: 'laptop', address: null });
  });

  it('need not move to itself', () => {
    given(JOINED)
      .when(command('move-here', { device: 'pc' }), NOW)
      .refused({ reason: 'nothing-changed' });
  });

  it('keeps its place while somebody is connected', () => {
    given(CONNECTED)
      .when(command('move-here'), at('09:20'))
      .refused({ reason: 'wrong-status', status: 'Connected', allowed: ['Waiting', 'Ready'] });
  });

  it('can be denied and withdrawn from any other: whoever has the link may stop it', () => {
    given(ALLOWED).when(command('withdraw-consent'), NOW).leaves({ status: 'Waiting' });
  });
});

describe('A rating', () => {
  const helped = [...CONNECTED, event('request-closed', at('10:00'), { sessionMs: 45 * 60_000 })];

  it('is kept with the closed request, and the last word counts', () => {
    const rating = { stars: 2, comment: 'It broke again.' } as const;
    given([...helped, event('session-rated', at('10:01'))])
      .when(command('rate-session', { rating }), at('10:05'))
      .yields(event('session-rated', at('10:05'), { rating }))
      .leaving({ status: 'Closed', rating });
  });

  it('is of a session: without one there is nothing to rate', () => {
    given(CLOSED).when(command('rate-session'), at('10:05')).refused({ reason: 'no-session' });
  });

  it('is taken for seven days', () => {
    given(helped)
      .when(command('rate-session'), at('10:00') + 7 * DAY + 1)
      .refused({ reason: 'too-late' });
  });
});
