import type {
  AttachTicket,
  FollowAgentLeft,
  FollowTicketClosed,
  FollowTicketDeleted,
  FollowTicketMerge,
  FollowTicketReassigned,
  KeepOpen,
} from '../commands.ts';
import type { SessionRequestEvent } from '../events.ts';
import { type Decision, refuse } from '../refusals.ts';
import type { SessionRequest } from '../states.ts';
import type { Assignee, Situation } from '../values.ts';
import { closedEvent } from './close-request.ts';

type TicketCommand =
  | AttachTicket
  | FollowTicketMerge
  | FollowTicketClosed
  | FollowTicketDeleted
  | FollowTicketReassigned
  | FollowAgentLeft
  | KeepOpen;

/** How a request follows the life of its ticket; the same for every help desk. */
export function decideOnTicket(
  command: TicketCommand,
  request: SessionRequest,
  situation: Situation,
): Decision<SessionRequestEvent> {
  const { actor } = command;
  const at = situation.now;
  switch (command.type) {
    case 'attach-ticket':
      if (request.ticket !== null) return refuse({ reason: 'has-a-ticket' });
      return { ok: true, events: [{ type: 'ticket-attached', at, actor, ticket: command.ticket }] };
    case 'follow-ticket-merge':
      if (request.ticket === null || request.ticket.id === command.into.id)
        return refuse({ reason: 'nothing-changed' });
      return { ok: true, events: [{ type: 'ticket-merged', at, actor, from: request.ticket, into: command.into }] };
    case 'follow-ticket-closed':
      return followClosed(command, request, situation);
    case 'follow-ticket-deleted': {
      const gone = { actor, outcome: 'cancelled', note: '' } as const;
      return { ok: true, events: [closedEvent(gone, request, situation, 'ticket-deleted')] };
    }
    case 'follow-ticket-reassigned':
      return followReassigned(command, request, at);
    case 'follow-agent-left': {
      const { assignee: previous } = request;
      // Somebody else may have taken it meanwhile.
      if (previous.kind !== 'agent' || previous.agent.id !== command.agentId)
        return refuse({ reason: 'nothing-changed' });
      return { ok: true, events: [{ type: 'assigned', at, actor, assignee: command.place, previous }] };
    }
    case 'keep-open':
      if (request.closesWithTicketAt === null && request.ticketClosedAt === null) {
        return refuse({ reason: 'nothing-changed' });
      }
      return { ok: true, events: [{ type: 'kept-open', at, actor }] };
    default:
      return command satisfies never;
  }
}

/** Open and Waiting close with the ticket after a while, Ready asks the agent, a running session stays. */
function followClosed(
  command: FollowTicketClosed,
  request: SessionRequest,
  situation: Situation,
): Decision<SessionRequestEvent> {
  if (request.ticketClosedAt !== null || request.status === 'Connected') return refuse({ reason: 'nothing-changed' });
  const closesAt = request.status === 'Ready' ? null : situation.now + situation.settings.closeAfterTicketClosedMs;
  return { ok: true, events: [{ type: 'ticket-closed', at: situation.now, actor: command.actor, closesAt }] };
}

/** Follows only where ticket and request had the same agent; somebody who was chosen for the request stays chosen. */
function followReassigned(
  command: FollowTicketReassigned,
  request: SessionRequest,
  at: number,
): Decision<SessionRequestEvent> {
  const holder = request.assignee.kind === 'agent' ? request.assignee : null;
  if (holder === null || holder.agent.id !== command.from?.id || command.to?.id === holder.agent.id) {
    return refuse({ reason: 'nothing-changed' });
  }
  const assignee: Assignee =
    command.to === null ? { kind: 'unassigned' } : { kind: 'agent', agent: command.to, queueId: holder.queueId };
  return {
    ok: true,
    events: [{ type: 'assigned', at, actor: command.actor, assignee, previous: request.assignee }],
  };
}
