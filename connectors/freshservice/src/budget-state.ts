import type { EpochMs } from '../../../core/session-request/values.ts';
import type { Operation, PlanLimits } from './plan-limits.ts';
import type { Bucket } from './token-bucket.ts';
import { drained, filled, freeAt, fullBucket } from './token-bucket.ts';

/**
 * How much a call matters when the budget is short. `continued`: part of something begun (a further page), goes into debt rather than
 * starting over. `wanted`: may borrow as much as the bucket holds. `optional`: only while there is plenty.
 */
export type Urgency = 'continued' | 'wanted' | 'optional';
export type Spending = { readonly operation: Operation; readonly credits: number; readonly urgency: Urgency };

/** What all apps of the account have left of this minute, as an answer's headers tell. */
export type CallsLeft = { readonly total: number; readonly remaining: number };

export type BudgetState = {
  readonly share: number;
  /** Refill of the total when other apps leave room. */
  readonly fullSpeed: number;
  readonly total: Bucket;
  readonly perOperation: Readonly<Partial<Record<Operation, Bucket>>>;
  /** When the calls were taken that nobody has made yet. */
  readonly setAside: readonly EpochMs[];
  readonly learnedAt: EpochMs | null;
  readonly pausedUntil: EpochMs;
};

/** `wait` null: go ahead; otherwise the moment when it will be free. */
export type Decision = { readonly state: BudgetState; readonly wait: EpochMs | null };

const MINUTE_MS = 60_000;
const SLOWEST = 0.1;

export function newBudget(limits: PlanLimits, share: number, now: EpochMs): BudgetState {
  const total = fullBucket(limits.total * share, now);
  const ticket = fullBucket(limits.ticket * share, now);
  const perOperation = { 'view-ticket': ticket, 'update-ticket': ticket, list: fullBucket(limits.list * share, now) };
  return { share, fullSpeed: total.perMinute, total, perOperation, setAside: [], learnedAt: null, pausedUntil: 0 };
}

/** Sets one call aside for a caller who makes it within a minute. */
export function take(before: BudgetState, now: EpochMs): Decision {
  const state = brought(before, now);
  const wait = now < state.pausedUntil ? state.pausedUntil : freeAt(state.total, 1);
  if (wait !== null) return { state, wait };
  return { state: { ...state, total: drained(state.total, 1), setAside: [...state.setAside, now] }, wait };
}

/** Accounts for one call about to be sent, using up a call that was set aside. */
export function spend(before: BudgetState, spending: Spending, now: EpochMs): Decision {
  const state = brought(before, now);
  if (now < state.pausedUntil) return { state, wait: state.pausedUntil };
  const paid = Math.min(state.setAside.length, 1);
  const owed = Math.max(0, spending.credits - paid);
  const own = state.perOperation[spending.operation];
  const bucket = own === undefined ? null : filled(own, now);
  const wait = later(
    owed === 0 ? null : waitFor(state.total, owed, spending.urgency),
    bucket === null ? null : waitFor(bucket, 1, spending.urgency),
  );
  if (wait !== null) return { state, wait };
  const perOperation =
    bucket === null ? state.perOperation : { ...state.perOperation, [spending.operation]: drained(bucket, 1) };
  return {
    state: { ...state, total: drained(state.total, owed), setAside: state.setAside.slice(paid), perOperation },
    wait,
  };
}

/** When other apps have used up most of the minute, we slow down and hold no more than our share of what is left. */
export function learn(before: BudgetState, left: CallsLeft, now: EpochMs): BudgetState {
  const state = brought(before, now);
  // Our own calls alone must never look like somebody else's.
  const lowBelow = Math.min(0.3, (1 - state.share) / 2);
  const fraction = left.remaining / left.total;
  if (fraction >= lowBelow) return { ...state, learnedAt: now, total: { ...state.total, perMinute: state.fullSpeed } };
  const perMinute = state.fullSpeed * Math.max(SLOWEST, fraction / lowBelow);
  const tokens = Math.min(state.total.tokens, left.remaining * state.share);
  return { ...state, learnedAt: now, total: { ...state.total, perMinute, tokens } };
}

export function pause(state: BudgetState, until: EpochMs): BudgetState {
  return { ...state, pausedUntil: Math.max(state.pausedUntil, until) };
}

/** The state as it is now: filled up, and without what is older than the minute it was about. */
function brought(state: BudgetState, now: EpochMs): BudgetState {
  const stale = state.learnedAt !== null && now - state.learnedAt >= MINUTE_MS;
  const total = filled(state.total, now);
  return {
    ...state,
    total: stale ? { ...total, perMinute: state.fullSpeed } : total,
    setAside: state.setAside.filter((takenAt) => now - takenAt < MINUTE_MS),
  };
}

function waitFor(bucket: Bucket, tokens: number, urgency: Urgency): EpochMs | null {
  switch (urgency) {
    case 'continued':
      return null;
    case 'wanted':
      return freeAt(bucket, tokens - bucket.capacity);
    case 'optional':
      return freeAt(bucket, tokens);
    default:
      return urgency satisfies never;
  }
}

function later(one: EpochMs | null, other: EpochMs | null): EpochMs | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}
