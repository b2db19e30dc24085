import { describe, expect, it } from '@jest/globals';
import { texts } from '../../../texts/texts.ts';
import { readChosen } from './read-chosen.ts';

const utc = (text: string): number => Date.parse(`${text}Z`);
const BERLIN = 'Europe/Berlin';
/** In the night to Sunday the 28th, clocks in Berlin go from 2 to 3. */
const PLACE = {
  now: utc('2027-03-26T08:00'),
  range: { earliestAt: utc('2027-03-26T12:00'), latestAt: utc('2027-03-29T12:00') },
  planned: { startAt: utc('2027-03-27T09:00'), timeZone: BERLIN },
};
const read = (asked: { at?: unknown; start?: unknown; zone?: unknown }) =>
  readChosen({ at: undefined, start: undefined, zone: undefined, ...asked }, PLACE, texts('en'));
const problem = (asked: Parameters<typeof read>[0]): string => {
  const chosen = read(asked);
  return chosen.kind === 'problem' ? chosen.problem : chosen.kind;
};

describe('another time for an appointment', () => {
  it('is what a clock on the wall of the appointment’s zone shows', () => {
    const chosen = { kind: 'chosen', schedule: { startAt: utc('2027-03-28T12:30'), timeZone: BERLIN } };
    expect(read({ start: '2027-03-28T14:30' })).toEqual(chosen);
  });

  it('is read in the zone of whoever chooses', () => {
    const chosen = { kind: 'chosen', schedule: { startAt: utc('2027-03-28T06:30'), timeZone: 'Asia/Taipei' } };
    expect(read({ start: '2027-03-28T14:30', zone: 'Asia/Taipei' })).toEqual(chosen);
  });

  it('may be one of the moments that were suggested', () => {
    const startAt = utc('2027-03-29T10:00');
    expect(read({ at: String(startAt), zone: 'UTC' })).toEqual({
      kind: 'chosen',
      schedule: { startAt, timeZone: 'UTC' },
    });
  });

  it('is nothing yet when nothing was sent', () => {
    expect(read({})).toEqual({ kind: 'nothing' });
  });

  it('may be as early and as late as the agent allows, and not a minute more', () => {
    expect(read({ start: '2027-03-26T12:00', zone: 'UTC' }).kind).toBe('chosen');
    expect(read({ start: '2027-03-29T12:00', zone: 'UTC' }).kind).toBe('chosen');
    expect(problem({ start: '2027-03-26T11:59', zone: 'UTC' })).toMatch(/^This time is not possible\. Choose one from/);
    expect(problem({ start: '2027-03-29T12:01', zone: 'UTC' })).toMatch(/March 29, 2027 at 12:00 \(UTC\)\.$/);
  });

  it('cannot be an hour that a change of clocks leaves out', () => {
    expect(problem({ start: '2027-03-28T02:30' })).toMatch(/does not exist on that day/);
    expect(read({ start: '2027-03-28T03:00' }).kind).toBe('chosen');
  });

  it.each([
    [{ start: '' }, /^Choose a date and a time/],
    [{ start: '2027-03-28' }, /not a date with a time/],
    [{ start: '2027-02-30T10:00' }, /not a date with a time/],
    [{ start: ['2027-03-28T14:30', '2027-03-28T15:30'] }, /not a date with a time/],
    [{ start: 'tomorrow' }, /not a date with a time/],
    [{ at: '1e13' }, /not a date with a time/],
    [{ at: '-1' }, /not a date with a time/],
    [{ at: { start: '1' } }, /not a date with a time/],
    [{ start: '2027-03-26T08:59' }, /already passed/],
    [{ at: String(utc('2020-01-01T00:00')) }, /already passed/],
    [{ start: '2027-03-27T10:00' }, /at this time already/],
    [{ start: '2027-03-28T14:30', zone: 'Mars/Olympus' }, /time zone could not be read.*Europe\/Berlin/],
    [{ start: '2027-03-28T14:30', zone: '+02:00' }, /time zone could not be read/],
    [{ start: '2027-03-28T14:30', zone: ['UTC'] }, /time zone could not be read/],
  ])('that cannot be is told in words: %j', (asked, words) => {
    expect(problem(asked)).toMatch(words);
  });
});
