import { describe, expect, it } from '@jest/globals';
import { isQuiet } from './quiet-hours.ts';

const at = (iso: string): number => Date.parse(iso);
const night = { fromMinute: 22 * 60, toMinute: 7 * 60, timeZone: 'Europe/Berlin' };

describe('quiet hours', () => {
  it('go over midnight, on the clock of the person', () => {
    expect(isQuiet(night, at('2026-11-20T20:59:00Z'))).toBe(false);
    expect(isQuiet(night, at('2026-11-20T21:00:00Z'))).toBe(true);
    expect(isQuiet(night, at('2026-11-21T05:59:00Z'))).toBe(true);
    expect(isQuiet(night, at('2026-11-21T06:00:00Z'))).toBe(false);
  });

  it('are those of another zone in another zone', () => {
    expect(isQuiet({ ...night, timeZone: 'Asia/Taipei' }, at('2026-11-20T14:30:00Z'))).toBe(true);
    expect(isQuiet({ ...night, timeZone: 'Asia/Taipei' }, at('2026-11-20T23:30:00Z'))).toBe(false);
  });

  it('follow the change of clocks', () => {
    expect(isQuiet(night, at('2026-07-01T05:30:00Z'))).toBe(false);
    expect(isQuiet(night, at('2026-12-01T05:30:00Z'))).toBe(true);
  });

  it('within a day end before its end', () => {
    const lunch = { fromMinute: 12 * 60, toMinute: 13 * 60, timeZone: 'UTC' };
    expect(isQuiet(lunch, at('2026-11-20T12:30:00Z'))).toBe(true);
    expect(isQuiet(lunch, at('2026-11-20T13:00:00Z'))).toBe(false);
  });

  it('of no length are none', () => {
    expect(isQuiet({ fromMinute: 60, toMinute: 60, timeZone: 'UTC' }, at('2026-11-20T01:00:00Z'))).toBe(false);
  });
});
