import { sql } from 'kysely';

/** Written as literals: only then do the databases see that a partial index answers the question. */
export const isHead = sql<boolean>`turn = 1 and state in ('pending', 'unknown')`;
export const isFresh = sql<boolean>`turn is null and state in ('pending', 'unknown')`;
export const isPlaced = sql<boolean>`turn is not null`;
export const isAttempting = sql<boolean>`state = 'attempting'`;
export const isParked = sql<boolean>`state = 'parked'`;
export const isToSweep = sql<boolean>`sweep_at is not null`;
