/** A look at the database from beside the server, as an operator could take it. */
export type StoreSide = {
  readonly name: 'sqlite' | 'postgres';
  readonly databaseUrl: string | null;
  /** Deliveries whose attempt had begun and whose end nobody wrote down. For after a kill. */
  interrupted(): Promise<number>;
  /**
   * Ends what a server that is gone still holds, as two minutes of waiting would: its leases, and its looks for doubtful effects.
   * Otherwise hardly a delivery would be under way when the next kill comes. The settle time is left as it is.
   */
  endHolds(settleMs: number): Promise<void>;
  /** Ends the back-off of deliveries that were tried in vain, as an hour of waiting would: whoever is killed often waits long. */
  endBackOffs(): Promise<void>;
  /** Deliveries that are not at their end yet. */
  unfinished(): Promise<number>;
  /** A line for each of them, for whoever has waited in vain. */
  unfinishedOnes(): Promise<readonly string[]>;
  /** What the database itself finds wrong with its files. No server may run. */
  integrity(): Promise<readonly string[]>;
  close(): Promise<void>;
};

export const END_LEASES = 'delete from lease';
/** `settleMs` stands in it as a number. */
export const endLooks = (settleMs: number): string =>
  `update delivery set not_before = attempting_since + ${settleMs}
   where state = 'unknown' and not_before > attempting_since + ${settleMs}`;
export const endBackOffs = (now: number): string =>
  `update delivery set not_before = ${now} where state = 'pending' and attempts > 0 and not_before > ${now}`;
export const ATTEMPTING = "select count(*) as count from delivery where state = 'attempting'";
const NOT_AT_ITS_END = "state in ('pending', 'attempting', 'unknown')";
export const UNFINISHED = `select count(*) as count from delivery where ${NOT_AT_ITS_END}`;
export const UNFINISHED_ONES = `
  select kind || ' ' || state || ' after ' || attempts || ' attempts, not before ' || not_before as line
  from delivery where ${NOT_AT_ITS_END}`;
