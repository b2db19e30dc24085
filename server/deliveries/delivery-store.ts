import type { EpochMs } from '../../core/session-request/values.ts';
import type { Page, PageQuery } from '../storage/store.ts';
import type { DeliveryState } from '../storage/tables.ts';

/** A delivery that is being worked on. */
export type ClaimedDelivery = {
  /** Also the idempotency key. */
  readonly id: string;
  readonly kind: string;
  readonly installationId: string;
  readonly requestId: string;
  readonly channel: string;
  readonly lane: string;
  /** `attempting`: to be sent. `unknown`: to be looked for. */
  readonly state: 'attempting' | 'unknown';
  readonly attempts: number;
  readonly attemptId: string;
  /** When the last attempt to send began. */
  readonly attemptingSince: EpochMs;
  /** JSON, as the kind's schema says. */
  readonly payload: string;
  /** True when it was once unknown whether the effect took place. */
  readonly ambiguous: boolean;
  readonly createdAt: EpochMs;
  readonly giveUpAt: EpochMs | null;
};

/** What an attempt made of a delivery. */
export type Verdict = {
  readonly state: 'pending' | 'done' | 'unknown' | 'parked';
  readonly notBefore: EpochMs;
  /** One sentence why it is not done, or why it was not needed; null otherwise. */
  readonly reason: string | null;
  readonly remoteId: string | null;
  readonly ambiguous: boolean;
  readonly attempts: number;
  /** When to check that the effect is there exactly once; null for never. */
  readonly sweepAt: EpochMs | null;
};

export type ClaimOptions = {
  readonly now: EpochMs;
  readonly limit: number;
  /** How long a look is left alone before it is begun again. */
  readonly probeHoldMs: number;
  newAttemptId(): string;
  /** Asked once for each delivery before it is claimed; false ends the claiming. */
  admit(): boolean;
};

/** The dispatcher's own view of the deliveries. Only the holder of a channel's lease claims from it. */
export type DeliveryStore = {
  /** Every channel with unfinished work, and when it is due. An attempt counts as abandoned `abandonedAfterMs` after it began. */
  dueChannels(abandonedAfterMs: number): Promise<readonly { readonly channel: string; readonly dueAt: EpochMs }[]>;
  /** Whether the channel has something to do at `now`: work that is due, or an attempt that began no later than `interruptedBefore`. */
  hasDue(channel: string, now: EpochMs, interruptedBefore: EpochMs): Promise<boolean>;
  /** Takes due heads of lanes, oldest first. What is to be sent is durably `attempting` when the promise settles. */
  claim(channel: string, options: ClaimOptions): Promise<readonly ClaimedDelivery[]>;
  /** Stores what became of an attempt, and lets the lane's next one move up. False: another attempt has begun since. */
  settle(
    delivery: Pick<ClaimedDelivery, 'id' | 'attemptId' | 'lane'>,
    verdict: Verdict,
    now: EpochMs,
  ): Promise<boolean>;
  /** Attempts of a channel whose outcome nobody wrote down. */
  interrupted(channel: string): Promise<readonly ClaimedDelivery[]>;
  /** Lets deliveries that wait for a further try go at once: the other side answers again. */
  release(channel: string, now: EpochMs): Promise<void>;
};

/** Which channels pause, and why. */
export type ChannelPauses = {
  of(channel: string): Promise<ChannelPause | null>;
  pause(channel: string, until: EpochMs, reason: string, now: EpochMs): Promise<void>;
  lift(channel: string): Promise<void>;
  list(): Promise<readonly (ChannelPause & { readonly channel: string })[]>;
};

export type ChannelPause = { readonly since: EpochMs; readonly until: EpochMs; readonly reason: string };

/** What was told before of the same request. */
export type EarlierDeliveries = {
  /** What the other side calls the newest done delivery of this kind and lane; null when there is none. */
  remoteId(of: { readonly requestId: string; readonly kind: string; readonly lane: string }): Promise<string | null>;
  /** Payloads of this kind's done deliveries, oldest first. */
  donePayloads(requestId: string, kind: string): Promise<readonly string[]>;
};

/** Deliveries as people see them. */
export type DeliveryView = {
  readonly id: string;
  readonly kind: string;
  readonly state: DeliveryState;
  readonly installationId: string;
  readonly requestId: string;
  readonly channel: string;
  readonly attempts: number;
  readonly reason: string | null;
  readonly remoteId: string | null;
  readonly createdAt: EpochMs;
  /** When it is tried next, while it waits. */
  readonly notBefore: EpochMs;
  readonly doneAt: EpochMs | null;
};

export type DeliveryQuery = {
  readonly requestId: string | null;
  readonly state: DeliveryState | null;
  readonly page: PageQuery;
};

export type DeliveryReader = {
  find(deliveryId: string): Promise<DeliveryView | null>;
  /** Newest first. */
  list(query: DeliveryQuery): Promise<Page<DeliveryView>>;
  /** What was parked, is in doubt, or was tried in vain, of these requests; oldest first. */
  troubled(requestIds: readonly string[]): Promise<readonly DeliveryView[]>;
  /** Deliveries of these kinds that are done, of these requests; oldest first. */
  doneOf(requestIds: readonly string[], kinds: readonly string[]): Promise<readonly DeliveryView[]>;
  /** Number of deliveries in each state that is not `done`. */
  unfinished(): Promise<Readonly<Record<Exclude<DeliveryState, 'done'>, number>>>;
};

export type ResendAnswer = 'queued' | 'not-found' | 'not-stuck';

/** How long after an attempt a kind's effect may be looked for; null for a kind that cannot look. */
export type SettleTime = (kind: string) => number | null;

/** Resending by hand: with the same key, and with a look first where it was ever in doubt. */
export type Resends = {
  resend(
    deliveryId: string,
    now: EpochMs,
    settle: SettleTime,
  ): Promise<{ readonly answer: ResendAnswer; readonly channel: string | null }>;
  /** Every parked delivery of the channel, at most 1,000; returns how many. */
  resendParked(channel: string, now: EpochMs, settle: SettleTime): Promise<number>;
};

/** Deliveries whose effect is to be checked once more. */
export type SweepQueue = {
  /** Due ones, those that were in doubt first. */
  due(now: EpochMs, limit: number): Promise<readonly ToSweep[]>;
  /** `nextAt`: when to check again; null for never. */
  checked(deliveryId: string, remoteId: string, nextAt: EpochMs | null): Promise<void>;
  postpone(deliveryId: string, until: EpochMs | null): Promise<void>;
  /** The effect is gone: the delivery is sent again under the same key. */
  sendAgain(deliveryId: string, now: EpochMs): Promise<void>;
};

export type ToSweep = {
  readonly id: string;
  readonly kind: string;
  readonly installationId: string;
  readonly requestId: string;
  readonly channel: string;
  readonly payload: string;
  readonly ambiguous: boolean;
  /** It was sent again before, by hand or because it had gone. */
  readonly resent: boolean;
  readonly createdAt: EpochMs;
  readonly doneAt: EpochMs;
};
