import { PANELS_STAY_INSIDE } from '../../core/ports/installation.ts';
import type { InstallationStore } from '../../core/ports/stores.ts';
import type { SessionRequest } from '../../core/session-request/states.ts';
import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import { recordDelivery } from '../deliveries/record/record-delivery.ts';
import type { LiveUpdates } from '../live/live-updates.ts';
import type { RequestReader } from '../storage/store.ts';
import type { RequestSignsReader } from './request-signs.ts';

export type SignNewsDeps = {
  readonly core: Pick<CorePorts, 'unitOfWork' | 'clock'>;
  readonly signs: RequestSignsReader;
  /** Requests that a sign may be about. */
  readonly working: () => Promise<readonly string[]>;
  readonly requests: Pick<RequestReader, 'find'>;
  readonly installations: Pick<InstallationStore, 'find'>;
  readonly live: Pick<LiveUpdates, 'announce'>;
  readonly newId: () => string;
};

/** Tells whoever looks at a request that another sign stands beside it now. Call it when a sign may have come or gone. */
export type SignNews = () => Promise<void>;

export function createSignNews(deps: SignNewsDeps): SignNews {
  /** By request with a sign, what was told last; null before the first look, when nobody knows what an earlier process told. */
  let told: ReadonlyMap<string, string> | null = null;
  return async () => {
    deps.signs.refresh();
    if (told?.size === 0 && (await deps.signs.isQuiet())) return;
    const ids = await deps.working();
    const requests = (await Promise.all(ids.map((id) => deps.requests.find(id)))).flatMap((stored) =>
      stored === null ? [] : [stored.request],
    );
    const signs = await deps.signs.of(requests);
    const shown = new Map([...signs].map(([id, one]) => [id, JSON.stringify(one)]));
    const before = told;
    told = shown;
    for (const request of requests) {
      const isNews = before === null ? hasSession(request) : before.get(request.id) !== shown.get(request.id);
      if (isNews) await tell(deps, request);
    }
  };
}

function hasSession(request: SessionRequest): boolean {
  return request.status === 'Connected' || (request.status === 'Ready' && request.launch !== null);
}

/** The request has no event of it: whoever keeps a copy is given another. */
async function tell({ core, installations, live, newId }: SignNewsDeps, request: SessionRequest): Promise<void> {
  const { id, installationId, ticket } = request;
  const installation = await installations.find(installationId);
  if (installation !== null && PANELS_STAY_INSIDE[installation.helpDesk] && ticket !== null) {
    const now = core.clock.now();
    await core.unitOfWork.run(({ deliveries }) => deliveries.enqueue([recordDelivery(request, now, newId())], now));
  }
  live.announce({ requestId: id, installationId, ticketId: ticket?.id ?? null, beside: true });
}
