import type { EpochMs } from '../../core/session-request/values.ts';

const FIRST_DAY = Date.UTC(2026, 0, 12);

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A moment of the first test day (`at('09:05')`, `at('09:05:30')`), or of a later one (`at('09:05', 2)`), in UTC. */
export function at(clock: string, day = 1): EpochMs {
  const parts = /^(\d\d):(\d\d)(?::(\d\d))?$/.exec(clock);
  if (parts === null) throw new Error(`not a time of day: ${clock}`);
  const [, hours, minutes, seconds] = parts;
  return FIRST_DAY + (day - 1) * DAY + Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds ?? 0) * SECOND;
}
