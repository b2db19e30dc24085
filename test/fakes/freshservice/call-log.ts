import type { RouteName } from './api-call.ts';

/** One call of the API as the desk saw it. Credentials are not kept. */
export type LoggedCall = {
  /** Counts from 1 since the last reset. */
  readonly n: number;
  /** The desk's clock. */
  readonly at: number;
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  readonly route: RouteName | null;
  readonly agentId: number | null;
  readonly cost: number;
  /** The first 4,000 characters. */
  readonly requestBody: string;
  /** Null while the call is open, and for ever when no status was sent. */
  readonly status: number | null;
  /** Kind of the fault that decided the call. */
  readonly fault: string | null;
  readonly endedAt: number | null;
};

export type OpenCall = { update(change: Partial<Omit<LoggedCall, 'n' | 'at'>>): void };

/** The last calls, oldest first. */
export type CallLog = {
  begin(at: number, method: string, path: string): OpenCall;
  /** Calls whose number is above `after`. */
  list(after: number): LoggedCall[];
  clear(): void;
};

const KEPT = 20_000;
const EMPTY = { route: null, agentId: null, cost: 0, requestBody: '', status: null, fault: null, endedAt: null };

export function callLog(): CallLog {
  let calls: LoggedCall[] = [];
  let dropped = 0;
  return {
    begin(at, method, path) {
      const n = dropped + calls.length + 1;
      calls.push({ n, at, method, path, ...EMPTY });
      if (calls.length > 2 * KEPT) {
        dropped += KEPT;
        calls = calls.slice(KEPT);
      }
      return {
        update(change) {
          const index = n - dropped - 1;
          const known = calls[index];
          if (known?.n === n) calls[index] = { ...known, ...change };
        },
      };
    },
    list: (after) => calls.filter((call) => call.n > after),
    clear() {
      calls = [];
      dropped = 0;
    },
  };
}
