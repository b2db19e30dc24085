import type { EpochMs } from '../../core/session-request/values.ts';

/** What goes on at an account. `working`: agents are pressing right now. `quiet`: nothing for long, and whoever presses would ring. */
export type Mood = 'working' | 'usual' | 'quiet';

/** What is left of the account's calls of the day. */
export type CallsLeft = 'usual' | 'slow';

/**
 * How often an account is asked for commands: at least as often as the admin said, quickly while agents work. Looks that find nothing are
 * over a day never more than evenly spread; one that finds a command because somebody rang pays for itself.
 */
export type PollPace = {
  /** Milliseconds until the next poll. */
  wait(now: EpochMs, mood: Mood, callsLeft: CallsLeft): number;
  /** The same after somebody rang. */
  waitAfterRing(now: EpochMs, callsLeft: CallsLeft): number;
  /** So many calls were made; `found`: somebody had rung, and there was a command. */
  spent(now: EpochMs, calls: number, found: boolean): void;
};

const QUICK_MS = 5000;
const QUIET_MS = 60_000;
const SLOW_MS = 60_000;
/** Presses come in bursts, one ring for each. */
const RING_GAP_MS = 200;
const BETWEEN_RUNG_POLLS_MS = 1000;
/** Quick polls are paid from what slow hours saved, at most so many. */
const MOST_SAVED = 240;

/** `pollMs`: the even spread. A poll saved in a quiet hour may be spent in a busy one. */
export function createPollPace(pollMs: number, startedAt: EpochMs): PollPace {
  let saved = MOST_SAVED / 2;
  let countedAt = startedAt;
  let polledAt = startedAt - pollMs;
  const count = (now: EpochMs): void => {
    saved = Math.min(MOST_SAVED, saved + Math.max(0, now - countedAt) / pollMs);
    countedAt = Math.max(countedAt, now);
  };
  const untilNext = (now: EpochMs, betweenMs: number): number =>
    Math.min(betweenMs, Math.max(RING_GAP_MS, polledAt + betweenMs - now));
  return {
    wait: (now, mood, callsLeft) => {
      count(now);
      if (callsLeft === 'slow') return Math.max(pollMs, SLOW_MS);
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
    waitAfterRing: (now, callsLeft) => {
      count(now);
      if (callsLeft === 'slow') return untilNext(now, Math.min(pollMs, SLOW_MS));
      return untilNext(now, saved >= 1 ? BETWEEN_RUNG_POLLS_MS : pollMs);
    },
    spent: (now, calls, found) => {
      count(now);
      polledAt = now;
      if (!found) saved = Math.max(0, saved - calls);
    },
  };
}
