import type { EpochMs } from '../../core/session-request/values.ts';

/** What goes on at an account. `working`: agents are pressing right now; `quiet`: nothing has happened for a long time. */
export type Mood = 'working' | 'usual' | 'quiet';

/** How often an account is asked for commands: quickly while agents work, and over a day never more often than evenly spread. */
export type PollPace = {
  /** Milliseconds until the next poll. */
  wait(now: EpochMs, mood: Mood, callsLeft: 'usual' | 'slow'): number;
  /** The same after somebody rang. */
  waitAfterRing(now: EpochMs): number;
  /** So many calls were made. */
  spent(now: EpochMs, calls: number): void;
};

const QUICK_MS = 5000;
const QUIET_MS = 60_000;
/** Rings come in bursts, one for each row. */
const RING_GAP_MS = 500;
/** Quick polls are paid from what slow hours saved, at most so many. */
const MOST_SAVED = 240;

/** `pollMs`: the even spread. A poll saved in a quiet hour may be spent in a busy one. */
export function createPollPace(pollMs: number, startedAt: EpochMs): PollPace {
  let saved = MOST_SAVED / 2;
  let countedAt = startedAt;
  const count = (now: EpochMs): void => {
    saved = Math.min(MOST_SAVED, saved + Math.max(0, now - countedAt) / pollMs);
    countedAt = Math.max(countedAt, now);
  };
  return {
    wait: (now, mood, callsLeft) => {
      count(now);
      if (callsLeft === 'slow') return Math.max(pollMs, QUIET_MS);
      switch (mood) {
        case 'working':
          return saved >= 1 ? Math.min(pollMs, QUICK_MS) : pollMs;
        case 'usual':
          return pollMs;
        case 'quiet':
          return Math.max(pollMs, QUIET_MS);
        default:
          return mood satisfies never;
      }
    },
    waitAfterRing: (now) => {
      count(now);
      return saved >= 1 ? RING_GAP_MS : pollMs;
    },
    spent: (now, calls) => {
      count(now);
      saved = Math.max(0, saved - calls);
    },
  };
}
