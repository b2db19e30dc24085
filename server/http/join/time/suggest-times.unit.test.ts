import { describe, expect, it } from '@jest/globals';
import type { WorkingHours } from '../../../../core/session-request/working-hours.ts';
import { suggestTimes } from './suggest-times.ts';

const utc = (text: string): number => Date.parse(`${text}Z`);
const shown = (times: readonly number[]): readonly string[] =>
  times.map((at) => new Date(at).toISOString().slice(0, 16));

const MORNING = { fromMinute: 9 * 60, toMinute: 12 * 60 };
const MORNINGS: WorkingHours = {
  timeZone: 'Europe/Berlin',
  week: [MORNING, MORNING, MORNING, MORNING, MORNING, null, null],
  closedDates: ['2026-11-25'],
};
/** A Tuesday, 9:10 in Berlin. */
const NOW = utc('2026-11-24T08:10');
const ask = (over: Partial<Parameters<typeof suggestTimes>[0]> = {}): readonly string[] =>
  shown(
    suggestTimes({
      now: NOW,
      range: { earliestAt: NOW, latestAt: NOW + 7 * 86_400_000 },
      hours: MORNINGS,
      timeZone: 'Europe/Berlin',
      taken: [],
      ...over,
    }),
  );

describe('suggested times', () => {
  it('are the next ones in working hours, not at once, spread over the days, none on a day off', () => {
    expect(ask()).toEqual(['2026-11-24T09:00', '2026-11-26T08:00', '2026-11-26T10:00', '2026-11-27T08:00']);
  });

  it('leave room for half an hour before the help desk closes', () => {
    const range = { earliestAt: utc('2026-11-24T10:30'), latestAt: utc('2026-11-24T23:00') };
    expect(ask({ range })).toEqual(['2026-11-24T10:30']);
    expect(ask({ range: { ...range, earliestAt: utc('2026-11-24T10:31') } })).toEqual([]);
  });

  it('keep half an hour away from other appointments', () => {
    expect(ask({ taken: [utc('2026-11-24T09:15')] })[0]).toBe('2026-11-24T10:00');
  });

  it('stay inside what the agent allows', () => {
    const range = { earliestAt: utc('2026-11-26T09:10'), latestAt: utc('2026-11-26T09:40') };
    expect(ask({ range })).toEqual(['2026-11-26T09:30']);
  });

  it('are by day and not on a weekend where no hours are set', () => {
    const range = { earliestAt: utc('2026-11-27T15:00'), latestAt: utc('2026-11-30T12:00') };
    expect(ask({ hours: null, timeZone: 'UTC', range })).toEqual([
      '2026-11-27T15:00',
      '2026-11-30T09:00',
      '2026-11-30T11:00',
    ]);
  });
});
