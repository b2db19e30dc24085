import { describe, expect, it } from '@jest/globals';
import { readRetryAfter } from './retry-after.ts';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const MINUTE = 60_000;

describe('Retry-After', () => {
  it.each([
    ['30', 30_000],
    [' 2 ', 2000],
    ['1.5', 1500],
    ['Sun, 22 Nov 2026 10:02:00 GMT', 2 * MINUTE],
  ])('%p is waited for as told', (header, waitMs) => {
    expect(readRetryAfter(header, NOW) - NOW).toBe(waitMs);
  });

  it.each([
    ['0', 'in no time at all'],
    ['-5', 'in the past'],
    ['Sun, 22 Nov 2026 09:00:00 GMT', 'a date gone by'],
  ])('%p (%s) still waits a second', (header) => {
    expect(readRetryAfter(header, NOW) - NOW).toBe(1000);
  });

  it.each(['86400', '99999999999999999999', 'Wed, 01 Jan 2098 00:00:00 GMT'])(
    '%p never waits more than an hour',
    (header) => {
      expect(readRetryAfter(header, NOW) - NOW).toBe(60 * MINUTE);
    },
  );

  it.each([null, '', 'soon', '1e9', '0x10', 'Sunday-ish', '2027-01-01'])('%p names no time: a minute', (header) => {
    expect(readRetryAfter(header, NOW) - NOW).toBe(MINUTE);
  });
});
