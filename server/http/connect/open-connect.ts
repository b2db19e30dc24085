import type { Request } from 'express';
import { maySee } from '../../../core/people/rights.ts';
import type { Installation } from '../../../core/ports/installation.ts';
import type { StoredRequest } from '../../../core/ports/stores.ts';
import { catchUp } from '../../../core/session-request/decide.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import type { Situation } from '../../../core/session-request/values.ts';
import { situationOf } from '../../../core/use-cases/store-change.ts';
import type { SignedIn } from '../../sign-in/sign-in.ts';
import type { ConnectDeps } from './connect-deps.ts';

/** A request that this signed-in person may see, as it stands now. */
export type OpenedConnect = {
  readonly request: SessionRequest;
  readonly installation: Installation;
  readonly situation: Situation;
  readonly signedIn: SignedIn;
};

export type ConnectEntry =
  | { readonly kind: 'opened'; readonly opened: OpenedConnect }
  | { readonly kind: 'sign-in' }
  /** Nobody's, or not this person's: the two look the same. */
  | { readonly kind: 'unknown' };

type EntryDeps = Pick<ConnectDeps, 'core' | 'requests' | 'installations' | 'signIn'>;

export async function enterConnect(deps: EntryDeps, requestId: string, request: Request): Promise<ConnectEntry> {
  const signedIn = await deps.signIn.signedIn(request);
  if (signedIn === null) return { kind: 'sign-in' };
  const stored = await deps.requests.find(requestId);
  const opened = stored === null ? null : await asOpenedConnect(deps, stored, signedIn);
  return opened === null ? { kind: 'unknown' } : { kind: 'opened', opened };
}

export async function asOpenedConnect(
  deps: EntryDeps,
  stored: StoredRequest,
  signedIn: SignedIn,
): Promise<OpenedConnect | null> {
  if (!maySee(signedIn.person, stored.request)) return null;
  const row = await deps.installations.find(stored.request.installationId);
  if (row === null) return null;
  const situation = situationOf(row.installation, stored, deps.core.clock.now());
  const { request } = catchUp(stored.request, situation);
  return { request, installation: row.installation, situation, signedIn };
}
