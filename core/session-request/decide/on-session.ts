import type { EndSession, StartSession } from '../commands.ts';
import type { SessionRequestEvent } from '../events.ts';
import { type Decision, refuse } from '../refusals.ts';
import type { SessionRequest } from '../states.ts';
import type { SessionSource, Situation } from '../values.ts';

/** What is told of the real session: by AnyDesk's own record, a signed webhook, or the agent. */
export function decideOnSession(
  command: StartSession | EndSession,
  request: SessionRequest,
  situation: Situation,
): Decision<SessionRequestEvent> {
  switch (command.type) {
    case 'start-session':
      return startSession(command, request, situation);
    case 'end-session':
      return endSession(command, request, situation);
    default:
      return command satisfies never;
  }
}

function startSession(
  command: StartSession,
  request: SessionRequest,
  situation: Situation,
): Decision<SessionRequestEvent> {
  const { actor, externalId } = command;
  const source = sourceOf(command);
  const startedAt = Math.min(command.startedAt, situation.now);
  const agent = actor.kind === 'agent' ? actor.agent : command.agent;
  const told = { type: 'session-started', at: situation.now, actor, source, startedAt, agent, externalId } as const;
  if (request.status === 'Ready') {
    if (command.address !== null && command.address !== request.address) return refuse({ reason: 'address-mismatch' });
    return { ok: true, events: [{ ...told, address: request.address, consent: request.consent }] };
  }
  // Nobody allowed anything on our page: only AnyDesk's own record shows that the person accepted in AnyDesk's window.
  if (source !== 'remote-tool' || actor.kind !== 'remote-tool') {
    return refuse({ reason: 'wrong-status', status: request.status, allowed: ['Ready'] });
  }
  if (command.address === null) return refuse({ reason: 'address-missing' });
  const consent = { source: 'remote-tool-window', givenAt: startedAt } as const;
  return { ok: true, events: [{ ...told, address: command.address, consent }] };
}

function endSession(command: EndSession, request: SessionRequest, situation: Situation): Decision<SessionRequestEvent> {
  if (request.status !== 'Connected') return refuse({ reason: 'nothing-changed' });
  const endedAt = Math.max(request.session.startedAt, Math.min(command.endedAt, situation.now));
  const durationMs = endedAt - request.session.startedAt;
  const { actor, endedBy } = command;
  const source = sourceOf(command);
  return {
    ok: true,
    events: [{ type: 'session-ended', at: situation.now, actor, source, endedAt, durationMs, endedBy }],
  };
}

/** An agent's word stays an agent's word: only AnyDesk's own record counts as watching the session. */
function sourceOf(command: StartSession | EndSession): SessionSource {
  return command.actor.kind === 'agent' ? 'agent' : command.source;
}
