import type { SessionRequest } from './states.ts';
import type { EpochMs, Situation } from './values.ts';

export type Reminder = { readonly at: EpochMs; readonly beforeMs: number };

/** The reminder that goes out next; null when none will. Those that lay in the past already when the start was chosen are left out. */
export function nextReminder(request: SessionRequest, situation: Situation): Reminder | null {
  return pending(request, situation)[0] ?? null;
}

/** The latest one that is due; null when none is. */
export function lastDueReminder(request: SessionRequest, situation: Situation): Reminder | null {
  return pending(request, situation).findLast(({ at }) => at <= situation.now) ?? null;
}

function pending(request: SessionRequest, { now, settings }: Situation): readonly Reminder[] {
  const { schedule, reminders } = request;
  if (request.status !== 'Open' || schedule === null || now >= schedule.startAt) return [];
  return settings.remindBeforeMs
    .filter((beforeMs) => beforeMs < (reminders.lastBeforeMs ?? Number.POSITIVE_INFINITY))
    .map((beforeMs) => ({ at: schedule.startAt - beforeMs, beforeMs }))
    .filter(({ at }) => at > reminders.since)
    .toSorted((a, b) => a.at - b.at);
}
