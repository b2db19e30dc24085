import type { RequestChange } from '../../../core/ports/delivery-planner.ts';
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
export function toNotify(change: RequestChange, events: readonly SessionRequestEvent[]): readonly string[] {
  const { after, before, installation } = change;
  const news = events.filter((event) => isNotified(event, installation.settings));
  const { assignee, createdBy } = after;
  const agent = assignee.kind === 'agent' ? assignee.agent : createdBy.kind === 'agent' ? createdBy.agent : null;
  if (agent === null || agent.email === null) return [];
  return news.some((event) => looksAlready(event, before) !== agent.id) ? [agent.email] : [];
}

const AWAITED_MS = 2 * 60_000;

/** The agent who has just asked for access and so looks at the answer already; null for nobody. */
export function looksAlready(event: SessionRequestEvent, before: SessionRequest | null): string | null {
  if (event.type !== 'access-granted' || before?.status !== 'Waiting' || before.accessAsked === null) return null;
  return event.at - before.accessAsked.at < AWAITED_MS ? before.accessAsked.by.id : null;
}

/** Null for what is no such moment. An agent's own step is no news to agents. */
export function momentOf({ type, actor }: SessionRequestEvent): NotifyMoment | null {
  switch (type) {
    case 'recipient-joined':
      return 'joined';
    case 'access-granted':
      return 'ready';
    case 'rescheduled':
      return actor.kind === 'recipient' ? 'moved' : null;
    case 'call-back-asked':
      return 'call-back';
    case 'request-reported':
    case 'new-link-asked':
      return 'reported';
    default:
      return null;
  }
}
