import { z } from 'zod';
import type { Answer } from '../../../core/ports/answer.ts';
import type { RequestChange } from '../../../core/ports/delivery-planner.ts';
import type { NewDelivery } from '../../../core/ports/stores.ts';
import type { SessionRequest, Status } from '../../../core/session-request/states.ts';
import { notConnected, sent, skipped } from '../answers.ts';
import { HELP_DESK_CHANNELS, helpDeskChannel, ticketLane } from '../delivery-channel.ts';
import { deliveryKind, type PlanContext, type Sent } from '../delivery-kind.ts';
import type { DeliveryServices } from '../delivery-services.ts';
import type { ClaimedDelivery } from '../delivery-store.ts';

const NAME = 'ticket-fields';
const MOST_OF_A_TICKET = 50;

const fieldsPayload = z.object({ ticketId: z.string() });
type FieldsPayload = z.infer<typeof fieldsPayload>;

/** Sets the ticket's status and the field that shows the request's status, as the installation's settings say. */
export const kind = deliveryKind<FieldsPayload>({
  name: NAME,
  family: HELP_DESK_CHANNELS,
  timeoutMs: 70_000,
  payload: fieldsPayload,
  plan,
  send: setFields,
  doubt: { remedy: 'send-again' },
});

function plan(change: RequestChange, context: PlanContext): readonly NewDelivery[] {
  const { before, after, installation, now } = change;
  const { statusField, ticketStatusOn } = installation.settings;
  const isNew = before?.status !== after.status || before.ticket?.id !== after.ticket?.id;
  const isWanted = statusField !== null || Object.hasOwn(ticketStatusOn, after.status);
  if (after.ticket === null || !isNew || !isWanted) return [];
  const payload: FieldsPayload = { ticketId: after.ticket.id };
  return [
    {
      id: context.newId(),
      kind: NAME,
      installationId: after.installationId,
      requestId: after.id,
      channel: helpDeskChannel(after.installationId),
      lane: ticketLane(after.installationId, after.ticket.id),
      notBefore: now,
      payload: JSON.stringify(payload),
      // The status is read when it is sent: one waiting delivery serves all changes until then.
      mergeKey: `${NAME}:${after.id}:${after.ticket.id}`,
    },
  ];
}

/** An ended request must not close a ticket on which another one goes on. */
async function isHeldOpen(
  { id, installationId, status }: SessionRequest,
  ticketId: string,
  { requests }: DeliveryServices,
): Promise<boolean> {
  if (!isEnded(status)) return false;
  const { items } = await requests.ofTicket(installationId, ticketId, { cursor: null, limit: MOST_OF_A_TICKET });
  return items.some(({ request }) => request.id !== id && !isEnded(request.status));
}

const isEnded = (status: Status): boolean => status === 'Closed' || status === 'Expired';

async function setFields(
  { ticketId }: FieldsPayload,
  { installationId, requestId }: ClaimedDelivery,
  services: DeliveryServices,
): Promise<Answer<Sent>> {
  const desk = await services.helpDesks.of(installationId);
  const installation = await services.installations.find(installationId);
  const stored = await services.requests.find(requestId);
  if (desk === null || installation === null) return notConnected();
  if (stored === null) return skipped('The request is gone.');
  const { status } = stored.request;
  const { statusField, ticketStatusOn } = installation.settings;
  if (statusField !== null) {
    const answer = await desk.writer.setField(ticketId, statusField, status);
    if (answer.kind !== 'done') return answer;
  }
  const ticketStatus = Object.hasOwn(ticketStatusOn, status) ? ticketStatusOn[status] : undefined;
  if (ticketStatus !== undefined && !(await isHeldOpen(stored.request, ticketId, services))) {
    const answer = await desk.writer.setStatus(ticketId, ticketStatus);
    if (answer.kind !== 'done') return answer;
  }
  return sent(null);
}
