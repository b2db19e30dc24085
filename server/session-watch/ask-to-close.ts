import { closeDelivery } from '../deliveries/remote-tool/close-delivery.ts';
import type { SeenSession } from './seen-sessions.ts';
import type { WatchDeps } from './watch-deps.ts';
import { whatItTakes } from './what-it-takes.ts';

/** The change itself asks to end the session that it knows of; this is for those that were only found afterwards. */
const AFTER_MS = 10_000;

/** A session of the request that still runs although its consent was taken back, or the request closed by somebody, is to be ended. */
export async function askToClose(deps: WatchDeps, requestId: string): Promise<void> {
  const running = (await deps.sessions.ofRequest(requestId)).filter(isToClose);
  const request = running.length === 0 ? null : ((await deps.requests.find(requestId))?.request ?? null);
  if (request === null || whatItTakes(request) !== 'to-close') return;
  const voidAt = (await deps.watches.find(requestId))?.voidAt ?? null;
  const now = deps.core.clock.now();
  if (voidAt === null || voidAt > now - AFTER_MS) return;
  for (const session of running.filter(({ startedAt }) => startedAt < voidAt)) {
    const delivery = closeDelivery(request, session, { id: deps.newId(), now });
    await deps.core.unitOfWork.run((stores) => stores.deliveries.enqueue([delivery], now));
    await deps.sessions.put({ ...session, closeAskedAt: now }, session.standing);
    // So that the dispatcher looks.
    const { installationId, ticket } = request;
    deps.core.changes.announce({ requestId, installationId, ticketId: ticket?.id ?? null });
  }
}

function isToClose({ isOver, closeAskedAt, standing }: SeenSession): boolean {
  return standing === 'linked' && !isOver && closeAskedAt === null;
}
