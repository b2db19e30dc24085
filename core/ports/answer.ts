import type { EpochMs } from '../session-request/values.ts';

/**
 * What an outside system's reply means for us. Every adapter sorts its replies into these three, because only one of them may be
 * tried again blindly.
 *
 * - `done`: it happened, and this is what came back.
 * - `not-done`: it certainly did not happen (refused before any byte was sent, a 4xx, a rate limit).
 * - `unknown`: it may have happened (time-out, reset, 5xx, unreadable 2xx). Probe before doing it again.
 */
export type Answer<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | NotDone
  | { readonly kind: 'unknown'; readonly because: string };

export type NotDone = { readonly kind: 'not-done'; readonly retry: Retry; readonly because: Fault };

export type Retry =
  /** Passing trouble: try again after the usual back-off. */
  | { readonly when: 'soon' }
  /** The other side named a moment (`Retry-After`). */
  | { readonly when: 'at'; readonly at: EpochMs }
  /** The credentials are refused: nothing of this installation will work until an admin mends them. */
  | { readonly when: 'after-reconnect' }
  /** The same thing will be refused again. */
  | { readonly when: 'never' };

export type Fault = {
  readonly code:
    | 'unreachable'
    | 'rate-limited'
    | 'credentials-refused'
    | 'not-permitted'
    | 'not-found'
    | 'invalid'
    | 'not-configured'
    | 'refused';
  /** One plain sentence for an admin. Never a secret, a header or a raw body. */
  readonly message: string;
};

/** One result of a check that an admin can run. `mend` says what to do; null when nothing is wrong. */
export type Finding = {
  readonly check: string;
  readonly level: 'ok' | 'warning' | 'problem';
  readonly message: string;
  readonly mend: string | null;
};
