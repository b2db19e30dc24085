import type { SessionRequest } from '../../core/session-request/states.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { WatchDeps } from './watch-deps.ts';
import type { Watch } from './watch-store.ts';

/** An agent who only told us that a session began may have begun it a little before he said so. */
const TOLD_LATE_MS = 120_000;

/** Brings the watch of a request in line with it. True when there is reason to look at the remote tool. */
export async function noteRequest(
  { requests, watches, core }: Pick<WatchDeps, 'requests' | 'watches' | 'core'>,
  requestId: string,
): Promise<boolean> {
  const stored = await requests.find(requestId);
  const known = stored === null ? null : await watches.find(requestId);
  const watch = stored === null ? null : watchAfter(stored.request, known, core.clock.now());
  if (watch === null || sameWatch(watch, known)) return false;
  await watches.put(watch);
  return true;
}

/** What the watch of a request becomes after a change; null when there is none to keep. `known`: as it was. */
export function watchAfter(request: SessionRequest, known: Watch | null, now: EpochMs): Watch | null {
  const begun = begunBy(request, known);
  if (begun !== null) return begun;
  if (known === null) return null;
  return mayGoOn(request) ? { ...known, voidAt: null } : { ...known, voidAt: known.voidAt ?? now };
}

/** A launch begins a watch; so does a session that was told of without one. */
function begunBy(request: SessionRequest, known: Watch | null): Watch | null {
  const { id: requestId, installationId } = request;
  const common = { requestId, installationId, voidAt: null };
  if (request.status === 'Ready' && request.launch !== null) {
    const { agent, at: launchedAt } = request.launch;
    return { ...common, agent, launchedAt, address: request.address };
  }
  if (request.status !== 'Connected' || (known !== null && known.voidAt === null)) return null;
  const { agent, startedAt } = request.session;
  return agent === null ? null : { ...common, agent, launchedAt: startedAt - TOLD_LATE_MS, address: request.address };
}

/** After a session ended for technical reasons it may be taken up again, without another press. A new Allow waits for a new launch. */
function mayGoOn(request: SessionRequest): boolean {
  return request.status === 'Connected' || (request.status === 'Ready' && request.lastSessionEndedAt !== null);
}

function sameWatch(a: Watch | null, b: Watch | null): boolean {
  return JSON.stringify(keysOf(a)) === JSON.stringify(keysOf(b));
}

function keysOf(watch: Watch | null): readonly unknown[] {
  if (watch === null) return [];
  const { requestId, installationId, agent, address, launchedAt, voidAt } = watch;
  return [requestId, installationId, agent.id, address, launchedAt, voidAt];
}
