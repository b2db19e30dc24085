import type {
  AddComment,
  AskForAccess,
  Assign,
  Claim,
  CorrectRecipient,
  Extend,
  LaunchConnect,
  ReopenRequest,
  ResendInvitation,
  SetSessionLink,
} from '../commands.ts';
import type { SessionRequestEvent } from '../events.ts';
import { type Decision, refuse } from '../refusals.ts';
import type { SessionRequest } from '../states.ts';
import type { Actor, AgentRef, Assignee, Situation } from '../values.ts';
import { channelRefusal } from './reach.ts';
import { defaultExpiry, expiryRefusal } from './times.ts';

type AgentCommand =
  | AskForAccess
  | LaunchConnect
  | ReopenRequest
  | CorrectRecipient
  | Assign
  | Claim
  | Extend
  | AddComment
  | ResendInvitation
  | SetSessionLink;

/** What a support agent may do. Whether this agent may see the request at all is asked before (use cases). */
export function decideByAgent(
  command: AgentCommand,
  request: SessionRequest,
  situation: Situation,
): Decision<SessionRequestEvent> {
  const { actor } = command;
  const at = situation.now;
  switch (command.type) {
    case 'ask-for-access':
      return askForAccess(command, request, situation);
    case 'launch-connect':
      return launchConnect(command, request, at);
    case 'reopen-request':
      return reopen(command, request, situation);
    case 'correct-recipient':
      return correctRecipient(command, request, situation);
    case 'assign':
      if (sameAssignee(request.assignee, command.assignee)) return refuse({ reason: 'nothing-changed' });
      return {
        ok: true,
        events: [{ type: 'assigned', at, actor, assignee: command.assignee, previous: request.assignee }],
      };
    case 'claim':
      return claim(command, request, at);
    case 'extend': {
      if (command.expiresAt === request.expiresAt) return refuse({ reason: 'nothing-changed' });
      const refusal = expiryRefusal(command.expiresAt, request.schedule, situation);
      if (refusal !== null) return refuse(refusal);
      return { ok: true, events: [{ type: 'extended', at, actor, expiresAt: command.expiresAt }] };
    }
    case 'add-comment':
      return { ok: true, events: [{ type: 'commented', at, actor, text: command.text }] };
    case 'set-session-link':
      if (command.url === request.sessionLink) return refuse({ reason: 'nothing-changed' });
      return { ok: true, events: [{ type: 'session-link-set', at, actor, url: command.url }] };
    case 'resend-invitation':
      return resend(command, request, situation);
    default:
      return command satisfies never;
  }
}

/** The agent behind an actor. `decide` has checked the kind; the remote tool's comments come without an agent. */
function agentOf(actor: Actor): AgentRef | null {
  return actor.kind === 'agent' ? actor.agent : null;
}

function askForAccess(
  command: AskForAccess,
  request: SessionRequest,
  situation: Situation,
): Decision<SessionRequestEvent> {
  const by = agentOf(command.actor);
  if (request.status !== 'Waiting' || by === null) return refuse({ reason: 'nothing-changed' });
  const againAt = (request.accessAsked?.at ?? Number.NEGATIVE_INFINITY) + situation.settings.askAgainAfterMs;
  if (situation.now < againAt) return refuse({ reason: 'asked-recently', againAt });
  return { ok: true, events: [{ type: 'access-asked', at: situation.now, actor: command.actor, by }] };
}

/** Takes the request in the same breath when nobody has it; never silently from a colleague. */
function launchConnect(command: LaunchConnect, request: SessionRequest, at: number): Decision<SessionRequestEvent> {
  const { actor } = command;
  if (actor.kind !== 'agent') return refuse({ reason: 'not-for-this-actor', actor: actor.kind });
  if (actor.proof === 'asserted') return refuse({ reason: 'sign-in-needed' });
  const holder = request.assignee.kind === 'agent' ? request.assignee.agent : null;
  const isOwn = holder?.id === actor.agent.id;
  if (holder !== null && !isOwn && !command.takeOver) return refuse({ reason: 'taken', by: holder });
  const events: SessionRequestEvent[] = [];
  if (!isOwn) events.push({ type: 'claimed', at, actor, agent: actor.agent, previous: request.assignee });
  events.push({ type: 'connect-launched', at, actor, agent: actor.agent, takenOverFrom: isOwn ? null : holder });
  return { ok: true, events };
}

function claim(command: Claim, request: SessionRequest, at: number): Decision<SessionRequestEvent> {
  const agent = agentOf(command.actor);
  if (agent === null) return refuse({ reason: 'not-for-this-actor', actor: command.actor.kind });
  if (request.assignee.kind === 'agent') {
    if (request.assignee.agent.id === agent.id) return refuse({ reason: 'already-done' });
    return refuse({ reason: 'taken', by: request.assignee.agent });
  }
  return { ok: true, events: [{ type: 'claimed', at, actor: command.actor, agent, previous: request.assignee }] };
}

function reopen(command: ReopenRequest, request: SessionRequest, situation: Situation): Decision<SessionRequestEvent> {
  if (request.status === 'Closed' && request.reason === 'reported') return refuse({ reason: 'was-reported' });
  if (request.status === 'Closed' && request.reason === 'ticket-deleted') return refuse({ reason: 'ticket-gone' });
  const endedAt = request.status === 'Closed' ? request.closedAt : situation.now;
  const ended = request.status === 'Expired' ? request.expiredAt : endedAt;
  const expiresAt = command.expiresAt ?? defaultExpiry(null, situation);
  const refusal = expiryRefusal(expiresAt, null, situation);
  if (refusal !== null) return refuse(refusal);
  const newLink = situation.now - ended > situation.settings.sameLinkWithinMs;
  return {
    ok: true,
    events: [{ type: 'request-reopened', at: situation.now, actor: command.actor, expiresAt, newLink }],
  };
}

function correctRecipient(
  command: CorrectRecipient,
  request: SessionRequest,
  situation: Situation,
): Decision<SessionRequestEvent> {
  const { recipient } = command;
  const language = command.language ?? request.language;
  const reachChanged = recipient.email !== request.recipient.email || recipient.phone !== request.recipient.phone;
  const same = !reachChanged && recipient.name === request.recipient.name && language === request.language;
  if (same) return refuse({ reason: 'nothing-changed' });
  const refusal = channelRefusal(request.channels, recipient, request.ticket, situation.settings);
  if (refusal !== null) return refuse(refusal);
  const { actor } = command;
  return {
    ok: true,
    events: [{ type: 'recipient-corrected', at: situation.now, actor, recipient, language, newLink: reachChanged }],
  };
}

function resend(
  command: ResendInvitation,
  request: SessionRequest,
  situation: Situation,
): Decision<SessionRequestEvent> {
  const { actor, channel } = command;
  if (channel === 'link') return refuse({ reason: 'no-way-to-send', channel });
  const refusal = channelRefusal([channel], request.recipient, request.ticket, situation.settings);
  if (refusal !== null) return refuse(refusal);
  return { ok: true, events: [{ type: 'invitation-resend-asked', at: situation.now, actor, channel }] };
}

function sameAssignee(a: Assignee, b: Assignee): boolean {
  switch (a.kind) {
    case 'unassigned':
      return b.kind === 'unassigned';
    case 'agent':
      return b.kind === 'agent' && a.agent.id === b.agent.id && a.queueId === b.queueId;
    case 'client':
      return b.kind === 'client' && a.address === b.address;
    case 'queue':
      return b.kind === 'queue' && a.queueId === b.queueId;
    default:
      return a satisfies never;
  }
}
