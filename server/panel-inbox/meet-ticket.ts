import type { PanelCommand } from '../../core/ports/panel-platform.ts';
import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import { seenTicket } from '../../core/use-cases/follow-ticket.ts';

/**
 * The first request on a ticket would have the ticket looked at. It came along with the command, so that this is spared. A ticket that is
 * known is left alone: what changed on it is followed elsewhere.
 */
export async function meetTicket(
  { core: { unitOfWork, clock } }: { readonly core: Pick<CorePorts, 'unitOfWork' | 'clock'> },
  installationId: string,
  { type, seen }: Pick<PanelCommand, 'type' | 'seen'>,
): Promise<void> {
  if (type !== 'create-request' || seen === null || seen.state === 'deleted') return;
  const seenAt = clock.now();
  await unitOfWork.run(async ({ tickets }) => {
    if ((await tickets.recall(installationId, seen.id)) !== null) return;
    await tickets.remember(installationId, seen.id, seenTicket(seen, seenAt));
  });
}
