import type { Reschedule } from '../commands.ts';
import type { SessionRequestEvent } from '../events.ts';
import { type Decision, refuse, type Refusal } from '../refusals.ts';
import type { SessionRequest } from '../states.ts';
import type { MoveLimits, Schedule, Situation } from '../values.ts';
import { defaultExpiry, expiryRefusal, limitsRefusal, startOf, startRefusal } from './times.ts';

/** The recipient may move the time, but not stretch the request: the latest start is the longest expiry from its creation. */
export function reschedule(
  command: Reschedule,
  request: SessionRequest,
  situation: Situation,
): Decision<SessionRequestEvent> {
  const { schedule } = command;
  const byRecipient = command.actor.kind === 'recipient';
  const moveLimits = byRecipient ? request.moveLimits : limitsAfter(command, request);
  const keepsLimits = areSame(moveLimits, request.moveLimits);
  const same = request.schedule?.startAt === schedule.startAt && request.schedule.timeZone === schedule.timeZone;
  if (same && keepsLimits && (command.expiresAt ?? request.expiresAt) === request.expiresAt) {
    return refuse({ reason: 'nothing-changed' });
  }
  const limited = byRecipient ? recipientRefusal(schedule, request, situation) : limitsRefusal(moveLimits);
  if (limited !== null) return refuse(limited);
  const expiresAt = (byRecipient ? null : command.expiresAt) ?? defaultExpiry(schedule, situation);
  const refusal = startRefusal(schedule, situation) ?? expiryRefusal(expiresAt, schedule, situation);
  if (refusal !== null) return refuse(refusal);
  const { actor } = command;
  return {
    ok: true,
    events: [
      {
        type: 'rescheduled',
        at: situation.now,
        actor,
        schedule,
        expiresAt,
        ...(keepsLimits ? {} : { moveLimits }),
      },
    ],
  };
}

function limitsAfter({ moveLimits }: Reschedule, request: SessionRequest): MoveLimits | null {
  if (moveLimits === null) return request.moveLimits;
  return moveLimits === 'none' ? null : moveLimits;
}

function areSame(one: MoveLimits | null, other: MoveLimits | null): boolean {
  return one?.earliestAt === other?.earliestAt && one?.latestAt === other?.latestAt;
}

/** Within the agent's limits; without such, the latest start is the longest expiry from the request's creation. */
function recipientRefusal(schedule: Schedule, request: SessionRequest, situation: Situation): Refusal | null {
  const latest = request.createdAt + situation.settings.longestExpiryMs;
  if (startOf(schedule, situation) > latest) return { reason: 'expiry-too-late', latest };
  const limits = request.moveLimits;
  if (limits === null || (schedule.startAt >= limits.earliestAt && schedule.startAt <= limits.latestAt)) return null;
  return { reason: 'outside-limits', earliestAt: limits.earliestAt, latest: limits.latestAt };
}
