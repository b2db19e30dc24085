import { z } from 'zod';
import type { NewDelivery } from '../../../core/ports/stores.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { helpDeskChannel } from '../delivery-channel.ts';

export const RECORD_KIND = 'ticket-record';

/** Which version called for it; what is written is the newest. */
export const recordPayload = z.object({ version: z.number() });
export type RecordPayload = z.infer<typeof recordPayload>;

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
