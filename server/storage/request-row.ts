import type { RequestSave, StoredRequest } from '../../core/ports/stores.ts';
import { isActive, type SessionRequest } from '../../core/session-request/states.ts';
import { serialToStore } from './serial.ts';
import { readRequest } from './stored-json.ts';
import type { RequestTable } from './tables.ts';

/** What is read back of a request. */
export type StoredRow = Pick<RequestTable, 'state' | 'active_key'> & { readonly seen_at: number | null };

/** The columns that place a request in lists and hold its place on the ticket. They are indexed, so they are written only when they change. */
export type Placement = Pick<
  RequestTable,
  'ticket_id' | 'active_key' | 'listed' | 'sort_at' | 'queue_id' | 'assignee_agent_id'
>;

export function storedRequest(row: StoredRow): StoredRequest {
  return { request: readRequest(row.state), recipientSeenAt: row.seen_at, activeKey: row.active_key };
}

export function placementOf(request: SessionRequest, activeKey: string | null): Placement {
  const { assignee } = request;
  return {
    ticket_id: request.ticket?.id ?? null,
    active_key: activeKey,
    listed: isActive(request) ? 'active' : 'past',
    sort_at: sortAt(request),
    queue_id: 'queueId' in assignee ? assignee.queueId : null,
    assignee_agent_id: assignee.kind === 'agent' ? assignee.agent.id : null,
  };
}

export function samePlacement(a: Placement, b: Placement): boolean {
  return (
    a.ticket_id === b.ticket_id &&
    a.active_key === b.active_key &&
    a.listed === b.listed &&
    a.sort_at === b.sort_at &&
    a.queue_id === b.queue_id &&
    a.assignee_agent_id === b.assignee_agent_id
  );
}

/** The whole row of a request. */
export function rowOf(save: RequestSave): RequestTable {
  const { request, activeKey, dueAt } = save;
  const { createdBy } = request;
  return {
    serial: serialToStore(request.number),
    id: request.id,
    installation_id: request.installationId,
    ...placementOf(request, activeKey),
    status: request.status,
    created_by_agent_id: createdBy.kind === 'agent' ? createdBy.agent.id : null,
    due_at: dueAt,
    version: request.version,
    state: JSON.stringify(request),
  };
}

/** Where it stands in its list: by planned start or creation while active, by its end afterwards. */
function sortAt(request: SessionRequest): number {
  if (isActive(request)) return request.schedule?.startAt ?? request.createdAt;
  return request.status === 'Closed' ? request.closedAt : request.expiredAt;
}
