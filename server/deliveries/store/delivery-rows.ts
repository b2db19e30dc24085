import type { Selectable } from 'kysely';
import type { DeliveryTable } from '../../storage/tables.ts';
import type { ClaimedDelivery, DeliveryView } from '../delivery-store.ts';

export type DeliveryRow = Selectable<DeliveryTable>;

export function claimedOf(row: DeliveryRow): ClaimedDelivery {
  return {
    id: row.id,
    kind: row.kind,
    installationId: row.installation_id,
    requestId: row.request_id,
    channel: row.channel,
    lane: row.lane,
    state: row.state === 'unknown' ? 'unknown' : 'attempting',
    attempts: row.attempts,
    attemptId: row.attempt_id ?? '',
    attemptingSince: row.attempting_since ?? row.updated_at,
    payload: row.payload,
    ambiguous: row.ambiguous === 1,
    createdAt: row.created_at,
    giveUpAt: row.give_up_at,
  };
}

export function viewOf(row: DeliveryRow): DeliveryView {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    installationId: row.installation_id,
    requestId: row.request_id,
    channel: row.channel,
    attempts: row.attempts,
    reason: row.reason,
    remoteId: row.remote_id,
    createdAt: row.created_at,
    notBefore: row.not_before,
    doneAt: row.done_at,
  };
}
