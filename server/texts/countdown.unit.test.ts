import { describe, expect, it } from '@jest/globals';
import { countdown } from './countdown.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('the time until an appointment', () => {
  it.each([
    [0, 'in 0 minutes'],
    [1, 'in 1 minute'],
    [10 * MINUTE - 1, 'in 10 minutes'],
    [119 * MINUTE, 'in 119 minutes'],
    [2 * HOUR + MINUTE, 'in 2 hours'],
    [3 * HOUR - 1, 'in 3 hours'],
    [47 * HOUR, 'in 47 hours'],
    [48 * HOUR, 'in 2 days'],
    [13 * 24 * HOUR, 'in 13 days'],
    [-HOUR, 'in 0 minutes'],
  ])('of %i ms is told in one unit: %s', (ms, words) => {
    expect(countdown(ms, 'en')).toBe(words);
  });

  it('is told in every language with the digits of the page', () => {
    expect(countdown(5 * HOUR, 'ar')).toContain('5');
    expect(countdown(5 * HOUR, 'zh-TW')).toBe('5 小時後');
    expect(countdown(5 * HOUR, 'pl')).toBe('za 5 godzin');
  });
});
