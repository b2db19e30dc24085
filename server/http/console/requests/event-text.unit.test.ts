import { describe, expect, it } from '@jest/globals';
import { event } from '../../../../test/builders/events.ts';
import { at } from '../../../../test/builders/times.ts';
import { texts } from '../../../texts/texts.ts';
import type { Visit } from '../visit.ts';
import { eventText } from './event-text.ts';

describe('The log of a request in the console', () => {
  it.each(['invitation-failed', 'invitation-bounced'] as const)(
    'tells in the reader’s language why an invitation did not arrive: %s',
    (type) => {
      const visit = { texts: texts('de'), zone: 'UTC' } as Visit;
      const told = eventText(event(type, at('09:20'), { because: 'The mailbox is full.' }), visit, String);
      expect(told.text).toContain('Das Postfach ist voll.');
    },
  );
});
