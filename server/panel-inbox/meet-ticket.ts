import { isDeepStrictEqual } from 'node:util';
import type { PanelCommand } from '../../core/ports/panel-platform.ts';
import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import { seenTicket } from '../../core/use-cases/follow-ticket.ts';
import type { TicketHints } from '../ticket-hints/ticket-hints.ts';

export type MeetDeps = {
  readonly core: Pick<CorePorts, 'unitOfWork' | 'clock'>;
  readonly hints: Pick<TicketHints, 'add'>;
};

/**
 * The ticket came along with the command: one that nobody knew need not be asked for, and one that has changed is looked at. The help desk
 * counts on that, and does not tell of the same change again.
 */
export async function meetTicket(
  { core: { unitOfWork, clock }, hints }: MeetDeps,
  installationId: string,
  { type, seen }: Pick<PanelCommand, 'type' | 'seen'>,
): Promise<void> {
  if (seen === null) return;
  const now = seenTicket(seen, clock.now());
  const known = await unitOfWork.run(async ({ tickets }) => {
    const before = await tickets.recall(installationId, seen.id);
    if (before !== null || type !== 'create-request' || seen.state === 'deleted') return before;
    await tickets.remember(installationId, seen.id, now);
    return now;
  });
  const isAsKnown = known === null || isDeepStrictEqual(known, { ...now, seenAt: known.seenAt });
  if (!isAsKnown) await hints.add(installationId, seen.id);
}
