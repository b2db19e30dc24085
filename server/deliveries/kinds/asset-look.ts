import { z } from 'zod';
import type { Answer } from '../../../core/ports/answer.ts';
import type { RequestChange } from '../../../core/ports/delivery-planner.ts';
import type { NewDelivery } from '../../../core/ports/stores.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import { ASSET_LOOK } from '../../address-search/asset-look.ts';
import { sent, skipped } from '../answers.ts';
import { HELP_DESK_CHANNELS, helpDeskChannel } from '../delivery-channel.ts';
import { deliveryKind, type PlanContext, type Sent } from '../delivery-kind.ts';
import type { DeliveryServices } from '../delivery-services.ts';
import type { ClaimedDelivery } from '../delivery-store.ts';

const lookPayload = z.object({ ticketId: z.string() });
type LookPayload = z.infer<typeof lookPayload>;

/** Asks the help desk for the devices linked to the ticket, after the request was made; nobody waits for it. */
export const kind = deliveryKind<LookPayload>({
  name: ASSET_LOOK,
  family: HELP_DESK_CHANNELS,
  timeoutMs: 70_000,
  payload: lookPayload,
  plan,
  send: look,
  doubt: { remedy: 'send-again' },
});

function plan({ before, after, installation, now }: RequestChange, context: PlanContext): readonly NewDelivery[] {
  const { ticket } = after;
  if (installation.settings.assetField === undefined || ticket === null || !canUse(after)) return [];
  const isKnown = before !== null && before.ticket?.id === ticket.id && canUse(before);
  if (isKnown) return [];
  const payload: LookPayload = { ticketId: ticket.id };
  return [
    {
      id: context.newId(),
      kind: ASSET_LOOK,
      installationId: after.installationId,
      requestId: after.id,
      channel: helpDeskChannel(after.installationId),
      // Not the ticket's lane: what the ticket is told must not wait for it.
      lane: `assets:${after.id}`,
      notBefore: now,
      payload: JSON.stringify(payload),
      mergeKey: `${ASSET_LOOK}:${after.id}`,
    },
  ];
}

/** Afterwards an address is confirmed, or nobody needs one. */
const canUse = ({ status }: SessionRequest): boolean => status === 'Open' || status === 'Waiting';

/** What will not be told later either is left: the address can be typed, and the doctor says why nothing was found. */
async function look(
  { ticketId }: LookPayload,
  { installationId, requestId }: ClaimedDelivery,
  { helpDesks, proposeAssets }: DeliveryServices,
): Promise<Answer<Sent>> {
  const desk = await helpDesks.of(installationId);
  if (desk === null) return skipped('The help desk is not connected.');
  const answer = await desk.tickets.findAssets(ticketId);
  if (answer.kind === 'unknown') return answer;
  if (answer.kind === 'not-done') {
    const { when } = answer.retry;
    return when === 'soon' || when === 'at' ? answer : skipped(answer.because.message);
  }
  return (await proposeAssets(requestId, ticketId, answer.value))
    ? sent(null)
    : skipped('It found nothing to propose.');
}
