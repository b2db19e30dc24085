import { randomUUID } from 'node:crypto';
import type { PanelCommand } from '../../core/ports/panel-platform.ts';
import { helpDeskChannel } from '../deliveries/delivery-channel.ts';
import { recordDelivery } from '../deliveries/record/record-delivery.ts';
import type { CarryOutDeps, Outcome } from './carry-out.ts';

/** Steps that others may see a little later, but not whoever pressed in the panel. */
const PRESSES: ReadonlySet<string> = new Set([
  'ask-for-access',
  'attach-session',
  'claim',
  'end-session',
  'enter-address',
  'launch-connect',
  'resend-invitation',
]);

export type ShowDeps = Pick<CarryOutDeps, 'core' | 'reader'> & {
  /** Something is due on this channel of deliveries. */
  readonly wake: (channel: string) => void;
};

/** Has the request's record written with the result of the command, not when it would have been time for it. */
export async function showAtOnce(
  { core: { unitOfWork, clock }, reader, wake }: ShowDeps,
  { type }: Pick<PanelCommand, 'type'>,
  { result, requestId }: Outcome,
): Promise<void> {
  if (result !== 'done' || requestId === null || !PRESSES.has(type)) return;
  const stored = await reader.find(requestId);
  if (stored === null || stored.request.ticket === null) return;
  const now = clock.now();
  await unitOfWork.run(({ deliveries }) =>
    deliveries.enqueue([recordDelivery(stored.request, now, randomUUID())], now),
  );
  wake(helpDeskChannel(stored.request.installationId));
}
