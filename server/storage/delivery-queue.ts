import type { DeliveryQueue, NewDelivery } from '../../core/ports/stores.ts';
import { prepare, prepareRows } from './prepared.ts';
import type { Session } from './session.ts';

type NewRow = {
  id: string;
  kind: string;
  installation_id: string;
  request_id: string;
  channel: string;
  lane: string;
  not_before: number;
  payload: string;
  merge_key: string | null;
  at: number;
};

const insertDeliveries = prepareRows<NewRow>((db, rows) =>
  db.insertInto('delivery').values(
    rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      installation_id: row.installation_id,
      request_id: row.request_id,
      channel: row.channel,
      lane: row.lane,
      state: 'pending' as const,
      attempts: 0,
      not_before: row.not_before,
      payload: row.payload,
      merge_key: row.merge_key,
      created_at: row.at,
      updated_at: row.at,
    })),
  ),
);

const mergeDelivery = prepare<{ mergeKey: string; payload: string; notBefore: number; at: number }>()((db, values) =>
  db
    .updateTable('delivery')
    // What was to go at once still does, whatever less urgent came on top of it.
    .set((eb) => ({
      payload: values.payload,
      not_before: eb
        .case()
        .when('not_before', '<', values.notBefore)
        .then(eb.ref('not_before'))
        .else(values.notBefore)
        .end(),
      updated_at: values.at,
    }))
    .where('merge_key', '=', values.mergeKey)
    .where('state', '=', 'pending')
    .where('attempts', '=', 0),
);

/** The deliveries of one unit of work. */
export function deliveryQueue(session: Session): DeliveryQueue {
  return {
    enqueue: async (deliveries, at) => {
      let rows: NewRow[] = [];
      for (const delivery of deliveries) {
        if (delivery.mergeKey !== null) {
          // What it may merge into can be an earlier one of this very list.
          await insertAll(session, rows);
          rows = [];
          if (await merge(session, delivery, delivery.mergeKey, at)) continue;
        }
        rows.push(newRow(delivery, at));
      }
      await insertAll(session, rows);
    },
  };
}

async function insertAll(session: Session, rows: readonly NewRow[]): Promise<void> {
  if (rows.length > 0) await session.run(insertDeliveries(rows.length), rows);
}

async function merge(
  session: Session,
  { payload, notBefore }: NewDelivery,
  mergeKey: string,
  at: number,
): Promise<boolean> {
  return (await session.run(mergeDelivery, { mergeKey, payload, notBefore, at })) > 0;
}

function newRow(delivery: NewDelivery, at: number): NewRow {
  return {
    id: delivery.id,
    kind: delivery.kind,
    installation_id: delivery.installationId,
    request_id: delivery.requestId,
    channel: delivery.channel,
    lane: delivery.lane,
    not_before: delivery.notBefore,
    payload: delivery.payload,
    merge_key: delivery.mergeKey,
    at,
  };
}
