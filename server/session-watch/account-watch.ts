import { createPause } from '../panel-inbox/pause.ts';
import type { Timers } from '../deliveries/dispatch/timers.ts';
import { pollAccount, type PollEnd } from './poll-account.ts';
import type { WatchDeps } from './watch-deps.ts';
import { waitAfter, type WatchPace } from './watch-pace.ts';

export type AccountWatchDeps = WatchDeps & {
  readonly timers: Timers;
  readonly pace: WatchPace;
  /** Whether this process is the one that looks; asked before each look. */
  readonly isOurs: (accountId: string) => Promise<boolean>;
  readonly report: (error: unknown, accountId: string) => void;
};

export type AccountWatch = {
  /** A session may begin or end about now: look soon. */
  ring(): void;
  /** Ends after the look that is being made. */
  stop(): Promise<void>;
};

const FAULT: PollEnd = { kind: 'failed', because: '', isForLong: false };

/** Looks at one account again and again, as often as there is reason to. */
export function watchAccount(accountId: string, deps: AccountWatchDeps): AccountWatch {
  const { timers, pace, core } = deps;
  const pause = createPause(timers);
  const stopping = new AbortController();
  const isStopped = (): boolean => stopping.signal.aborted;
  let isRung = false;
  let failures = 0;
  const look = async (): Promise<PollEnd | null> => {
    if (!(await deps.isOurs(accountId))) return null;
    const account = await deps.accounts.find(accountId);
    if (account === null) return null;
    const end = await pollAccount(deps, account);
    await deps.signNews();
    return end;
  };
  const lookOnce = async (): Promise<number> => {
    const end = await look().catch((error: unknown) => {
      deps.report(error, accountId);
      return FAULT;
    });
    failures = end?.kind === 'failed' ? failures + 1 : 0;
    // Another process looks; when it has gone, this one takes over.
    return end === null ? pace.busyMs : waitAfter(end, failures, core.clock.now(), pace);
  };
  const run = async (): Promise<void> => {
    while (!isStopped()) {
      isRung = false;
      const waitMs = await lookOnce();
      if (!isStopped()) await pause.wait(isRung && failures === 0 ? Math.min(waitMs, pace.soonMs) : waitMs);
    }
  };
  const running = run();
  return {
    ring: () => {
      isRung = true;
      // A tool that does not answer is not asked more often because there is more to ask.
      if (failures === 0) pause.shorten(pace.soonMs);
    },
    stop: () => {
      stopping.abort();
      pause.shorten(0);
      return running;
    },
  };
}
