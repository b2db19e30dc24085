import type { SessionRequestEvent } from '../../core/session-request/events.ts';
import type { SessionRequest } from '../../core/session-request/states.ts';
import type { QueueWaitTables } from './queue-wait-table.ts';

/** How long the recipient waited, when these events let an agent of a queue connect; null otherwise. */
export function waitOf(
  request: SessionRequest,
  events: readonly SessionRequestEvent[],
): QueueWaitTables['queue_wait'] | null {
  if (request.status !== 'Ready' || !events.some(({ type }) => type === 'connect-launched')) return null;
  const queueId = queueOf(request);
  const { launch, consent } = request;
  if (queueId === null || launch === null) return null;
  return {
    request_id: request.id,
    granted_at: consent.givenAt,
    queue_id: queueId,
    launched_at: launch.at,
    wait_ms: Math.max(0, launch.at - consent.givenAt),
  };
}

/** The queue a request is in, also when one of its agents has it; null for none. */
export function queueOf({ assignee }: Pick<SessionRequest, 'assignee'>): string | null {
  return 'queueId' in assignee ? assignee.queueId : null;
}
