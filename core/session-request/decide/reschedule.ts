import type { Reschedule } from '../commands.ts';
import type { SessionRequestEvent } from '../events.ts';
import { type Decision, refuse } from '../refusals.ts';
import type { SessionRequest } from '../states.ts';
import type { Situation } from '../values.ts';
import { defaultExpiry, expiryRefusal, startOf, startRefusal } from './times.ts';

/** The recipient may move the time, but not stretch the request: the latest start is the longest expiry from its creation. */
export function reschedule(
  command: Reschedule,
  request: SessionRequest,
  situation: Situation,
): Decision<SessionRequestEvent> {
  const { schedule } = command;
  const same = request.schedule?.startAt === schedule.startAt && request.schedule.timeZone === schedule.timeZone;
  if (same && (command.expiresAt ?? request.expiresAt) === request.expiresAt) {
    return refuse({ reason: 'nothing-changed' });
  }
  const latest = request.createdAt + situation.settings.longestExpiryMs;
  if (command.actor.kind === 'recipient' && startOf(schedule, situation) > latest) {
    return refuse({ reason: 'expiry-too-late', latest });
  }
  const byRecipient = command.actor.kind === 'recipient';
  const expiresAt = (byRecipient ? null : command.expiresAt) ?? defaultExpiry(schedule, situation);
  const refusal = startRefusal(schedule, situation) ?? expiryRefusal(expiresAt, schedule, situation);
  if (refusal !== null) return refuse(refusal);
  const { actor } = command;
  return { ok: true, events: [{ type: 'rescheduled', at: situation.now, actor, schedule, expiresAt }] };
}
