import type { Request } from 'express';
import { maySee } from '../../../core/people/rights.ts';
import type { Installation } from '../../../core/ports/installation.ts';
import type { StoredRequest } from '../../../core/ports/stores.ts';
import { catchUp } from '../../../core/session-request/decide.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import type { Situation } from '../../../core/session-request/values.ts';
import { situationOf } from '../../../core/use-cases/store-change.ts';
import { NO_SIGNS, type RequestSigns } from '../../session-watch/request-signs.ts';
import type { SignedIn } from '../../sign-in/sign-in.ts';
import type { OrgRefusal } from '../../sign-in/org/enter-org.ts';
import type { ConnectDeps } from './connect-deps.ts';
import type { OrgPlace } from './org-entrance.ts';

/** A request that this signed-in person may see, as it stands now. */
export type OpenedConnect = {
  readonly request: SessionRequest;
  readonly installation: Installation;
  readonly situation: Situation;
  readonly signedIn: SignedIn;
  readonly signs: RequestSigns;
};

export type ConnectEntry =
  | { readonly kind: 'opened'; readonly opened: OpenedConnect }
  | { readonly kind: 'sign-in' }
  /** Agents of this account sign in with it. */
  | { readonly kind: 'sign-in-at-org'; readonly place: OrgPlace }
  | { readonly kind: 'refused'; readonly place: OrgPlace; readonly refusal: OrgRefusal }
  /** Nobody's, or not this person's: the two look the same. */
  | { readonly kind: 'unknown' };

type EntryDeps = Pick<ConnectDeps, 'core' | 'requests' | 'installations' | 'signIn' | 'orgSignIns' | 'signs'>;

/** Whoever is signed in here comes first; else the agent who signed in with the request's own account. */
export async function enterConnect(deps: EntryDeps, requestId: string, request: Request): Promise<ConnectEntry> {
  const signedIn = await deps.signIn.signedIn(request);
  const stored = await deps.requests.find(requestId);
  if (signedIn !== null) return opened(deps, stored, signedIn);
  if (stored === null) return { kind: 'sign-in' };
  const { installationId, ticket } = stored.request;
  if (!(await deps.orgSignIns.isOffered(installationId))) return { kind: 'sign-in' };
  const place = { requestId, installationId };
  const entry = await deps.orgSignIns.signedIn(request, installationId, ticket?.id ?? null);
  switch (entry.kind) {
    case 'in':
      return opened(deps, stored, entry.signedIn);
    case 'none':
      return { kind: 'sign-in-at-org', place };
    case 'refused':
      return { kind: 'refused', place, refusal: entry.refusal };
    case 'not-his-ticket':
      return { kind: 'unknown' };
    default:
      return entry satisfies never;
  }
}

async function opened(deps: EntryDeps, stored: StoredRequest | null, signedIn: SignedIn): Promise<ConnectEntry> {
  const found = stored === null ? null : await asOpenedConnect(deps, stored, signedIn);
  return found === null ? { kind: 'unknown' } : { kind: 'opened', opened: found };
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
  const signs = (await deps.signs.of([request])).get(request.id) ?? NO_SIGNS;
  return { request, installation: row.installation, situation, signedIn, signs };
}
