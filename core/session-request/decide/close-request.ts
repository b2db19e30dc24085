import type { CloseRequest } from '../commands.ts';
import type { SessionRequestEvent } from '../events.ts';
import { type Decision, refuse } from '../refusals.ts';
import type { SessionRequest } from '../states.ts';
import { systemCloseAt } from '../timers.ts';
import type { CloseReason, Situation } from '../values.ts';

export function closeRequest(
  command: CloseRequest,
  request: SessionRequest,
  situation: Situation,
): Decision<SessionRequestEvent> {
  if (command.actor.kind !== 'system') {
    const reason = command.actor.kind === 'recipient' ? 'by-recipient' : 'by-agent';
    return { ok: true, events: [closedEvent(command, request, situation, reason)] };
  }
  const due = systemCloseAt(request, situation);
  if (due === null) return refuse({ reason: 'nothing-changed' });
  if (due.at > situation.now) return refuse({ reason: 'too-early', notBefore: due.at });
  return { ok: true, events: [closedEvent(command, request, situation, due.reason)] };
}

export function closedEvent(
  command: Pick<CloseRequest, 'actor' | 'outcome' | 'note'>,
  request: SessionRequest,
  situation: Situation,
  reason: CloseReason,
): SessionRequestEvent {
  const { actor, outcome, note } = command;
  const unseen = reason === 'end-not-observed';
  return {
    type: 'request-closed',
    at: situation.now,
    actor,
    outcome,
    note,
    reason,
    // A sweep that comes late must not count its delay as support time.
    sessionMs: unseen ? situation.settings.endNotObservedAfterMs : runningMs(request, situation.now),
    sessionEstimated: unseen,
  };
}

/** How long the session has run that is still going on; null when none is. */
export function runningMs(request: SessionRequest, now: number): number | null {
  return request.status === 'Connected' ? Math.max(0, now - request.session.startedAt) : null;
}
