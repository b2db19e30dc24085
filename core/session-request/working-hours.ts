import type { EpochMs } from './moment.ts';
import { formatOf, modulo, offsetAt } from './zone-offset.ts';

/** Minutes after midnight on the wall clock; `to` may be 1440, the end of the day. */
export type OpenHours = { readonly fromMinute: number; readonly toMinute: number };

/** When the help desk works. `week` begins with Monday; null: closed that day. */
export type WorkingHours = {
  /** IANA name. */
  readonly timeZone: string;
  readonly week: readonly (OpenHours | null)[];
  /** Days off, as `2026-12-25`. */
  readonly closedDates: readonly string[];
};

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Nobody is closed for longer; a calendar without a working day must not be searched for ever. */
const MOST_DAYS = 60;

export function isOpen(hours: WorkingHours, at: EpochMs): boolean {
  const day = dayOf(hours.timeZone, at);
  const open = openHoursOn(hours, day);
  return open !== null && at >= wallTime(hours, day, open.fromMinute) && at < wallTime(hours, day, open.toMinute);
}

/** `at` itself while the help desk works, else the end of its next working day. Unchanged when it never works. */
export function endOfNextWorkingDay(hours: WorkingHours, at: EpochMs): EpochMs {
  if (isOpen(hours, at)) return at;
  const end = firstOf(hours, at, (day, open) => wallTime(hours, day, open.toMinute));
  return end ?? at;
}

/** When the help desk works again; `at` itself while it does, null when it never does. */
export function nextOpening(hours: WorkingHours, at: EpochMs): EpochMs | null {
  if (isOpen(hours, at)) return at;
  return firstOf(hours, at, (day, open) => wallTime(hours, day, open.fromMinute));
}

/** The first such moment after `at`. */
function firstOf(
  hours: WorkingHours,
  at: EpochMs,
  momentOf: (day: EpochMs, open: OpenHours) => EpochMs,
): EpochMs | null {
  const today = dayOf(hours.timeZone, at);
  for (let days = 0; days <= MOST_DAYS; days++) {
    const day = today + days * DAY_MS;
    const open = openHoursOn(hours, day);
    const moment = open === null ? null : momentOf(day, open);
    if (moment !== null && moment > at) return moment;
  }
  return null;
}

function openHoursOn({ week, closedDates }: WorkingHours, day: EpochMs): OpenHours | null {
  if (closedDates.includes(civilDate(day))) return null;
  // 1970-01-01 was a Thursday.
  return week[modulo(day / DAY_MS + 3, 7)] ?? null;
}

/** The date on the wall, as midnight UTC of that date: a name for the day, not a moment. */
function dayOf(timeZone: string, at: EpochMs): EpochMs {
  const wall = at + offsetAt(timeZone, at);
  return wall - modulo(wall, DAY_MS);
}

/** The moment when the clock on the wall shows this minute of the day; one that a change of clocks skips is read with the earlier offset. */
function wallTime({ timeZone }: WorkingHours, day: EpochMs, minute: number): EpochMs {
  const wall = day + minute * MINUTE_MS;
  const guess = wall - offsetAt(timeZone, wall);
  return wall - offsetAt(timeZone, guess);
}

/** `2026-12-25` for the day that begins at this midnight UTC. */
function civilDate(day: EpochMs): string {
  const { year, month, date } = Object.fromEntries(
    formatOf('UTC')
      .formatToParts(day)
      .map(({ type, value }) => [type === 'day' ? 'date' : type, value]),
  );
  return [year, month, date].map((part, at) => String(part).padStart(at === 0 ? 4 : 2, '0')).join('-');
}
