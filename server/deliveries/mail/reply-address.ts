import type { HelpDesks } from '../../../core/ports/help-desk.ts';
import type { Clock } from '../../../core/ports/world.ts';
import { within, type Timers } from '../dispatch/timers.ts';
import { isOneAddress } from './one-address.ts';

const WAIT_MS = 2_000;
const KEPT_MS = 60 * 60 * 1000;
const FAILURE_KEPT_MS = 60 * 1000;
const MOST_KEPT = 1_000;

type Kept = { readonly address: string | null; readonly until: number };

/**
 * Asks the help desk for a ticket's mail address. Mails do not wait for a help desk that is down, slow or out of budget: they go
 * without a Reply-To then.
 */
export function createReplyAddress(deps: {
  readonly helpDesks: HelpDesks;
  readonly clock: Clock;
  readonly timers: Timers;
}): (installationId: string, ticketId: string) => Promise<string | null> {
  const kept = new Map<string, Kept>();
  return async (installationId, ticketId) => {
    const key = `${installationId}\n${ticketId}`;
    const known = kept.get(key);
    if (known !== undefined && known.until > deps.clock.now()) return known.address;
    const found = await within(deps.timers, WAIT_MS, ask(deps, installationId, ticketId), () => null).catch(() => null);
    if (kept.size >= MOST_KEPT) kept.clear();
    const until = deps.clock.now() + (found === null ? FAILURE_KEPT_MS : KEPT_MS);
    kept.set(key, { address: found?.address ?? null, until });
    return found?.address ?? null;
  };
}

async function ask(
  { helpDesks, clock }: { readonly helpDesks: HelpDesks; readonly clock: Clock },
  installationId: string,
  ticketId: string,
): Promise<{ readonly address: string | null } | null> {
  const desk = await helpDesks.of(installationId);
  if (desk === null || desk.budget.take(clock.now()) !== null) return null;
  const ticket = await desk.tickets.findTicket(ticketId);
  if (ticket.kind !== 'done') return null;
  const { replyTo } = ticket.value;
  return { address: replyTo !== null && isOneAddress(replyTo) ? replyTo : null };
}
