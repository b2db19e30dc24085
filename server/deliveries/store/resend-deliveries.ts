import type { Kysely, Selectable } from 'kysely';
import type { EpochMs } from '../../../core/session-request/values.ts';
import type { Database } from '../../storage/database.ts';
import type { DeliveryTable, Tables } from '../../storage/tables.ts';
import type { Resends, SettleTime } from '../delivery-store.ts';
import { isParked, TURN } from './conditions.ts';

const MOST_AT_ONCE = 1_000;
/** As long as for a new one. */
export const PATIENCE_MS = 75 * 60 * 60 * 1000;

type Stuck = Pick<
  Selectable<DeliveryTable>,
  'id' | 'kind' | 'state' | 'channel' | 'ambiguous' | 'attempting_since' | 'turn'
>;
const COLUMNS = ['id', 'kind', 'state', 'channel', 'ambiguous', 'attempting_since', 'turn'] as const;

export function resends(database: Database): Resends {
  return {
    resend: (deliveryId, now, settle) =>
      database.write(async (db) => {
        const row = await db.selectFrom('delivery').select(COLUMNS).where('id', '=', deliveryId).executeTakeFirst();
        if (row === undefined) return { answer: 'not-found', channel: null };
        const waits = row.state === 'parked' || row.state === 'unknown' || row.state === 'pending';
        if (!waits) return { answer: 'not-stuck', channel: null };
        await queueAgain(db, row, now, settle);
        return { answer: 'queued', channel: row.channel };
      }),
    resendParked: (channel, now, settle) =>
      database.write(async (db) => {
        const parked = await db
          .selectFrom('delivery')
          .select(COLUMNS)
          .where(isParked)
          .where('channel', '=', channel)
          .orderBy('position')
          .limit(MOST_AT_ONCE)
          .execute();
        for (const row of parked) await queueAgain(db, row, now, settle);
        return parked.length;
      }),
  };
}

/** Looks first where the effect may be there already. A parked one takes a new place in its lane; others keep theirs. */
async function queueAgain(db: Kysely<Tables>, row: Stuck, now: EpochMs, settle: SettleTime): Promise<void> {
  const settleMs = row.ambiguous === 1 || row.state === 'unknown' ? settle(row.kind) : null;
  const notBefore = settleMs === null ? now : Math.max(now, (row.attempting_since ?? now) + settleMs);
  await db
    .updateTable('delivery')
    .set({
      state: settleMs === null ? 'pending' : 'unknown',
      not_before: notBefore,
      turn: row.turn === TURN.finished ? null : row.turn,
      attempts: 0,
      attempt_id: null,
      merge_key: null,
      give_up_at: now + PATIENCE_MS,
      reason: null,
      updated_at: now,
    })
    .where('id', '=', row.id)
    .execute();
}
