import type { EpochMs } from './moment.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Milliseconds that the zone is ahead of UTC at this moment. */
export function offsetAt(timeZone: string, at: EpochMs): number {
  const parts = formatOf(timeZone).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((part) => part.type === type)?.value ?? 0);
  const clock = (of('hour') * 60 + of('minute')) * MINUTE_MS + of('second') * 1000;
  return dayNumber(of('year'), of('month'), of('day')) * DAY_MS + clock - (at - modulo(at, 1000));
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs a hundred times more than using one. */
export function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, made);
  return made;
}

/** Days from 1970-01-01 to this date of the Gregorian calendar. The core has no clock, and so no `Date`. */
function dayNumber(year: number, month: number, day: number): number {
  // Years that begin in March, so that the odd day comes last.
  const shifted = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  return shifted * 365 + leapDays + dayOfYear - DAYS_TO_1970;
}

/** From March of the year 0 to 1970-01-01. */
const DAYS_TO_1970 = 719_468;

export function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
