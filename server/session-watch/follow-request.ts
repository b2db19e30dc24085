import type { EndSession, StartSession } from '../../core/session-request/commands.ts';
import type { SessionRequest } from '../../core/session-request/states.ts';
import type { AgentRef } from '../../core/session-request/values.ts';
import { commandRequest } from '../../core/use-cases/command-request.ts';
import { askToClose } from './ask-to-close.ts';
import { externalIdOf } from './external-id.ts';
import { TOLERANCE_MS } from './judge-session.ts';
import type { SeenSession } from './seen-sessions.ts';
import type { WatchDeps } from './watch-deps.ts';
import { whatItTakes } from './what-it-takes.ts';

const REMOTE_TOOL = { kind: 'remote-tool' } as const;

/**
 * Brings a request in line with the sessions that belong to it: begun when one runs, ended when none does any more, and a session that
 * goes on after the consent was taken back is ended. Harmless to call twice: each start and each end is told under a name of its own.
 */
export async function followRequest(deps: WatchDeps, requestId: string): Promise<void> {
  for (const session of await deps.sessions.ofRequest(requestId)) {
    if (!session.isTold) await tellStart(deps, session, mayStart);
  }
  await tellEnd(deps, requestId);
  await askToClose(deps, requestId);
}

/** One that began while another runs adds nothing to the status; one that may not begin any more is left to `askToClose`. */
export async function tellStart(
  deps: WatchDeps,
  session: SeenSession,
  may: (request: SessionRequest, session: SeenSession) => boolean,
): Promise<void> {
  const request = await requestOf(deps, session.requestId);
  if (request === null) return;
  if (may(request, session)) {
    const agent = (await deps.watches.find(request.id))?.agent ?? null;
    const command = startOf(session, 'address' in request ? request.address : null, agent);
    await tell(deps, request.id, command, `${externalIdOf(session)}:start`);
    if (session.isOver) await tellEnd(deps, request.id, session);
  }
  await deps.sessions.put({ ...session, isTold: true }, session.standing);
}

function mayStart(request: SessionRequest, { isOver }: SeenSession): boolean {
  if (request.status === 'Connected') return false;
  const takes = whatItTakes(request);
  return takes === 'running-and-past' || (takes === 'running' && !isOver);
}

function startOf(session: SeenSession, known: string | null, agent: AgentRef | null): StartSession {
  const address = session.to.find((one) => one === known) ?? session.to[0] ?? null;
  const { startedAt } = session;
  return {
    type: 'start-session',
    actor: REMOTE_TOOL,
    source: 'remote-tool',
    startedAt,
    address,
    agent,
    externalId: externalIdOf(session),
  };
}

/** Ended when no session of the request runs any more. What ended before the running one began says nothing about it. */
async function tellEnd(deps: WatchDeps, requestId: string, only: SeenSession | null = null): Promise<void> {
  const request = await requestOf(deps, requestId);
  if (request?.status !== 'Connected') return;
  const own = (await deps.sessions.ofRequest(requestId)).filter(({ standing }) => standing === 'linked');
  const last = only ?? own.toSorted((a, b) => endOf(a) - endOf(b)).at(-1);
  const goesOn = own.some(({ isOver, startedAt }) => !isOver && (only === null || startedAt <= endOf(only)));
  if (last === undefined || goesOn) return;
  if (endOf(last) < request.session.startedAt - TOLERANCE_MS) return;
  const endedAt = last.endedAt ?? deps.core.clock.now();
  const command: EndSession = {
    type: 'end-session',
    actor: REMOTE_TOOL,
    source: 'remote-tool',
    endedAt,
    // Records do not tell who ended it.
    endedBy: 'technical',
  };
  await tell(deps, requestId, command, `${externalIdOf(last)}:end`);
}

/** An end that nobody told is now. */
function endOf({ endedAt }: SeenSession): number {
  return endedAt ?? Number.MAX_SAFE_INTEGER;
}

async function tell(
  { core }: WatchDeps,
  requestId: string,
  command: StartSession | EndSession,
  commandId: string,
): Promise<void> {
  const envelope = { scope: 'session-watch', commandId, bodyHash: '' };
  await commandRequest(core, {
    requestId,
    command,
    person: null,
    installationId: null,
    expectedVersion: null,
    envelope,
  });
}

async function requestOf({ requests }: WatchDeps, requestId: string | null): Promise<SessionRequest | null> {
  return requestId === null ? null : ((await requests.find(requestId))?.request ?? null);
}
