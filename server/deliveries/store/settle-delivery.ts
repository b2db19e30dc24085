import { sql } from 'kysely';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { prepare } from '../../storage/prepared.ts';
import type { Session } from '../../storage/session.ts';
import type { DeliveryState } from '../../storage/tables.ts';
import type { ClaimedDelivery, Verdict } from '../delivery-store.ts';
import { isPlaced, TURN } from './conditions.ts';

type Settlement = {
  id: string;
  attemptId: string;
  state: DeliveryState;
  notBefore: number;
  reason: string | null;
  remoteId: string | null;
  ambiguous: number;
  attempts: number;
  turn: number;
  sweepAt: number | null;
  doneAt: number | null;
  now: number;
};

/** A late answer is welcome too, as long as nobody has begun another attempt. */
const settle = prepare<Settlement>()((db, values) =>
  db
    .updateTable('delivery')
    .set({
      state: values.state,
      not_before: values.notBefore,
      reason: values.reason,
      remote_id: values.remoteId,
      ambiguous: values.ambiguous,
      attempts: values.attempts,
      turn: values.turn,
      sweep_at: values.sweepAt,
      done_at: values.doneAt,
      updated_at: values.now,
    })
    .where('id', '=', values.id)
    .where('attempt_id', '=', values.attemptId)
    .where(sql<boolean>`state in ('attempting', 'unknown')`),
);

const moveUp = prepare<{ lane: string }>()((db, { lane }) =>
  db
    .updateTable('delivery')
    .set({ turn: TURN.head })
    .where('position', '=', (where) =>
      where
        .selectFrom('delivery')
        .select('position')
        .where('lane', '=', lane)
        .where(isPlaced)
        .orderBy('position')
        .limit(1),
    )
    .where('turn', '=', TURN.behind),
);

export async function settleDelivery(
  unit: Session,
  { id, attemptId, lane }: Pick<ClaimedDelivery, 'id' | 'attemptId' | 'lane'>,
  verdict: Verdict,
  now: EpochMs,
): Promise<boolean> {
  const finished = verdict.state === 'done' || verdict.state === 'parked';
  const changed = await unit.run(settle, {
    id,
    attemptId,
    state: verdict.state,
    notBefore: verdict.notBefore,
    reason: verdict.reason,
    remoteId: verdict.remoteId,
    ambiguous: verdict.ambiguous ? 1 : 0,
    attempts: verdict.attempts,
    turn: finished ? TURN.finished : TURN.head,
    sweepAt: verdict.sweepAt,
    doneAt: verdict.state === 'done' ? now : null,
    now,
  });
  if (changed === 0) return false;
  if (finished) await unit.run(moveUp, { lane });
  return true;
}
