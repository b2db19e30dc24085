import type { Installation } from '../../../core/ports/installation.ts';
import type { RequestRecord } from '../../../core/ports/panel-platform.ts';
import type { StoredRequest } from '../../../core/ports/stores.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import type { Actor, Assignee } from '../../../core/session-request/values.ts';
import { situationOf } from '../../../core/use-cases/store-change.ts';
import { requestView } from '../../../core/view/request-view.ts';
import type { ApiView } from '../../http/api/view.ts';
import type { DeliveryServices } from '../delivery-services.ts';
import { momentsOf } from './moments.ts';

/** One view serves every agent who may work on the request: whose it is, the panel sees by itself. */
const ANY_AGENT: Actor = { kind: 'agent', agent: { id: '', name: '', email: null }, proof: 'signed-in' };

type Sources = Pick<DeliveryServices, 'requests' | 'links' | 'clock' | 'trouble'>;

/** The record of a request on its ticket, as it is now. */
export async function composeRecord(
  stored: StoredRequest,
  ticketId: string,
  installation: Installation,
  services: Sources,
): Promise<RequestRecord> {
  const { request } = stored;
  const logged = await services.requests.events(request.id, 0);
  const view = await viewOf(stored, installation, services);
  return {
    key: request.id,
    number: request.number,
    ticketId,
    status: request.status,
    outcome: request.status === 'Closed' ? request.outcome : null,
    recipient: request.recipient,
    language: request.language,
    comment: request.comment,
    assignee: recordAssignee(request.assignee, installation.id),
    scheduledAt: request.schedule?.startAt ?? null,
    expiresAt: request.expiresAt,
    ...momentsOf(logged.map(({ event }) => event)),
    sessions: request.sessions,
    joinUrl: view.joinUrl,
    connectUrl: view.connectUrl,
    view: JSON.stringify(view),
    viewVersion: view.viewVersion,
    version: request.version,
  };
}

async function viewOf(stored: StoredRequest, installation: Installation, services: Sources): Promise<ApiView> {
  const { request } = stored;
  return {
    ...requestView(stored, ANY_AGENT, situationOf(installation, stored, services.clock.now())),
    joinUrl: isDead(request) ? null : services.links.joinUrl(request),
    connectUrl: services.links.connectUrl(request.id),
    trouble: await services.trouble(request.id),
  };
}

/** Nothing can come of the link any more. */
function isDead(request: SessionRequest): boolean {
  return request.status === 'Closed' && (request.reason === 'reported' || request.reason === 'ticket-deleted');
}

/** People who are known to one account only carry its id before their own: there they are users of the help desk. */
function recordAssignee(assignee: Assignee, installationId: string): RequestRecord['assignee'] {
  switch (assignee.kind) {
    case 'unassigned':
      return { agentId: null, name: '', queueName: '' };
    case 'client':
      return { agentId: null, name: assignee.address, queueName: '' };
    case 'queue':
      return { agentId: null, name: '', queueName: assignee.name };
    case 'agent': {
      const { id, name } = assignee.agent;
      const own = `${installationId}:`;
      return { agentId: id.startsWith(own) ? id.slice(own.length) : null, name, queueName: '' };
    }
    default:
      return assignee satisfies never;
  }
}
