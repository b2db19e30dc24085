import type { Answer } from '../../../core/ports/answer.ts';
import { PANELS_STAY_INSIDE } from '../../../core/ports/installation.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import { notConnected, sent, skipped } from '../answers.ts';
import { HELP_DESK_CHANNELS } from '../delivery-channel.ts';
import { deliveryKind, type Sent } from '../delivery-kind.ts';
import type { DeliveryServices } from '../delivery-services.ts';
import type { ClaimedDelivery } from '../delivery-store.ts';
import { composeRecord } from '../record/compose-record.ts';
import {
  RECORD_KIND,
  recordDelivery,
  recordDue,
  type RecordPayload,
  recordPayload,
} from '../record/record-delivery.ts';

/** Keeps the copy of a request in the help desk at its newest state: what panels, lists and reports there show. */
export const kind = deliveryKind<RecordPayload>({
  name: RECORD_KIND,
  family: HELP_DESK_CHANNELS,
  timeoutMs: 70_000,
  payload: recordPayload,
  plan: ({ after, events, installation, now }, context) =>
    PANELS_STAY_INSIDE[installation.helpDesk] && hasPlace(after)
      ? [recordDelivery(after, recordDue(events, now), context.newId())]
      : [],
  send: writeRecord,
  doubt: { remedy: 'send-again' },
});

/** A deleted ticket took its records with it. */
function hasPlace(request: SessionRequest): boolean {
  return request.ticket !== null && !(request.status === 'Closed' && request.reason === 'ticket-deleted');
}

async function writeRecord(
  _payload: RecordPayload,
  { installationId, requestId }: ClaimedDelivery,
  services: DeliveryServices,
): Promise<Answer<Sent>> {
  const desk = await services.helpDesks.of(installationId);
  const installation = await services.installations.find(installationId);
  const stored = await services.requests.find(requestId);
  if (desk === null || installation === null) return notConnected();
  if (stored === null) return skipped('The request is gone.');
  const { ticket } = stored.request;
  if (desk.records === null || ticket === null || !hasPlace(stored.request)) {
    return skipped('There is no place for a record.');
  }
  const answer = await desk.records.write(await composeRecord(stored, ticket.id, installation, services));
  return answer.kind === 'done' ? sent(null) : answer;
}
