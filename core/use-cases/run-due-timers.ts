import { sweep } from '../session-request/decide.ts';
import type { Situation } from '../session-request/values.ts';
import type { CorePorts } from './core-ports.ts';
import { situationOf, storeChange } from './store-change.ts';
import { tryAgain } from './try-again.ts';

/**
 * Fires the timers of one request that have run out: expiry, lapse, unanswered call, automatic close, reminders. Harmless to call twice, from
 * several processes, or too early. Returns whether the request changed.
 */
export async function runDueTimers(
  ports: CorePorts,
  requestId: string,
  known: Pick<Situation, 'assigneeIsAway'> = {},
): Promise<boolean> {
  const change = await tryAgain(() =>
    ports.unitOfWork.run(async (stores) => {
      const stored = await stores.requests.find(requestId);
      const installation = stored && (await stores.installations.find(stored.request.installationId));
      if (!stored || !installation) return null;
      const situation = { ...situationOf(installation, stored, ports.clock.now()), ...known };
      const { events } = sweep(stored.request, situation);
      // Without events this only moves the time to look again, because the recipient was seen meanwhile.
      const after = await storeChange(stores, ports.planner, {
        installation,
        before: stored,
        events,
        situation,
      });
      return events.length === 0 ? null : after.request;
    }),
  );
  if (change === null) return false;
  ports.changes.announce({
    requestId,
    installationId: change.installationId,
    ticketId: change.ticket?.id ?? null,
  });
  return true;
}
