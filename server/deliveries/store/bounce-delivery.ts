import type { EpochMs } from '../../../core/session-request/values.ts';
import type { Database } from '../../storage/database.ts';

/** What came back after it had been handed over. */
export type BouncedDelivery = { readonly requestId: string; readonly payload: string };

/** Parks a delivery that was done, with the reason. Null: there is none, or it is not done (any more). */
export function bounceDelivery(
  database: Database,
  deliveryId: string,
  reason: string,
  now: EpochMs,
): Promise<BouncedDelivery | null> {
  return database.write(async (db) => {
    const row = await db
      .updateTable('delivery')
      .set({ state: 'parked', reason, done_at: null, updated_at: now })
      .where('id', '=', deliveryId)
      .where('state', '=', 'done')
      .returning(['request_id', 'payload'])
      .executeTakeFirst();
    return row === undefined ? null : { requestId: row.request_id, payload: row.payload };
  });
}
