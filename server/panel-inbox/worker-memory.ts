import type { EpochMs } from '../../core/session-request/values.ts';
import { type CallsLeft, createPollPace, type Mood, type PollPace } from './poll-pace.ts';

/** What one process knows of the inbox that it polls. */
export type Memory = {
  pace: { readonly pollMs: number; readonly of: PollPace };
  callsLeft: CallsLeft;
  learnedAt: EpochMs | null;
  followedAt: EpochMs;
  leaversAt: EpochMs;
  /** The last press that was found without a ring. */
  stirredAt: EpochMs | null;
  /** So many presses, one after the other, were found because somebody rang. */
  rungInARow: number;
  /** The last press, or when this began. */
  busyAt: EpochMs;
  /** Somebody rang since the last poll. */
  isRung: boolean;
  isOurs: boolean;
};

const FIRST_POLL_MS = 15_000;
const WORKING_MS = 60_000;
const QUIET_AFTER_MS = 60 * 60_000;

export function newMemory(now: EpochMs): Memory {
  return {
    pace: paceOf(FIRST_POLL_MS, now),
    callsLeft: 'usual',
    learnedAt: null,
    followedAt: 0,
    leaversAt: 0,
    stirredAt: null,
    rungInARow: 0,
    busyAt: now,
    isRung: false,
    isOurs: false,
  };
}

/** The pace for this interval: a new one when the admin changed it. */
export function setPace(memory: Memory, pollMs: number, now: EpochMs): PollPace {
  if (memory.pace.pollMs !== pollMs) memory.pace = paceOf(pollMs, now);
  return memory.pace.of;
}

/** `isHearing`: whoever presses would ring. Only then may a quiet account be asked less often than the admin said. */
export function moodOf({ stirredAt, busyAt }: Memory, hasActive: boolean, isHearing: boolean, now: EpochMs): Mood {
  if (stirredAt !== null && now - stirredAt < WORKING_MS && !isHearing) return 'working';
  return !isHearing || hasActive || now - busyAt < QUIET_AFTER_MS ? 'usual' : 'quiet';
}

function paceOf(pollMs: number, now: EpochMs): Memory['pace'] {
  return { pollMs, of: createPollPace(pollMs, now) };
}
