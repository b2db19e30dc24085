import type { SessionRequestCommand } from './commands.ts';
import { decideOnAddress } from './decide/on-address.ts';
import { createRequest } from './decide/create-request.ts';
import { decideByAgent } from './decide/by-agent.ts';
import { decideByRecipient } from './decide/by-recipient.ts';
import { decideOnSession } from './decide/on-session.ts';
import { decideOnTicket } from './decide/on-ticket.ts';
import { decideOnTimer } from './decide/on-timer.ts';
import { reschedule } from './decide/reschedule.ts';
import { decideOnCallBack } from './decide/call-back.ts';
import { closeRequest } from './decide/close-request.ts';
import { evolve } from './evolve.ts';
import type { SessionRequestEvent } from './events.ts';
import { type Decision, refuse } from './refusals.ts';
import { COMMAND_RULES } from './rules.ts';
import type { SessionRequest, Status } from './states.ts';
import { dueCall, dueCommand, isTimerCommand, type TimerCommand } from './timers.ts';
import type { Situation } from './values.ts';

/**
 * What a command does to a request: the events to store, or the reason it is refused. Pure and total: every command has an answer in
 * every state. A request whose timer has run out behaves as if the sweep had come by already, so the answer never depends on when
 * the sweep runs; the events then begin with what the timer did.
 */
export function decide(
  command: SessionRequestCommand,
  request: SessionRequest | null,
  situation: Situation,
): Decision<SessionRequestEvent> {
  const known = command.actor.kind === 'recipient' ? { ...situation, recipientSeenAt: situation.now } : situation;
  if (request === null || isTimerCommand(command)) return decideNow(command, request, known);
  const caughtUp = catchUp(request, known);
  const decision = decideNow(command, caughtUp.request, known);
  return decision.ok ? { ok: true, events: [...caughtUp.events, ...decision.events] } : decision;
}

/** The request with every timer fired that has run out, and the events of that. */
export function catchUp(
  request: SessionRequest,
  situation: Situation,
): { readonly request: SessionRequest; readonly events: readonly SessionRequestEvent[] } {
  return fire(request, situation, dueCommand);
}

/** The same, and the calls to people that are due. */
export function sweep(request: SessionRequest, situation: Situation): ReturnType<typeof catchUp> {
  return fire(request, situation, (current) => dueCommand(current, situation) ?? dueCall(current, situation));
}

function fire(
  request: SessionRequest,
  situation: Situation,
  due: (request: SessionRequest, situation: Situation) => TimerCommand | null,
): ReturnType<typeof catchUp> {
  const events: SessionRequestEvent[] = [];
  let current = request;
  for (;;) {
    const timer = due(current, situation);
    const decision = timer === null ? null : decideNow(timer, current, situation);
    // Each timer ends itself; a refused one would mean timers and rules disagree, and must not loop.
    if (decision === null || !decision.ok || decision.events.length === 0) return { request: current, events };
    for (const event of decision.events) {
      current = evolve(current, event);
      events.push(event);
    }
  }
}

function decideNow(
  command: SessionRequestCommand,
  request: SessionRequest | null,
  situation: Situation,
): Decision<SessionRequestEvent> {
  const rule = COMMAND_RULES[command.type];
  if (!rule.who.includes(command.actor.kind)) {
    return refuse({ reason: 'not-for-this-actor', actor: command.actor.kind });
  }
  if (command.type === 'create-request') {
    return request === null ? createRequest(command, situation) : refuse({ reason: 'already-exists' });
  }
  if (request === null) return refuse({ reason: 'no-such-request' });
  if (!rule.from.includes(request.status)) return wrongStatus(command, request);
  if (request.erasedAt !== null) return afterErasure(command);
  return carryOut(command, request, situation);
}

/** There is nobody any more whom it could be about, and nothing personal may come back into it. */
function afterErasure(command: SessionRequestCommand): Decision<SessionRequestEvent> {
  return refuse({ reason: command.type === 'erase-recipient' ? 'already-done' : 'nobody-to-reach' });
}

function wrongStatus(command: SessionRequestCommand, request: SessionRequest): Decision<SessionRequestEvent> {
  if (command.type === 'join' && 'joinedAt' in request) return refuse({ reason: 'already-done' });
  if (command.type === 'allow-access' && request.status === 'Ready') return refuse({ reason: 'already-done' });
  if (command.type === 'start-session' && request.status === 'Connected') return refuse({ reason: 'already-done' });
  if (request.status === 'Expired') return refuse({ reason: 'expired' });
  const allowed = COMMAND_RULES[command.type].from.filter((status): status is Status => status !== 'none');
  return refuse({ reason: 'wrong-status', status: request.status, allowed });
}

function carryOut(
  command: Exclude<SessionRequestCommand, { type: 'create-request' }>,
  request: SessionRequest,
  situation: Situation,
): Decision<SessionRequestEvent> {
  switch (command.type) {
    case 'join':
    case 'move-here':
    case 'note-readiness':
    case 'rate-session':
    case 'allow-access':
    case 'deny-access':
    case 'withdraw-consent':
    case 'report-request':
    case 'ask-new-link':
      return decideByRecipient(command, request, situation);
    case 'enter-address':
    case 'propose-addresses':
    case 'note-download':
      return decideOnAddress(command, request, situation);
    case 'ask-for-access':
    case 'launch-connect':
    case 'reopen-request':
    case 'correct-recipient':
    case 'assign':
    case 'claim':
    case 'extend':
    case 'add-comment':
    case 'resend-invitation':
    case 'set-session-link':
      return decideByAgent(command, request, situation);
    case 'start-session':
    case 'end-session':
      return decideOnSession(command, request, situation);
    case 'lapse-access':
    case 'note-unanswered':
    case 'ask-session-end':
    case 'expire-request':
    case 'remind':
    case 'tell-nobody-came':
    case 'record-invitation':
      return decideOnTimer(command, request, situation);
    case 'attach-ticket':
    case 'follow-ticket-merge':
    case 'follow-ticket-closed':
    case 'follow-ticket-deleted':
    case 'follow-ticket-reassigned':
    case 'follow-agent-left':
    case 'keep-open':
      return decideOnTicket(command, request, situation);
    case 'ask-call-back':
    case 'drop-call-back':
    case 'note-called-back':
      return decideOnCallBack(command, request, situation);
    case 'close-request':
      return closeRequest(command, request, situation);
    case 'reschedule':
      return reschedule(command, request, situation);
    case 'erase-recipient': {
      const { actor, pseudonym } = command;
      return { ok: true, events: [{ type: 'recipient-erased', at: situation.now, actor, pseudonym }] };
    }
    default:
      return command satisfies never;
  }
}
