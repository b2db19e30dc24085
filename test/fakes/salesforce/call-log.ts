import type { RouteName } from './api-call.ts';

/** One call as the org saw it. Credentials are not kept. */
export type LoggedCall = {
  /** Counts from 1 since the last reset. */
  readonly n: number;
  /** The org's clock. */
  readonly at: number;
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  readonly route: RouteName | null;
  readonly userId: string | null;
  /** The first 8,000 characters; empty for what carries credentials. */
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
  list(after: number): LoggedCall[];
  clear(): void;
};

const KEPT = 20_000;
const EMPTY = { route: null, userId: null, requestBody: '', status: null, fault: null, endedAt: null };

export function callLog(): CallLog {
  let calls: LoggedCall[] = [];
  let numbered = 0;
  return {
    begin(at, method, path) {
      numbered += 1;
      const n = numbered;
      calls.push({ n, at, method, path, ...EMPTY });
      if (calls.length > 2 * KEPT) calls = calls.slice(KEPT);
      return {
        update(change) {
          const index = n - (calls[0]?.n ?? n);
          const known = calls[index];
          if (known?.n === n) calls[index] = { ...known, ...change };
        },
      };
    },
    list: (after) => calls.filter((call) => call.n > after),
    clear() {
      calls = [];
    },
  };
}
