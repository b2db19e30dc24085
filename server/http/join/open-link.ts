import type { Installation } from '../../../core/ports/installation.ts';
import type { StoredRequest } from '../../../core/ports/stores.ts';
import { catchUp } from '../../../core/session-request/decide.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import { situationOf } from '../../../core/use-cases/store-change.ts';
import type { JoinDeps } from './join-deps.ts';

/** A request whose living link was shown, as it stands now: timers that have run out count as fired. */
export type Opened = {
  readonly token: string;
  readonly request: SessionRequest;
  readonly installation: Installation;
  /** Version as stored: a command that was decided on this view names it. */
  readonly version: number;
  readonly recipientSeenAt: number | null;
  readonly now: number;
  /** How long people of this request's queue waited lately; null when it is not known. */
  readonly typicalWaitMs: number | null;
  /** Stop also ends the running session at the remote tool. */
  readonly stopEnds: boolean;
};

type OpenDeps = Pick<JoinDeps, 'requests' | 'installations' | 'links' | 'core' | 'waits' | 'stopEnds'>;

const NOBODYS_ID = '0'.repeat(26);

/** The request behind a link; null for every link that is not the living one. Reads only, and as much for a wrong link as for one that was replaced. */
export async function openLink(deps: OpenDeps, token: string): Promise<Opened | null> {
  const stored = await deps.requests.find(deps.links.requestIdOf(token) ?? NOBODYS_ID);
  if (!deps.links.opens(token, stored?.request ?? null) || stored === null) return null;
  return asOpened(deps, token, stored);
}

/** The page's view of a request already known to be behind `token`; null when its installation is gone. */
export async function asOpened(deps: OpenDeps, token: string, stored: StoredRequest): Promise<Opened | null> {
  const row = await deps.installations.find(stored.request.installationId);
  if (row === null) return null;
  const now = deps.core.clock.now();
  const { installation } = row;
  const { request } = catchUp(stored.request, situationOf(installation, stored, now));
  const { recipientSeenAt } = stored;
  const typicalWaitMs = await deps.waits.typical(request);
  const stopEnds = await deps.stopEnds(request);
  const { version } = stored.request;
  return { token, request, installation, version, recipientSeenAt, now, typicalWaitMs, stopEnds };
}
