import type { Refusal } from '../refusals.ts';
import type { EpochMs, Schedule, Situation } from '../values.ts';

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

export function defaultExpiry(schedule: Schedule | null, situation: Situation): EpochMs {
  return startOf(schedule, situation) + situation.settings.defaultExpiryMs;
}
