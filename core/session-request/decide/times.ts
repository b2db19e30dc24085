import type { Refusal } from '../refusals.ts';
import type { SessionRequest } from '../states.ts';
import type { EpochMs, MoveLimits, Schedule, Situation } from '../values.ts';
import { endOfNextWorkingDay } from '../working-hours.ts';

/** Clocks of browsers and servers differ a little: "now" as a start is not in the past. */
const CLOCK_TOLERANCE_MS = 60_000;

export function startRefusal(schedule: Schedule | null, situation: Situation): Refusal | null {
  if (schedule === null || schedule.startAt >= situation.now - CLOCK_TOLERANCE_MS) return null;
  return { reason: 'start-in-the-past' };
}

/** The moment from which expiry is counted. */
export function startOf(schedule: Schedule | null, situation: Situation): EpochMs {
  return Math.max(schedule?.startAt ?? situation.now, situation.now);
}

export function expiryRefusal(expiresAt: EpochMs, schedule: Schedule | null, situation: Situation): Refusal | null {
  if (expiresAt <= situation.now) return { reason: 'expiry-in-the-past' };
  if (schedule !== null && expiresAt <= schedule.startAt) return { reason: 'expiry-before-start' };
  const latest = startOf(schedule, situation) + situation.settings.longestExpiryMs;
  return expiresAt > latest ? { reason: 'expiry-too-late', latest } : null;
}

/** From when on the recipient can join; always, when nothing is scheduled. */
export function joinOpensAt({ schedule }: Pick<SessionRequest, 'schedule'>, { settings }: Situation): EpochMs {
  return schedule === null ? Number.NEGATIVE_INFINITY : schedule.startAt - settings.joinOpensBeforeMs;
}

export function limitsRefusal(limits: MoveLimits | null): Refusal | null {
  return limits !== null && limits.latestAt < limits.earliestAt
    ? { reason: 'outside-limits', earliestAt: limits.earliestAt, latest: limits.latestAt }
    : null;
}

/** Counted from the start; never in the night or over a weekend, where the help desk's hours are known. */
export function defaultExpiry(schedule: Schedule | null, situation: Situation): EpochMs {
  const { defaultExpiryMs, longestExpiryMs, workingHours } = situation.settings;
  const start = startOf(schedule, situation);
  const usual = start + defaultExpiryMs;
  if (workingHours === null) return usual;
  return Math.min(endOfNextWorkingDay(workingHours, usual), Math.max(usual, start + longestExpiryMs));
}
