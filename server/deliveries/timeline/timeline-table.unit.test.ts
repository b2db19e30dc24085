import { describe, expect, it } from '@jest/globals';
import { event } from '../../../test/builders/events.ts';
import { BY_ANNA, BY_RECIPIENT } from '../../../test/builders/people.ts';
import { at } from '../../../test/builders/times.ts';
import { isTold } from './timeline-table.ts';

describe('a moved appointment', () => {
  it('is told in the ticket when the recipient moved it; when an agent did, only to those who want every change', () => {
    const byRecipient = event('rescheduled', at('10:00'), { actor: BY_RECIPIENT });
    const byAgent = event('rescheduled', at('10:00'), { actor: BY_ANNA });
    expect([isTold(byRecipient, 'milestones'), isTold(byAgent, 'milestones')]).toEqual([true, false]);
    expect([isTold(byRecipient, 'every-change'), isTold(byAgent, 'every-change')]).toEqual([true, true]);
    expect([isTold(byRecipient, 'living-entry'), isTold(byAgent, 'living-entry')]).toEqual([false, false]);
  });
});

describe('an invitation that did not arrive', () => {
  it.each(['invitation-failed', 'invitation-bounced'] as const)(
    'corrects in the ticket what was said of its sending: %s',
    (type) => {
      const told = event(type, at('09:05'));
      expect([isTold(told, 'milestones'), isTold(told, 'every-change')]).toEqual([true, true]);
      expect(isTold(event('invitation-delivered', at('09:05')), 'milestones')).toBe(false);
    },
  );
});
