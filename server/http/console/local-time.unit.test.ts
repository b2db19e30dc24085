import { describe, expect, it } from '@jest/globals';
import { localTime, momentOf } from './local-time.ts';

describe('a time typed by an agent', () => {
  it('is read in the zone that was chosen with it', () => {
    expect(momentOf('2026-11-24T14:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 10, 24, 13, 0));
    expect(momentOf('2026-11-24T14:00', 'Asia/Taipei')).toBe(Date.UTC(2026, 10, 24, 6, 0));
    expect(momentOf('2026-07-24T14:00:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 6, 24, 12, 0));
  });

  it('is read in zones that are no whole hours from UTC', () => {
    expect(momentOf('2026-11-24T14:00', 'Asia/Kathmandu')).toBe(Date.UTC(2026, 10, 24, 8, 15));
  });

  it('that the clocks skip is the moment after they were changed', () => {
    expect(momentOf('2026-03-29T02:30', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 1, 30));
  });

  it('that happens twice is the first of the two', () => {
    expect(momentOf('2026-10-25T02:30', 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 25, 0, 30));
  });

  it.each([
    '',
    'tomorrow',
    '2026-02-30T10:00',
    '2026-13-01T10:00',
    '2026-11-24T25:00',
    '2026-11-24',
    '0000-00-00T00:00',
  ])('that is none is refused: %j', (typed) => {
    expect(momentOf(typed, 'UTC')).toBeNull();
  });

  it('is shown again as it was typed', () => {
    for (const zone of ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia']) {
      const at = momentOf('2026-11-24T14:05', zone);
      expect(localTime(at ?? 0, zone)).toBe('2026-11-24T14:05');
    }
  });
});
