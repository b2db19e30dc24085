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
import type { AgentCaller } from './agent-caller.ts';

export type PanelView = RequestView & {
  readonly joinUrl: string | null;
  readonly connectUrl: string;
  readonly shareUrl: string | null;
  readonly trouble: readonly Trouble[];
};

type LooksDeps = { readonly links: Pick<Links, 'joinUrl' | 'connectUrl'>; readonly core: { readonly clock: Clock } };
type ViewDeps = LooksDeps & { readonly trouble: Pick<DeliveryTrouble, 'of'> };

/** Requests as one agent may see them, links and delivery trouble included. The trouble of all is read at once. */
export async function panelViews(
  deps: ViewDeps,
  caller: AgentCaller,
  stored: readonly StoredRequest[],
): Promise<readonly PanelView[]> {
  return panelViewsWith(deps, caller, stored, await deps.trouble.of(stored.map(({ request }) => request.id)));
}

/** The same, with the trouble by request id that was read already. */
export function panelViewsWith(
  deps: LooksDeps,
  { installation, person, proof }: AgentCaller,
  stored: readonly StoredRequest[],
  trouble: ReadonlyMap<string, readonly Trouble[]>,
): readonly PanelView[] {
  const viewer = mayCommand(person) ? asActor(person, proof) : null;
  return stored.map((one) => viewFor(deps, viewer, installation, one, trouble.get(one.request.id) ?? []));
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
  trouble: readonly Trouble[],
): PanelView {
  return {
    ...requestView(stored, viewer, situationOf(installation, stored, core.clock.now())),
    // Who may only look must not be able to answer for the recipient.
    joinUrl: viewer === null || isDead(stored) ? null : links.joinUrl(stored.request),
    connectUrl: links.connectUrl(stored.request.id),
    shareUrl: viewer === null || !isActive(stored.request) ? null : sharePage(links, stored.request),
    trouble,
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
