import type { EpochMs } from '../../core/session-request/values.ts';
import { earliestSlot, type Rate } from './earliest-slot.ts';

/**
 * The calls that one account's app makes, as far as they count against what its platform allows: 50 a minute for all agents together.
 * Panels that watch are given the moment of their next call, so that presses always find room.
 */
export type CallLedger = {
  /** A watch call came, at its moment or unannounced. */
  came(watcher: string, now: EpochMs): void;
  /** Any other call of the app came. */
  pressed(now: EpochMs): void;
  /** From when on this watcher may call again; it holds one such place at a time. */
  reserve(watcher: string, now: EpochMs, earliest: EpochMs): EpochMs;
  /** From when on one more watcher could call; nothing is reserved. */
  next(now: EpochMs): EpochMs;
  /** It needs no further call; its place is free. */
  leave(watcher: string): void;
  /** Nothing is left that matters. */
  isEmpty(now: EpochMs): boolean;
};

const MINUTE_MS = 60_000;
/** Ways through the network differ: what leaves us a minute apart may reach the platform a little closer together. */
const WITHIN_MS = MINUTE_MS + 500;
/** What the platform allows, less two presses that nobody expected. */
const ROOM = 48;
/** Presses come at random: beside as many as in the last minute, so many times the square root of that is kept for them. */
const SPREAD = 1.5;
/** Ten of the platform's calls stay for presses even when none was made. */
const USUAL = 40;
/** While so many watch that somebody would wait for 20 seconds, four of those ten are lent to them. */
const CROWD = 44;
const CROWD_WAIT_MS = 20_000;
/** A crowd that came at once must not call at once ever after: each would wait long for it. */
const PACE: Rate = { most: 4, withinMs: 5000 };
/** However much is pressed, watching goes on. */
const LEAST = 25;
/** More make no difference, and other clients of the API may make very many. */
const MOST_PRESSES = ROOM - LEAST;
/** Who calls without end gains nothing by it, and costs no more than this. */
const MOST_CALLS = 200;
/** A watcher that is so late for its place has gone. */
const LATE_MS = 10_000;

export function createCallLedger(): CallLedger {
  const calls: EpochMs[] = [];
  const presses: EpochMs[] = [];
  const places = new Map<string, EpochMs>();

  const forgetOld = (now: EpochMs): void => {
    dropUntil(calls, now - WITHIN_MS);
    dropUntil(presses, now - MINUTE_MS);
    for (const [watcher, at] of places) if (at < now - LATE_MS) places.delete(watcher);
  };
  const rate = (most: number): Rate => {
    const left = ROOM - presses.length - SPREAD * Math.sqrt(presses.length);
    return { most: Math.max(LEAST, Math.floor(Math.min(most, left))), withinMs: WITHIN_MS };
  };
  const free = (now: EpochMs, earliest: EpochMs): EpochMs => {
    forgetOld(now);
    const planned = [...calls, ...places.values()].toSorted((a, b) => a - b);
    const at = earliestSlot(planned, earliest, [rate(USUAL)]);
    return at - earliest < CROWD_WAIT_MS ? at : earliestSlot(planned, earliest, [rate(CROWD), PACE]);
  };
  return {
    came: (watcher, now) => {
      places.delete(watcher);
      insert(calls, now);
      if (calls.length > MOST_CALLS) calls.shift();
      forgetOld(now);
    },
    pressed: (now) => {
      insert(presses, now);
      if (presses.length > MOST_PRESSES) presses.shift();
      forgetOld(now);
    },
    reserve: (watcher, now, earliest) => {
      places.delete(watcher);
      const at = free(now, earliest);
      places.set(watcher, at);
      return at;
    },
    next: (now) => free(now, now),
    leave: (watcher) => {
      places.delete(watcher);
    },
    isEmpty: (now) => {
      forgetOld(now);
      return calls.length + presses.length + places.size === 0;
    },
  };
}

/** Moments mostly come in order; a clock that was set back must not break that. */
function insert(moments: EpochMs[], at: EpochMs): void {
  const place = moments.findLastIndex((moment) => moment <= at) + 1;
  moments.splice(place, 0, at);
}

function dropUntil(moments: EpochMs[], until: EpochMs): void {
  const first = moments.findIndex((moment) => moment > until);
  moments.splice(0, first === -1 ? moments.length : first);
}
