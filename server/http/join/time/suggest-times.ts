import type { EpochMs, MoveLimits } from '../../../../core/session-request/values.ts';
import { isOpen, type WorkingHours } from '../../../../core/session-request/working-hours.ts';

const HALF_HOUR_MS = 30 * 60_000;
const HOUR_MS = 2 * HALF_HOUR_MS;
/** Suggestions are spread: a person who cannot at ten seldom can at half past ten. */
const APART_MS = 2 * HOUR_MS;
const MOST = 4;

/** Where no hours are set: when most people work, so that nobody is offered the night. */
const USUAL_DAY = { fromMinute: 9 * 60, toMinute: 17 * 60 };

export type Looked = {
  readonly now: EpochMs;
  readonly range: MoveLimits;
  readonly hours: WorkingHours | null;
  /** The appointment's zone, where no hours are set. */
  readonly timeZone: string;
  /** Starts that are taken: the agent's other appointments, and the one to be moved. */
  readonly taken: readonly EpochMs[];
};

/** The next starts that look free: in working hours, on the half hour, not soon, not where another appointment is. */
export function suggestTimes({ now, range, hours, timeZone, taken }: Looked): readonly EpochMs[] {
  const work = hours ?? usualHours(timeZone);
  const isFree = (at: EpochMs): boolean =>
    isOpen(work, at) &&
    isOpen(work, at + HALF_HOUR_MS - 1) &&
    taken.every((other) => Math.abs(other - at) >= HALF_HOUR_MS);
  const found: EpochMs[] = [];
  const first = Math.ceil(Math.max(range.earliestAt, now + HALF_HOUR_MS) / HALF_HOUR_MS) * HALF_HOUR_MS;
  for (let at = first; at <= range.latestAt && found.length < MOST; at += HALF_HOUR_MS) {
    const before = found.at(-1);
    if ((before === undefined || at - before >= APART_MS) && isFree(at)) found.push(at);
  }
  return found;
}

function usualHours(timeZone: string): WorkingHours {
  const workday = USUAL_DAY;
  return { timeZone, week: [workday, workday, workday, workday, workday, null, null], closedDates: [] };
}
