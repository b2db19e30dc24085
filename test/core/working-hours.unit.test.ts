import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  endOfNextWorkingDay,
  isOpen,
  nextOpening,
  type WorkingHours,
} from '../../core/session-request/working-hours.ts';

const NINE_TO_FIVE = { fromMinute: 9 * 60, toMinute: 17 * 60 };
const WEEKDAYS = [NINE_TO_FIVE, NINE_TO_FIVE, NINE_TO_FIVE, NINE_TO_FIVE, NINE_TO_FIVE, null, null];
const BERLIN: WorkingHours = { timeZone: 'Europe/Berlin', week: WEEKDAYS, closedDates: ['2026-12-25'] };
const TAIPEI: WorkingHours = { ...BERLIN, timeZone: 'Asia/Taipei' };
const NEVER: WorkingHours = { ...BERLIN, week: [null, null, null, null, null, null, null] };

const moment = (iso: string): number => Date.parse(iso);
const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

describe('The help desk’s hours', () => {
  it.each([
    ['2026-11-23T07:59:59Z', false, 'a second before nine in Berlin'],
    ['2026-11-23T08:00:00Z', true, 'at nine'],
    ['2026-11-23T15:59:59Z', true, 'a second before five'],
    ['2026-11-23T16:00:00Z', false, 'at five'],
    ['2026-11-22T10:00:00Z', false, 'on a Sunday'],
    ['2026-12-25T10:00:00Z', false, 'on a day off'],
    ['2026-07-20T07:00:00Z', true, 'at nine in summer, when the clock is two hours ahead'],
  ])('%s: %s, %s', (at, expected) => {
    expect(isOpen(BERLIN, moment(at))).toBe(expected);
  });

  it.each([
    ['2026-11-23T10:00:00Z', '2026-11-23T10:00:00.000Z', 'stays within the hours'],
    ['2026-11-23T20:00:00Z', '2026-11-24T16:00:00.000Z', 'moves from the evening to the end of the next day'],
    ['2026-11-23T03:00:00Z', '2026-11-23T16:00:00.000Z', 'moves from the night to the end of the day that begins'],
    ['2026-11-20T18:00:00Z', '2026-11-23T16:00:00.000Z', 'moves over the weekend'],
    ['2026-12-24T18:00:00Z', '2026-12-28T16:00:00.000Z', 'moves over a day off and a weekend'],
    ['2026-03-28T12:00:00Z', '2026-03-30T15:00:00.000Z', 'minds the clocks that went forward on Sunday'],
    ['2026-10-24T12:00:00Z', '2026-10-26T16:00:00.000Z', 'minds the clocks that went back on Sunday'],
  ])('an end at %s becomes %s: it %s', (at, expected) => {
    expect(iso(endOfNextWorkingDay(BERLIN, moment(at)))).toBe(expected);
  });

  it('count by the clock on the wall there', () => {
    expect(iso(endOfNextWorkingDay(TAIPEI, moment('2026-11-23T10:00:00Z')))).toBe('2026-11-24T09:00:00.000Z');
    expect(iso(nextOpening(TAIPEI, moment('2026-11-23T10:00:00Z')))).toBe('2026-11-24T01:00:00.000Z');
  });

  it('change nothing where nobody ever works', () => {
    const at = moment('2026-11-23T10:00:00Z');
    expect(endOfNextWorkingDay(NEVER, at)).toBe(at);
    expect(nextOpening(NEVER, at)).toBeNull();
  });

  it('give an end that is never earlier, and is either as chosen or at five sharp', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'Asia/Taipei', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia');
    const at = fc.integer({ min: moment('2024-01-01T00:00:00Z'), max: moment('2032-01-01T00:00:00Z') });
    fc.assert(
      fc.property(zones, at, (timeZone, chosen) => {
        const hours = { ...BERLIN, timeZone };
        const end = endOfNextWorkingDay(hours, chosen);
        expect(end).toBeGreaterThanOrEqual(chosen);
        if (end === chosen) return;
        const clock = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium' }).format(end);
        expect(clock).toBe('17:00:00');
        expect(isOpen(hours, end - 1)).toBe(true);
      }),
      { seed: 20_261_122, numRuns: 300 },
    );
  });
});
