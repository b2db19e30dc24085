import { describe, expect, it } from '@jest/globals';
import type { SessionRequestEvent } from '../../../core/session-request/events.ts';
import { event } from '../../builders/events.ts';
import { at } from '../../builders/times.ts';
import { createFindings } from '../shared/proof.ts';
import { checkCommands } from './check-commands.ts';
import { createJournal, type Outcome } from './journal.ts';

const SAID = event('commented', at('09:01'), { text: 'evidence' });
const OTHER = event('commented', at('09:02'), { text: 'something else' });
const JOINED = event('recipient-joined', at('09:05'));
const ACKNOWLEDGED: Outcome = { kind: 'acknowledged', requestId: 'request-1', seq: 2 };

describe('the look at the log', () => {
  describe('after a command that was acknowledged', () => {
    it('is content when it is there once, where the answer said', () => {
      expect(wrongWith(ACKNOWLEDGED, [OTHER, SAID])).toEqual([]);
    });

    it.each([
      ['is lost', [OTHER, OTHER]],
      ['is there twice', [OTHER, SAID, SAID]],
      ['is not where the answer said', [SAID, OTHER]],
    ])('finds that it %s', (_, log) => {
      expect(wrongWith(ACKNOWLEDGED, log)).toHaveLength(1);
    });

    it('finds that it is in the log of another request', () => {
      expect(wrongWith({ ...ACKNOWLEDGED, requestId: 'request-2' }, [OTHER, SAID])).toHaveLength(1);
    });
  });

  it('takes a command without an answer as carried out or not, but never as carried out twice', () => {
    expect(wrongWith({ kind: 'doubtful' }, [OTHER])).toEqual([]);
    expect(wrongWith({ kind: 'doubtful' }, [SAID])).toEqual([]);
    expect(wrongWith({ kind: 'doubtful' }, [SAID, SAID])).toHaveLength(1);
  });

  it('finds a command that was refused and is there all the same', () => {
    expect(wrongWith({ kind: 'refused' }, [OTHER])).toEqual([]);
    expect(wrongWith({ kind: 'refused' }, [SAID])).toHaveLength(1);
  });

  it('counts presses: as many as acknowledged, and at most those without an answer on top', () => {
    expect(wrongWithPresses([JOINED])).toEqual([]);
    expect(wrongWithPresses([JOINED, JOINED])).toEqual([]);
    expect(wrongWithPresses([])).toHaveLength(1);
    expect(wrongWithPresses([JOINED, JOINED, JOINED])).toHaveLength(1);
  });
});

function wrongWith(outcome: Outcome, log: readonly SessionRequestEvent[]): readonly string[] {
  const journal = createJournal();
  journal.note({ evidence: 'evidence', what: 'add-comment', requestId: 'request-1', outcome });
  const findings = createFindings();
  checkCommands(journal, new Map([['request-1', log]]), findings);
  return findings.violations();
}

/** One press was acknowledged, one got no answer, one was refused. */
function wrongWithPresses(log: readonly SessionRequestEvent[]): readonly string[] {
  const journal = createJournal();
  for (const outcome of ['acknowledged', 'doubtful', 'refused'] as const) {
    journal.notePress('request-1', 'join', outcome);
  }
  const findings = createFindings();
  checkCommands(journal, new Map([['request-1', log]]), findings);
  return findings.violations();
}
