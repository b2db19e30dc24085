import { describe, expect, it } from '@jest/globals';
import type { EventType } from '../../../core/session-request/events.ts';
import { anInstallation } from '../../../test/builders/an-installation.ts';
import { event } from '../../../test/builders/events.ts';
import { ANNA, BEN, BY_BEN, MAYS_ADDRESS, NETWORK_QUEUE } from '../../../test/builders/people.ts';
import { at, MINUTE } from '../../../test/builders/times.ts';
import { texts } from '../../texts/texts.ts';
import { describeEvent } from './describe-event.ts';
import { createTeller } from './teller.ts';
import { TIMELINE_TABLE } from './timeline-table.ts';

const TYPES = Object.keys(TIMELINE_TABLE) as EventType[];
const ABOUT = { recipient: 'May Lin', sessions: { count: 2, totalMs: 65 * MINUTE, estimated: false } };

function words(language: string, ...given: Parameters<typeof event>): string {
  const teller = createTeller(texts(language), anInstallation(), ABOUT);
  return describeEvent(event(...given), teller).join(' ');
}

describe('every event', () => {
  it.each(['en', 'zh-TW'])('has its words in %s', (language) => {
    for (const type of TYPES) {
      const told = words(language, type, at('09:20'));
      expect(told).not.toBe('');
      expect(told).not.toMatch(/[{}]|undefined|null/);
    }
  });

  it('reads differently in each language', () => {
    for (const type of TYPES) expect(words('zh-TW', type, at('09:20'))).not.toBe(words('en', type, at('09:20')));
  });
});

describe('why an invitation did not arrive', () => {
  it.each(['invitation-failed', 'invitation-bounced'] as const)('is told in the language of the ticket: %s', (type) => {
    const because = 'The mailbox is full.';
    expect(words('de', type, at('09:20'), { because })).toContain('Das Postfach ist voll.');
    expect(words('de', type, at('09:20'), { because: 'Mailbox-Quota 9' })).toContain('Mailbox-Quota 9');
  });
});

describe('who has the request', () => {
  it.each([
    [{ kind: 'unassigned' }, 'to nobody.'],
    [{ kind: 'agent', agent: BEN, queueId: null }, 'to Ben Okafor.'],
    [{ kind: 'client', address: MAYS_ADDRESS }, 'to the AnyDesk client 123456789.'],
    [NETWORK_QUEUE, 'to the queue Network.'],
  ] as const)('is told for %j', (assignee, ending) => {
    expect(words('en', 'assigned', at('09:20'), { assignee })).toBe(`Anna Ng assigned the request ${ending}`);
  });

  it('is told when one agent takes over from another', () => {
    const previous = { kind: 'agent', agent: ANNA, queueId: null } as const;
    expect(words('en', 'claimed', at('09:20'), { actor: BY_BEN, agent: BEN, previous })).toBe(
      'Ben Okafor took the request over from Anna Ng.',
    );
    expect(words('en', 'connect-launched', at('09:20'), { actor: BY_BEN, agent: BEN, takenOverFrom: ANNA })).toBe(
      'Ben Okafor took over from Anna Ng and started AnyDesk to connect.',
    );
  });
});

describe('how a session began', () => {
  it('names the agent and the source', () => {
    expect(words('en', 'session-started', at('09:20'))).toBe('Anna Ng is connected to May Lin. Anna Ng noted it.');
  });

  it('says so when the person accepted in AnyDesk’s own window', () => {
    const consent = { source: 'remote-tool-window', givenAt: at('09:20') } as const;
    const told = words('en', 'session-started', at('09:20'), {
      actor: { kind: 'remote-tool' },
      source: 'remote-tool',
      agent: null,
      consent,
    });
    expect(told).toBe(
      'A session with May Lin has begun. AnyDesk’s own record says so. Access was accepted in AnyDesk’s window.',
    );
  });
});
