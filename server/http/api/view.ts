import { asActor, mayCommand } from '../../../core/people/rights.ts';
import type { StoredRequest } from '../../../core/ports/stores.ts';
import { situationOf } from '../../../core/use-cases/store-change.ts';
import { type RequestView, requestView } from '../../../core/view/request-view.ts';
import type { Trouble } from '../../deliveries/delivery-trouble.ts';
import type { ApiCaller, ApiDeps } from './api-deps.ts';

export type ApiView = RequestView & {
  readonly joinUrl: string | null;
  readonly connectUrl: string;
  readonly trouble: readonly Trouble[];
};

type ViewDeps = Pick<ApiDeps, 'links' | 'trouble' | 'core'>;

/** Requests as one agent may see them, links and delivery trouble included. The trouble of all is read at once. */
export async function apiViews(
  deps: ViewDeps,
  caller: ApiCaller,
  stored: readonly StoredRequest[],
): Promise<readonly ApiView[]> {
  return viewsWith(deps, caller, stored, await deps.trouble.of(stored.map(({ request }) => request.id)));
}

/** The same, with the trouble by request id that was read already. */
export function viewsWith(
  deps: Omit<ViewDeps, 'trouble'>,
  { installation, person, proof }: ApiCaller,
  stored: readonly StoredRequest[],
  trouble: ReadonlyMap<string, readonly Trouble[]>,
): readonly ApiView[] {
  const viewer = mayCommand(person) ? asActor(person, proof) : null;
  const now = deps.core.clock.now();
  return stored.map((one) => ({
    ...requestView(one, viewer, situationOf(installation, one, now)),
    // Who may only look must not be able to answer for the recipient.
    joinUrl: viewer === null || isDead(one) ? null : deps.links.joinUrl(one.request),
    connectUrl: deps.links.connectUrl(one.request.id),
    trouble: trouble.get(one.request.id) ?? [],
  }));
}

export async function apiView(deps: ViewDeps, caller: ApiCaller, stored: StoredRequest): Promise<ApiView> {
  const [view] = await apiViews(deps, caller, [stored]);
  if (view === undefined) throw new Error('one request gives one view');
  return view;
}

/** Nothing can come of this link any more; of other ended requests it still offers to ask for a new one. */
function isDead({ request }: StoredRequest): boolean {
  return request.status === 'Closed' && (request.reason === 'reported' || request.reason === 'ticket-deleted');
}
