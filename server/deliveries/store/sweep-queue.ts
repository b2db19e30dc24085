import type { Database } from '../../storage/database.ts';
import type { SweepQueue } from '../delivery-store.ts';
import { isToSweep } from './conditions.ts';
import { PATIENCE_MS } from './resend-deliveries.ts';

export function sweepQueue(database: Database): SweepQueue {
  const change = (id: string, values: { readonly sweep_at: number | null; readonly remote_id?: string }) =>
    database.write(async (db) => {
      await db.updateTable('delivery').set(values).where('id', '=', id).where('state', '=', 'done').execute();
    });
  return {
    due: async (now, limit) => {
      const rows = await database.read
        .selectFrom('delivery')
        .selectAll()
        .where(isToSweep)
        .where('sweep_at', '<=', now)
        .orderBy('sweep_at')
        .orderBy('position')
        .limit(limit)
        .execute();
      const due = rows.map((row) => ({
        id: row.id,
        kind: row.kind,
        installationId: row.installation_id,
        requestId: row.request_id,
        channel: row.channel,
        payload: row.payload,
        ambiguous: row.ambiguous === 1,
        resent: row.give_up_at !== null,
        createdAt: row.created_at,
        doneAt: row.done_at ?? row.updated_at,
      }));
      return due.toSorted((one, other) => Number(other.ambiguous) - Number(one.ambiguous));
    },
    checked: (id, remoteId, nextAt) => change(id, { remote_id: remoteId, sweep_at: nextAt }),
    postpone: (id, until) => change(id, { sweep_at: until }),
    sendAgain: (id, now) =>
      database.write(async (db) => {
        await db
          .updateTable('delivery')
          .set({
            state: 'pending',
            turn: null,
            not_before: now,
            attempts: 0,
            attempt_id: null,
            merge_key: null,
            remote_id: null,
            sweep_at: null,
            done_at: null,
            give_up_at: now + PATIENCE_MS,
            reason: 'It had gone from the ticket.',
            updated_at: now,
          })
          .where('id', '=', id)
          .where('state', '=', 'done')
          .execute();
      }),
  };
}
