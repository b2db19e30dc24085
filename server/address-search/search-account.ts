import type { SessionRecords, SessionRecordsOf } from '../../core/ports/session-records.ts';
import type { EpochMs, RemoteAddress } from '../../core/session-request/values.ts';
import type { Timers } from '../deliveries/dispatch/timers.ts';
import { createPause } from '../panel-inbox/pause.ts';
import { judgeClients, type Judgement, type Searcher } from './judge-clients.ts';

/** Milliseconds between two looks at the clients of an account. */
export type SearchPace = {
  /** In the first minutes after a press. */
  readonly freshMs: number;
  readonly laterMs: number;
  /** The longest wait after looks that failed. */
  readonly longestMs: number;
};

export const SEARCH_PACE: SearchPace = { freshMs: 10_000, laterMs: 30_000, longestMs: 300_000 };
const FRESH_MS = 180_000;

export type AccountSearchDeps = {
  readonly records: SessionRecordsOf;
  /** Devices that people here work at: never an end user's. */
  readonly agentDevices: () => Promise<ReadonlyMap<string, readonly RemoteAddress[]>>;
  readonly now: () => EpochMs;
  readonly timers: Timers;
  readonly pace: SearchPace;
  /** Whether this process is the one that looks; asked before each look. */
  readonly isOurs: (accountId: string) => Promise<boolean>;
  readonly report: (error: unknown, accountId: string) => void;
};

type Round =
  | { readonly kind: 'looked' }
  | { readonly kind: 'others' }
  | { readonly kind: 'failed' }
  /** It cannot be told in this account, or not for long. */
  | { readonly kind: 'hopeless' };

export type AccountSearch = { readonly ended: Promise<void>; stop(): void };

/**
 * Looks at one account's clients as long as there are searchers. What was there at the first look is known and never proposed; nothing of
 * the list is stored or told but the one client that `judged` hears of.
 */
export function searchAccount(
  accountId: string,
  deps: AccountSearchDeps,
  searchers: () => readonly Searcher[],
  judged: (judgement: Judgement) => Promise<void>,
): AccountSearch {
  const { pace, now } = deps;
  const pause = createPause(deps.timers);
  const known = new Set<RemoteAddress>();
  let isBegun = false;
  const stopping = new AbortController();
  const isStopped = (): boolean => stopping.signal.aborted;

  const begin = async (book: SessionRecords): Promise<Round> => {
    const answer = await book.knownClients();
    if (answer.kind !== 'done') return isForLong(answer) ? { kind: 'hopeless' } : { kind: 'failed' };
    // With half of the list, an old client could be taken for a new one.
    if (!answer.value.isComplete) return { kind: 'hopeless' };
    for (const address of answer.value.clients) known.add(address);
    isBegun = true;
    return { kind: 'looked' };
  };
  const look = async (book: SessionRecords): Promise<Round> => {
    const answer = await book.onlineClients();
    if (answer.kind !== 'done') return isForLong(answer) ? { kind: 'hopeless' } : { kind: 'failed' };
    const ours = new Set([...(await deps.agentDevices()).values()].flat());
    const fresh = answer.value.clients.filter(({ address }) => !known.has(address) && !ours.has(address));
    for (const { address } of fresh) known.add(address);
    if (!answer.value.isComplete) return { kind: 'hopeless' };
    if (fresh.length > 0) await judged(judgeClients(fresh, searchers()));
    return { kind: 'looked' };
  };
  const round = async (): Promise<Round> => {
    if (!(await deps.isOurs(accountId))) return { kind: 'others' };
    const book = await deps.records.of(accountId);
    if (book === null) return { kind: 'hopeless' };
    return isBegun ? look(book) : begin(book);
  };
  const run = async (): Promise<void> => {
    let failures = 0;
    while (!isStopped() && searchers().length > 0) {
      const end = await round().catch((error: unknown): Round => {
        deps.report(error, accountId);
        return { kind: 'failed' };
      });
      if (end.kind === 'hopeless') {
        await judged({ found: [], unclear: searchers().map(({ requestId }) => requestId) });
        return;
      }
      failures = end.kind === 'failed' ? failures + 1 : 0;
      if (!isStopped()) await pause.wait(waitAfter(failures, searchers(), now(), pace));
    }
  };
  return {
    ended: run(),
    stop: () => {
      stopping.abort();
      pause.shorten(0);
    },
  };
}

function waitAfter(failures: number, searchers: readonly Searcher[], now: EpochMs, pace: SearchPace): number {
  const newest = Math.max(0, ...searchers.map(({ pressedAt }) => pressedAt));
  const usual = now - newest < FRESH_MS ? pace.freshMs : pace.laterMs;
  return failures === 0 ? usual : Math.min(pace.longestMs, usual * 2 ** Math.min(failures, 10));
}

function isForLong(
  answer: { readonly kind: 'not-done'; readonly retry: { readonly when: string } } | { readonly kind: 'unknown' },
): boolean {
  return answer.kind === 'not-done' && (answer.retry.when === 'after-reconnect' || answer.retry.when === 'never');
}
