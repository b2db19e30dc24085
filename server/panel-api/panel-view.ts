import { asActor, mayCommand } from '../../core/people/rights.ts';
import type { Installation } from '../../core/ports/installation.ts';
import type { StoredRequest } from '../../core/ports/stores.ts';
import type { Clock } from '../../core/ports/world.ts';
import type { Actor } from '../../core/session-request/values.ts';
import { isActive, type SessionRequest } from '../../core/session-request/states.ts';
import { situationOf } from '../../core/use-cases/store-change.ts';
import { type RequestView, requestView } from '../../core/view/request-view.ts';
import type { DeliveryTrouble, Trouble } from '../deliveries/delivery-trouble.ts';
import type { Links } from '../links.ts';
import { NO_SIGNS, type RequestSigns, type RequestSignsReader } from '../session-watch/request-signs.ts';
import type { AgentCaller } from './agent-caller.ts';

export type PanelView = RequestView & {
  readonly joinUrl: string | null;
  readonly connectUrl: string;
  readonly shareUrl: string | null;
  readonly trouble: readonly Trouble[];
} & RequestSigns;

type LooksDeps = { readonly links: Pick<Links, 'joinUrl' | 'connectUrl'>; readonly core: { readonly clock: Clock } };
type ViewDeps = LooksDeps & {
  readonly trouble: Pick<DeliveryTrouble, 'of'>;
  readonly signs: Pick<RequestSignsReader, 'of'>;
};

/** Requests as one agent may see them, links and delivery trouble included. The trouble of all is read at once. */
export async function panelViews(
  deps: ViewDeps,
  caller: AgentCaller,
  stored: readonly StoredRequest[],
): Promise<readonly PanelView[]> {
  const requests = stored.map(({ request }) => request);
  const [trouble, signs] = await Promise.all([deps.trouble.of(requests.map(({ id }) => id)), deps.signs.of(requests)]);
  return panelViewsWith(deps, caller, stored, { trouble, signs });
}

/** What stands beside requests, by request id. */
export type Beside = {
  readonly trouble: ReadonlyMap<string, readonly Trouble[]>;
  readonly signs: ReadonlyMap<string, RequestSigns>;
};

/** The same, with what stands beside the requests that was read already. */
export function panelViewsWith(
  deps: LooksDeps,
  { installation, person, proof }: AgentCaller,
  stored: readonly StoredRequest[],
  { trouble, signs }: Beside,
): readonly PanelView[] {
  const viewer = mayCommand(person) ? asActor(person, proof) : null;
  return stored.map((one) => {
    const { id } = one.request;
    return viewFor(deps, viewer, installation, one, { trouble: trouble.get(id) ?? [], ...(signs.get(id) ?? NO_SIGNS) });
  });
}

export async function panelView(deps: ViewDeps, caller: AgentCaller, stored: StoredRequest): Promise<PanelView> {
  const [view] = await panelViews(deps, caller, [stored]);
  if (view === undefined) throw new Error('one request gives one view');
  return view;
}

/** One request for one viewer; null may only look. */
export function viewFor(
  { links, core }: LooksDeps,
  viewer: Actor | null,
  installation: Installation,
  stored: StoredRequest,
  { trouble, silentSince, unmatched }: { readonly trouble: readonly Trouble[] } & RequestSigns,
): PanelView {
  return {
    ...requestView(stored, viewer, situationOf(installation, stored, core.clock.now())),
    // Who may only look must not be able to answer for the recipient.
    joinUrl: viewer === null || isDead(stored) ? null : links.joinUrl(stored.request),
    connectUrl: links.connectUrl(stored.request.id),
    shareUrl: viewer === null || !isActive(stored.request) ? null : sharePage(links, stored.request),
    trouble,
    silentSince,
    // To say whose session it was takes an agent whom we know for certain.
    unmatched: viewer?.kind === 'agent' && viewer.proof === 'signed-in' ? unmatched : null,
  };
}

/** The console's page with the link as a QR code and as a short code: whoever opens it signs in there. */
function sharePage(links: LooksDeps['links'], { id }: Pick<SessionRequest, 'id'>): string {
  return new URL(`/console/requests/${id}/share`, links.connectUrl(id)).href;
}

/** Nothing can come of this link any more; of other ended requests it still offers to ask for a new one. */
function isDead({ request }: StoredRequest): boolean {
  return request.status === 'Closed' && (request.reason === 'reported' || request.reason === 'ticket-deleted');
}
