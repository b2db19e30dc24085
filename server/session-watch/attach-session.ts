import { asActor, mayCommand, maySee, type Person } from '../../core/people/rights.ts';
import type { SessionRequest } from '../../core/session-request/states.ts';
import { commandRequest } from '../../core/use-cases/command-request.ts';
import type { AuditedWrite } from '../storage/audited-write.ts';
import { externalIdOf, type SessionName } from './external-id.ts';
import { followRequest, tellStart } from './follow-request.ts';
import { noteRequest } from './note-request.ts';
import type { SeenSession } from './seen-sessions.ts';
import type { WatchDeps } from './watch-deps.ts';
import { whatItTakes } from './what-it-takes.ts';

export type AttachDeps = WatchDeps & { readonly audited: AuditedWrite };

/** `recorded`: the request's status follows the session. `noted`: it only stands in the request's log, for the request cannot have it. */
export type Attached =
  | { readonly ok: true; readonly how: 'recorded' | 'noted' }
  | { readonly ok: false; readonly reason: 'no-such-session' | 'no-such-request' | 'not-permitted' };

/** An agent says to which request a session belongs. `note` words it for the log. */
export async function attachSession(
  deps: AttachDeps,
  person: Person,
  name: SessionName,
  requestId: string,
  note: (session: SeenSession) => string,
): Promise<Attached> {
  if (!mayCommand(person)) return { ok: false, reason: 'not-permitted' };
  const stored = await deps.requests.find(requestId);
  if (stored === null || !maySee(person, stored.request)) return { ok: false, reason: 'no-such-request' };
  const session = await deps.sessions.find(name);
  if (session?.standing !== 'unmatched') return { ok: false, reason: 'no-such-session' };
  const isRecorded = canHave(stored.request, session);
  if (!isRecorded) await writeNote(deps, person, session, requestId, note(session));
  const linked = {
    ...session,
    standing: 'linked',
    requestId,
    because: null,
    suggested: [],
    isTold: !isRecorded,
  } as const;
  await deps.sessions.put(linked, 'unmatched');
  await logIt(deps, person, name, { requestId, how: isRecorded ? 'recorded' : 'noted' });
  if (isRecorded) {
    await tellStart(deps, linked, (request, one) => request.status !== 'Connected' && canHave(request, one));
    await followRequest(deps, requestId);
    await noteRequest(deps, requestId);
  }
  await deps.signNews();
  return { ok: true, how: isRecorded ? 'recorded' : 'noted' };
}

/** An agent says that a session belongs to no request. False: there is no such session any more. */
export async function dismissSession(deps: AttachDeps, person: Person, name: SessionName): Promise<boolean> {
  const session = await deps.sessions.find(name);
  if (!mayCommand(person) || session?.standing !== 'unmatched') return false;
  await deps.sessions.put({ ...session, standing: 'dismissed' }, 'unmatched');
  await logIt(deps, person, name, { how: 'dismissed' });
  await deps.signNews();
  return true;
}

/** Never one that the end user stopped, and a session that is over only where its end changes nothing that was not so before. */
function canHave(request: SessionRequest, session: SeenSession): boolean {
  if ('address' in request && request.address !== null && !session.to.includes(request.address)) return false;
  switch (request.status) {
    case 'Ready':
      return true;
    case 'Open':
    case 'Waiting':
      return !session.isOver && whatItTakes(request) !== 'to-close';
    case 'Connected':
      return !session.isOver;
    case 'Closed':
    case 'Expired':
      return false;
    default:
      return request satisfies never;
  }
}

async function writeNote(
  { core }: AttachDeps,
  person: Person,
  session: SeenSession,
  requestId: string,
  text: string,
): Promise<void> {
  await commandRequest(core, {
    requestId,
    command: { type: 'add-comment', actor: asActor(person, 'signed-in'), text },
    person,
    installationId: null,
    expectedVersion: null,
    envelope: { scope: 'session-watch', commandId: `${externalIdOf(session)}:note`, bodyHash: requestId },
  });
}

async function logIt(deps: AttachDeps, by: Person, name: SessionName, detail: object): Promise<void> {
  await deps.audited(by, async () => ({
    result: undefined,
    note: { action: 'session.settled', detail: { session: externalIdOf(name), ...detail } },
  }));
}
