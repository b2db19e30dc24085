import { z } from 'zod';
import type { RequestChange } from '../../../core/ports/delivery-planner.ts';
import type { SessionRequestEvent } from '../../../core/session-request/events.ts';
import { STATUSES } from '../../../core/session-request/states.ts';
import type { Actor } from '../../../core/session-request/values.ts';

const agent = z.object({ id: z.string(), name: z.string() });

/** What is told of an event: enough to act on, nothing personal of the recipient. The receiver fetches the rest. */
export const webhookPayload = z.object({
  endpointId: z.string(),
  type: z.string(),
  at: z.number(),
  seq: z.number(),
  actor: z.object({
    kind: z.enum(['agent', 'recipient', 'remote-tool', 'help-desk', 'system']),
    agent: agent.nullable(),
  }),
  request: z.object({
    id: z.string(),
    number: z.string(),
    installationId: z.string(),
    ticket: z.object({ id: z.string(), number: z.string() }).nullable(),
    status: z.enum(STATUSES),
    version: z.number(),
    outcome: z.string().nullable(),
    sessions: z.object({ count: z.number(), totalMs: z.number(), estimated: z.boolean() }),
  }),
});
export type WebhookPayload = z.infer<typeof webhookPayload>;

/** Prefix of every message's type: `session-request.access-granted`. */
const TYPE_PREFIX = 'session-request.';

export function payloadOf(
  endpointId: string,
  event: SessionRequestEvent,
  seq: number,
  { after }: RequestChange,
): WebhookPayload {
  const { id, number, installationId, ticket, status, version, sessions } = after;
  return {
    endpointId,
    type: event.type,
    at: event.at,
    seq,
    actor: actorOf(event.actor),
    request: {
      id,
      number,
      installationId,
      ticket: ticket === null ? null : { id: ticket.id, number: ticket.number },
      status,
      version,
      outcome: after.status === 'Closed' ? after.outcome : null,
      sessions,
    },
  };
}

/** The body as Standard Webhooks wants it. */
export function bodyOf({ type, at, seq, actor, request }: WebhookPayload): string {
  const data = { seq, actor, request };
  return JSON.stringify({ type: TYPE_PREFIX + type, timestamp: new Date(at).toISOString(), data });
}

function actorOf(actor: Actor): WebhookPayload['actor'] {
  if (actor.kind !== 'agent') return { kind: actor.kind, agent: null };
  return { kind: 'agent', agent: { id: actor.agent.id, name: actor.agent.name } };
}
