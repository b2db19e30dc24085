import { sql } from 'kysely';

/** Values of the column `turn`: the place of a delivery in its lane. Null: not placed yet. */
export const TURN = { behind: 0, head: 1, inFlight: 2, finished: -1 } as const;

/** Written as literals: only then do the databases see that a partial index answers the question. */
export const isFresh = sql<boolean>`turn is null`;
export const isHead = sql<boolean>`turn = 1`;
export const isInFlight = sql<boolean>`turn = 2`;
export const isPlaced = sql<boolean>`turn >= 0`;
export const isParked = sql<boolean>`state = 'parked'`;
export const isTroubled = sql<boolean>`(state in ('parked', 'unknown') or (state = 'pending' and attempts > 0))`;
export const isToSweep = sql<boolean>`sweep_at is not null`;
