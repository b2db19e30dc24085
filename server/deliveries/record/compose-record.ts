import { createHash } from 'node:crypto';
import type { Installation } from '../../../core/ports/installation.ts';
import type { RequestRecord } from '../../../core/ports/panel-platform.ts';
import type { StoredRequest } from '../../../core/ports/stores.ts';
import type { Actor, Assignee } from '../../../core/session-request/values.ts';
import { type PanelContext, panelContext } from '../../panel-api/panel-context.ts';
import { type PanelView, viewFor } from '../../panel-api/panel-view.ts';
import type { DeliveryServices } from '../delivery-services.ts';
import { NO_SIGNS } from '../../session-watch/request-signs.ts';
import { momentsOf } from './moments.ts';

/** One view serves every agent who may work on the request: whose it is, the panel sees by itself. */
const ANY_AGENT: Actor = { kind: 'agent', agent: { id: '', name: '', email: null }, proof: 'signed-in' };

type Sources = Pick<DeliveryServices, 'requests' | 'links' | 'clock' | 'trouble' | 'directory' | 'signs'>;

/** The record of a request on its ticket, as it is now. */
export async function composeRecord(
  stored: StoredRequest,
  ticketId: string,
  installation: Installation,
  services: Sources,
): Promise<RequestRecord> {
  const { request } = stored;
  const logged = await services.requests.events(request.id, 0);
  const { links, clock } = services;
  const trouble = await services.trouble(request.id);
  const signs = (await services.signs.of([request])).get(request.id) ?? NO_SIGNS;
  const context = await panelContext(services.directory, installation);
  const view = {
    ...viewFor({ links, core: { clock } }, ANY_AGENT, installation, stored, { trouble, ...signs }),
    context,
  };
  const record = {
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
  return { ...record, looks: looksOf(record, view) };
}

/** Steps that agents see nothing of, such as a mail that went out, raise the version alone. */
function looksOf(record: Omit<RequestRecord, 'looks'>, view: PanelView & { readonly context: PanelContext }): string {
  const seen = JSON.stringify([
    { ...record, version: 0, view: '' },
    { ...view, version: 0 },
  ]);
  return createHash('sha256').update(seen).digest('base64url');
}

const NOBODY = { agentId: null, email: null, name: '', queueName: '' } as const;

/** People who are known to one account only carry its id before their own: there they are users of the help desk. */
function recordAssignee(assignee: Assignee, installationId: string): RequestRecord['assignee'] {
  switch (assignee.kind) {
    case 'unassigned':
      return NOBODY;
    case 'client':
      return { ...NOBODY, name: assignee.address };
    case 'queue':
      return { ...NOBODY, queueName: assignee.name };
    case 'agent': {
      const { id, name, email } = assignee.agent;
      const own = `${installationId}:`;
      return { ...NOBODY, agentId: id.startsWith(own) ? id.slice(own.length) : null, email, name };
    }
    default:
      return assignee satisfies never;
  }
}
