export type DispatchSettings = {
  /** Replaces every kind's own settle time: for tests and demonstrations. Null: as the kinds say. */
  readonly settleMs: number | null;
  /** First and longest pause of the back-off. */
  readonly backOffMs: { readonly first: number; readonly longest: number };
  /** How long a channel waits before it tries refused credentials again. */
  readonly reconnectMs: number;
  /** A delivery that still fails after so long is parked. */
  readonly patienceMs: number;
  /** How long one process keeps a channel; two thirds of it are longer than the longest call. */
  readonly leaseMs: number;
  /** Longest time without asking the database for work that other processes wrote. */
  readonly idlePollMs: number;
  /** How long `stop` waits for what is in flight. */
  readonly stopMs: number;
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export const DISPATCH_SETTINGS: DispatchSettings = {
  settleMs: null,
  backOffMs: { first: 5 * SECOND, longest: HOUR },
  reconnectMs: 5 * MINUTE,
  patienceMs: 75 * HOUR,
  leaseMs: 120 * SECOND,
  idlePollMs: 15 * SECOND,
  stopMs: 10 * SECOND,
};
