import type { Answer, NotDone } from '../../../core/ports/answer.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import type { DeliveryKind, Sent } from '../delivery-kind.ts';
import type { ClaimedDelivery, Verdict } from '../delivery-store.ts';
import { afterNamedMoment, backOffMs } from './back-off.ts';
import type { DispatchSettings } from './settings.ts';

/** What follows from an answer: for the delivery, and for its whole channel. */
export type Judgement = {
  readonly verdict: Verdict;
  /** Nothing else of the channel is tried before `until`. */
  readonly pause: { readonly until: EpochMs; readonly reason: string } | null;
  /** Whether the other side was there; null when this says nothing about it. */
  readonly reachable: boolean | null;
};

export type Bench = {
  readonly now: EpochMs;
  /** From 0 up to 1. */
  readonly random: number;
  readonly settings: DispatchSettings;
  readonly kind: Pick<DeliveryKind, 'doubt' | 'sweep'>;
};

const SWEEP_AFTER_MS = 10 * 60 * 1000;

/** What to do after an attempt to send. */
export function judgeSending(answer: Answer<Sent>, delivery: ClaimedDelivery, bench: Bench): Judgement {
  switch (answer.kind) {
    case 'done':
      return done(delivery, bench, answer.value.remoteId, answer.value.skipped ?? null);
    case 'not-done':
      return notDone(answer, delivery, bench, 'pending');
    case 'unknown':
      return inDoubt(answer.because, delivery, bench);
    default:
      return answer satisfies never;
  }
}

/** What to do after a look whether an effect in doubt took place. */
export function judgeLooking(
  answer: Answer<{ readonly found: string } | 'absent'>,
  delivery: ClaimedDelivery,
  bench: Bench,
): Judgement {
  switch (answer.kind) {
    case 'done':
      if (answer.value !== 'absent') return done(delivery, bench, answer.value.found, null);
      return { verdict: { ...base(delivery, bench), state: 'pending' }, pause: null, reachable: true };
    case 'not-done':
      return notDone(answer, delivery, bench, 'unknown');
    case 'unknown': {
      const because = { code: 'unreachable', message: answer.because } as const;
      return notDone({ kind: 'not-done', retry: { when: 'soon' }, because }, delivery, bench, 'unknown');
    }
    default:
      return answer satisfies never;
  }
}

/** For an attempt whose outcome nobody wrote down, because the process ended. */
export function judgeInterrupted(delivery: ClaimedDelivery, bench: Bench): Judgement {
  return inDoubt('The server ended before the answer came.', delivery, bench);
}

/** Our own fault: trying again would only repeat it, and hold up the lane. */
export function judgeFault(because: string, delivery: ClaimedDelivery, bench: Bench): Judgement {
  const verdict = { ...base(delivery, bench), state: 'parked', reason: because, ambiguous: true } as const;
  return { verdict, pause: null, reachable: null };
}

function base(delivery: ClaimedDelivery, bench: Bench): Omit<Verdict, 'state'> {
  const { ambiguous, attempts } = delivery;
  return { notBefore: bench.now, reason: null, remoteId: null, ambiguous, attempts, sweepAt: null };
}

function done(delivery: ClaimedDelivery, bench: Bench, remoteId: string | null, skipped: string | null): Judgement {
  const isToSweep = bench.kind.sweep !== null && remoteId !== null;
  const sweepAt = isToSweep ? bench.now + SWEEP_AFTER_MS : null;
  const verdict = { ...base(delivery, bench), state: 'done', remoteId, reason: skipped, sweepAt } as const;
  return { verdict, pause: null, reachable: skipped === null ? true : null };
}

/** `state`: what the delivery waits as, when it may be tried again. */
function notDone(answer: NotDone, delivery: ClaimedDelivery, bench: Bench, state: 'pending' | 'unknown'): Judgement {
  const { now, random, settings } = bench;
  const { message, code } = answer.because;
  const waits = { ...base(delivery, bench), state, reason: message };
  const reachable = code !== 'unreachable';
  switch (answer.retry.when) {
    case 'never':
      return { verdict: { ...waits, state: 'parked' }, pause: null, reachable };
    case 'after-reconnect': {
      const until = now + settings.reconnectMs;
      return { verdict: untried(waits), pause: { until, reason: message }, reachable };
    }
    case 'at': {
      const until = afterNamedMoment(answer.retry.at, now, settings.backOffMs.longest, random);
      const pause = code === 'rate-limited' ? { until, reason: message } : null;
      return patiently(delivery, bench, { verdict: untried({ ...waits, notBefore: until }), pause, reachable });
    }
    case 'soon': {
      const notBefore = now + backOffMs(delivery.attempts, settings.backOffMs, random);
      return patiently(delivery, bench, { verdict: { ...waits, notBefore }, pause: null, reachable });
    }
    default:
      return answer.retry satisfies never;
  }
}

/** It was refused without being looked at, which says nothing about how often it may fail. */
function untried(verdict: Verdict): Verdict {
  return { ...verdict, attempts: Math.max(0, verdict.attempts - 1) };
}

function patiently(delivery: ClaimedDelivery, { now, settings }: Bench, judgement: Judgement): Judgement {
  const giveUpAt = delivery.giveUpAt ?? delivery.createdAt + settings.patienceMs;
  if (now < giveUpAt) return judgement;
  const hours = Math.round(settings.patienceMs / 3_600_000);
  const reason = `Given up after ${hours} hours. ${judgement.verdict.reason ?? ''}`.trim();
  return { ...judgement, verdict: { ...judgement.verdict, state: 'parked', reason } };
}

function inDoubt(because: string, delivery: ClaimedDelivery, bench: Bench): Judgement {
  const { doubt } = bench.kind;
  const waits = { ...base(delivery, bench), reason: because, ambiguous: true };
  switch (doubt.remedy) {
    case 'probe': {
      const settleMs = bench.settings.settleMs ?? doubt.settleMs;
      const notBefore = Math.max(bench.now, delivery.attemptingSince + settleMs);
      return { verdict: { ...waits, state: 'unknown', notBefore }, pause: null, reachable: false };
    }
    case 'send-again': {
      const notBefore = bench.now + backOffMs(delivery.attempts, bench.settings.backOffMs, bench.random);
      return patiently(delivery, bench, {
        verdict: { ...waits, state: 'pending', notBefore },
        pause: null,
        reachable: false,
      });
    }
    case 'park':
      return {
        verdict: { ...waits, state: 'parked', reason: `${because} ${doubt.because}` },
        pause: null,
        reachable: false,
      };
    default:
      return doubt satisfies never;
  }
}
