import type { SessionRequest } from '../../core/session-request/states.ts';
import type { EpochMs } from '../../core/session-request/values.ts';

/** Why nobody needs the reminder that fell due at `dueAt` any more, as one sentence; null when it is still of use. */
export function whyNoReminder(request: SessionRequest, dueAt: EpochMs, now: EpochMs): string | null {
  if (request.status !== 'Open')
    return 'The recipient had joined, or the request had ended, before the reminder was sent.';
  if (request.schedule === null || request.reminders.since > dueAt)
    return 'The time was changed before the reminder was sent.';
  return now >= request.schedule.startAt ? 'The appointment had begun before the reminder was sent.' : null;
}
