import { type Selectable, sql } from 'kysely';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { prepare } from '../../storage/prepared.ts';
import type { Session } from '../../storage/session.ts';
import type { DeliveryTable } from '../../storage/tables.ts';
import type { ClaimedDelivery, ClaimOptions } from '../delivery-store.ts';
import { isFresh, isHead, TURN } from './conditions.ts';
import { claimedOf } from './delivery-rows.ts';

/** Placing one costs two look-ups: enough at once to keep every lane busy, few enough to keep the transaction short. */
const PLACED_AT_ONCE = 50;
const MOST_ROUNDS = 4;

type Head = Pick<Selectable<DeliveryTable>, 'position' | 'state'>;

const freshDue = prepare<{ channel: string; now: number; limit: number }>()((db, { channel, now, limit }) =>
  db
    .selectFrom('delivery')
    .select('position')
    .where(isFresh)
    .where('channel', '=', channel)
    .where('not_before', '<=', now)
    .orderBy('not_before')
    .orderBy('position')
    .limit(limit),
);

/** The head of an idle lane, else behind what is there. Rows that are not due are not placed and hold up nobody. */
const place = prepare<{ position: number }>()((db, { position }) =>
  db
    .updateTable('delivery')
    .set({
      turn: sql<number>`case when exists (
        select 1 from delivery as other where other.lane = delivery.lane and other.turn >= 0
      ) then ${sql.lit(TURN.behind)} else ${sql.lit(TURN.head)} end`,
    })
    .where('position', '=', position)
    .where(isFresh),
);

const headsDue = prepare<{ channel: string; now: number; limit: number }>()((db, { channel, now, limit }) =>
  db
    .selectFrom('delivery')
    .select(['position', 'state'])
    .where(isHead)
    .where('channel', '=', channel)
    .where('not_before', '<=', now)
    .orderBy('not_before')
    .orderBy('position')
    .limit(limit),
);

const startSending = prepare<{ position: number; attemptId: string; now: number }>()(
  (db, { position, attemptId, now }) =>
    db
      .updateTable('delivery')
      .set({
        state: 'attempting',
        attempts: sql<number>`attempts + 1`,
        attempt_id: attemptId,
        attempting_since: now,
        updated_at: now,
        turn: TURN.inFlight,
      })
      .where('position', '=', position)
      .where(isHead)
      .where('state', '=', 'pending')
      .returningAll(),
);

const startLooking = prepare<{ position: number; attemptId: string; until: number }>()(
  (db, { position, attemptId, until }) =>
    db
      .updateTable('delivery')
      .set({ attempts: sql<number>`attempts + 1`, attempt_id: attemptId, not_before: until })
      .where('position', '=', position)
      .where(isHead)
      .where('state', '=', 'unknown')
      .returningAll(),
);

/** Takes due heads of a channel's lanes, in one unit of work. */
export async function claimDeliveries(
  unit: Session,
  channel: string,
  options: ClaimOptions,
): Promise<readonly ClaimedDelivery[]> {
  const heads = await findHeads(unit, channel, options);
  const claimed: ClaimedDelivery[] = [];
  for (const head of heads) {
    if (!options.admit()) break;
    const row = await start(unit, head, options);
    if (row !== null) claimed.push(claimedOf(row));
  }
  return claimed;
}

/** Places what is new first. A long lane may be all that was placed: then there may be more behind it. */
async function findHeads(unit: Session, channel: string, { now, limit }: ClaimOptions): Promise<readonly Head[]> {
  for (let round = 1; ; round += 1) {
    const placed = await placeFresh(unit, channel, now);
    const heads = await unit.all(headsDue, { channel, now, limit });
    if (heads.length > 0 || placed < PLACED_AT_ONCE || round === MOST_ROUNDS) return heads;
  }
}

/** Returns how many there were, at most `PLACED_AT_ONCE`. */
async function placeFresh(unit: Session, channel: string, now: EpochMs): Promise<number> {
  const fresh = await unit.all(freshDue, { channel, now, limit: PLACED_AT_ONCE });
  // Clocks of several processes differ a little: within what is due, the order of writing counts.
  const inOrder = fresh.map(({ position }) => position).toSorted((a, b) => a - b);
  for (const position of inOrder) await unit.run(place, { position });
  return inOrder.length;
}

function start(unit: Session, { position, state }: Head, options: ClaimOptions) {
  const attemptId = options.newAttemptId();
  return state === 'unknown'
    ? unit.first(startLooking, { position, attemptId, until: options.now + options.probeHoldMs })
    : unit.first(startSending, { position, attemptId, now: options.now });
}
