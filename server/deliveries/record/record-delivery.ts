import { z } from 'zod';
import type { NewDelivery } from '../../../core/ports/stores.ts';
import type { EventType, SessionRequestEvent } from '../../../core/session-request/events.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { helpDeskChannel } from '../delivery-channel.ts';

export const RECORD_KIND = 'ticket-record';

/** Which version called for it; what is written is the newest. */
export const recordPayload = z.object({ version: z.number() });
export type RecordPayload = z.infer<typeof recordPayload>;

/**
 * What no agent waits for at this moment: it goes with what comes next, or by itself after a while. Whoever pressed it in a panel sees it
 * at once all the same.
 */
const PATIENT: ReadonlySet<EventType> = new Set([
  'invitation-resend-asked',
  'invitation-sent',
  'address-entered',
  'addresses-proposed',
  'download-noted',
  'access-asked',
  'claimed',
  'connect-launched',
  'reminder-due',
]);
/** An org has few calls. Within this, what usually follows has followed. */
export const PATIENT_MS = 30_000;

/** When the record is to show what these events changed. */
export function recordDue(events: readonly SessionRequestEvent[], now: EpochMs): EpochMs {
  return events.every((event) => isPatient(event)) ? now + PATIENT_MS : now;
}

/** After a session its agent closes the request, as a rule; a recipient who ended it has taken his consent back. */
export function isPatient(event: SessionRequestEvent): boolean {
  return event.type === 'session-ended' ? event.endedBy !== 'recipient' : PATIENT.has(event.type);
}

/** The record of a request is to be written, because the request changed or because what is shown beside it did. */
export function recordDelivery(
  { id: requestId, installationId, version }: SessionRequest,
  notBefore: EpochMs,
  id: string,
): NewDelivery {
  const payload: RecordPayload = { version };
  return {
    id,
    kind: RECORD_KIND,
    installationId,
    requestId,
    channel: helpDeskChannel(installationId),
    // Not the ticket's lane: an entry in doubt there would keep the panel from seeing the link.
    lane: `record:${requestId}`,
    notBefore,
    payload: JSON.stringify(payload),
    // The state is read when it is sent: one waiting delivery serves all changes until then.
    mergeKey: `${RECORD_KIND}:${requestId}`,
  };
}
