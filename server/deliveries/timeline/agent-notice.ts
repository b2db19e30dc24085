import type { InstallationSettings, NotifyMoment } from '../../../core/ports/installation.ts';
import type { SessionRequestEvent } from '../../../core/session-request/events.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';

type Wishes = Pick<InstallationSettings, 'notifyAgentOn'>;

/** Whether the agent in charge wants to hear of this event while he looks elsewhere. */
export function isNotified(event: SessionRequestEvent, { notifyAgentOn }: Wishes): boolean {
  const moment = momentOf(event);
  return moment !== null && notifyAgentOn.includes(moment);
}

/** Whom to notify of these events: the agent in charge, else the one who made the request. */
export function toNotify(
  { assignee, createdBy }: SessionRequest,
  events: readonly SessionRequestEvent[],
  wishes: Wishes,
): readonly string[] {
  if (!events.some((event) => isNotified(event, wishes))) return [];
  const agent = assignee.kind === 'agent' ? assignee.agent : createdBy.kind === 'agent' ? createdBy.agent : null;
  return agent === null || agent.email === null ? [] : [agent.email];
}

/** Null for what is no such moment. An agent's own step is no news to agents. */
function momentOf({ type, actor }: SessionRequestEvent): NotifyMoment | null {
  switch (type) {
    case 'recipient-joined':
      return 'joined';
    case 'access-granted':
      return 'ready';
    case 'rescheduled':
      return actor.kind === 'recipient' ? 'moved' : null;
    case 'request-reported':
    case 'new-link-asked':
      return 'reported';
    default:
      return null;
  }
}
