import { hash } from 'node:crypto';
import { commandRequest } from '../../core/use-cases/command-request.ts';
import { externalIdOf, type SessionName } from './external-id.ts';
import { withoutOurLines } from './session-comment.ts';
import type { WatchDeps } from './watch-deps.ts';

const MOST_REMEMBERED = 10_000;

/** Brings what an agent wrote on a session of a request into the request's log, each text once. */
export async function tellComment(deps: WatchDeps, name: SessionName): Promise<void> {
  const session = await deps.sessions.find(name);
  if (session === null || session.standing !== 'linked' || session.requestId === null || !session.isOver) return;
  const text = withoutOurLines(session.comment);
  if (text === '') return;
  const commandId = `${externalIdOf(name)}:comment:${hash('sha256', text).slice(0, 24)}`;
  if (deps.told.has(commandId)) return;
  await commandRequest(deps.core, {
    requestId: session.requestId,
    command: { type: 'add-comment', actor: { kind: 'remote-tool' }, text },
    person: null,
    installationId: null,
    expectedVersion: null,
    envelope: { scope: 'session-watch', commandId, bodyHash: '' },
  });
  if (deps.told.size >= MOST_REMEMBERED) deps.told.clear();
  deps.told.add(commandId);
}
