import { describe, it } from '@jest/globals';
import { DEFAULT_SETTINGS } from '../../core/session-request/values.ts';
import { command } from '../builders/commands.ts';
import { event } from '../builders/events.ts';
import { CLOSED, CONNECTED, OPEN, READY, WAITING } from '../builders/histories.ts';
import { MAY } from '../builders/people.ts';
import { at } from '../builders/times.ts';
import { given } from './given.ts';

const NOW = at('09:20');
const asked = { phone: '+886912345678', when: 'after 15:00' };
const askedAt = event('call-back-asked', NOW);

describe('"Please call me"', () => {
  it.each([
    ['Open', OPEN],
    ['Waiting', WAITING],
    ['Ready', READY],
    ['Connected', CONNECTED],
  ] as const)('changes nothing but the wish while the request is %s', (status, history) => {
    given(history)
      .when(command('ask-call-back'), NOW)
      .yields(askedAt)
      .leaving({ status, callBack: { ...asked, askedAt: NOW, isOpen: true } });
  });

  it('counts once in ten minutes', () => {
    const history = [...WAITING, askedAt];
    given(history)
      .when(command('ask-call-back'), at('09:30') - 1)
      .refused({ reason: 'asked-recently', againAt: at('09:30') });
    given(history)
      .when(command('ask-call-back'), at('09:30'))
      .yields(event('call-back-asked', at('09:30')));
  });

  it('counts once in ten minutes also for somebody who took it back', () => {
    given([...WAITING, askedAt, event('call-back-dropped', at('09:21'))])
      .when(command('ask-call-back'), at('09:22'))
      .refused({ reason: 'asked-recently', againAt: at('09:30') });
  });

  it('is refused where the help desk does not call', () => {
    given(WAITING, { settings: { ...DEFAULT_SETTINGS, callBacks: false } })
      .when(command('ask-call-back'), NOW)
      .refused({ reason: 'not-permitted' });
  });
});

describe('A call that is wanted', () => {
  const history = [...WAITING, askedAt];

  it('is settled by the agent who called, also after the request was closed', () => {
    given(history)
      .when(command('note-called-back'), NOW)
      .yields(event('called-back', NOW))
      .leaving({ callBack: { ...asked, askedAt: NOW, isOpen: false } });
    given([...CLOSED.slice(0, -1), askedAt, ...CLOSED.slice(-1)])
      .when(command('note-called-back'), at('11:00'))
      .yields(event('called-back', at('11:00')));
  });

  it('is taken back by the end user', () => {
    given(history)
      .when(command('drop-call-back'), NOW)
      .yields(event('call-back-dropped', NOW))
      .leaving({ callBack: { ...asked, askedAt: NOW, isOpen: false } });
  });

  it('goes with the person who wanted it: another address is another person', () => {
    const corrected = { recipient: { ...MAY, email: 'li@customer.example' }, newLink: true };
    given([...history, event('recipient-corrected', NOW, corrected)])
      .when(command('note-called-back'), NOW)
      .refused({ reason: 'nothing-changed' });
  });
});

describe('No call is wanted', () => {
  it.each([
    ['nobody asked for one', WAITING],
    ['it was made', [...WAITING, askedAt, event('called-back', NOW)]],
    ['it was taken back', [...WAITING, askedAt, event('call-back-dropped', NOW)]],
  ])('when %s', (_why, history) => {
    given(history).when(command('note-called-back'), NOW).refused({ reason: 'nothing-changed' });
    given(history).when(command('drop-call-back'), NOW).refused({ reason: 'nothing-changed' });
  });
});
