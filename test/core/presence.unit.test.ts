import { describe, expect, it } from '@jest/globals';
import { isPresent } from '../../core/session-request/timers.ts';
import { DEFAULT_SETTINGS, type EpochMs } from '../../core/session-request/values.ts';
import { at } from '../builders/times.ts';

function presentAt(now: EpochMs, recipientSeenAt: EpochMs | null): boolean {
  return isPresent({ now, recipientSeenAt, settings: DEFAULT_SETTINGS });
}

describe('The recipient is on the page', () => {
  it('for two minutes after the last sign of life', () => {
    expect(presentAt(at('09:02'), at('09:00'))).toBe(true);
    expect(presentAt(at('09:02') + 1, at('09:00'))).toBe(false);
  });

  it('not before the first', () => {
    expect(presentAt(at('09:00'), null)).toBe(false);
  });
});
