import type { ServerResponse } from 'node:http';
import { refused } from './answers.ts';
import type { ApiAnswer, CallOutcome } from './answers.ts';
import type { OpenCall } from './call-log.ts';
import type { Desk } from './desk.ts';
import type { CallFaults, Fault } from './faults.ts';
import { failure, send, sendHalf, sendHuge, spoilt } from './wire.ts';

export type Delivery = {
  readonly desk: Desk;
  readonly response: ServerResponse;
  readonly struck: CallFaults;
  readonly entry: OpenCall;
  readonly closing: AbortSignal;
};

/**
 * Lets a call end as its faults say: what becomes of the effect, and what of the answer. A call that the desk refuses by itself has no
 * effect to delay; its refusal travels the same broken way.
 */
export async function carryOut(delivery: Delivery, outcome: CallOutcome): Promise<void> {
  const { desk, response, struck, closing, entry } = delivery;
  const { answer, commit } = outcome;
  const fate = struck.main;
  if (takesEffect(fate)) commit?.(desk.clock.now());
  if (fate?.kind === 'late-commit' && commit !== undefined) {
    desk.late.push({ dueAt: desk.clock.now() + fate.commitAfterMs, commit });
  }
  const cut = fate?.kind === 'lost-answer' || (fate?.kind === 'late-commit' && fate.answer === 'lost');
  const silent = fate?.kind === 'hang' || (fate?.kind === 'late-commit' && fate.answer === 'never');
  if (silent) return;
  if (cut) {
    response.socket?.destroy();
    return;
  }
  const told = toldAnswer(fate, answer);
  entry.update({ status: told.status });
  if (fate?.kind === 'truncated') sendHalf(response, told);
  else if (fate?.kind === 'huge-answer') await sendHuge(response, told, fate.megabytes);
  else await send(response, told, struck.slow, closing);
}

function takesEffect(fate: CallFaults['main']): boolean {
  if (fate === null) return true;
  switch (fate.kind) {
    case 'reset':
    case 'hang':
    case 'unauthorized':
    case 'rate-limited':
    case 'late-commit':
      return false;
    case 'error':
      return fate.done;
    case 'lost-answer':
    case 'truncated':
    case 'malformed-json':
    case 'html-answer':
    case 'empty-answer':
    case 'huge-answer':
      return true;
    default:
      return fate satisfies never;
  }
}

function toldAnswer(fate: Exclude<Fault, { kind: 'slow' | 'stale-list' }> | null, answer: ApiAnswer): ApiAnswer {
  if (fate === null) return answer;
  switch (fate.kind) {
    case 'unauthorized':
      return withHeaders(refused(401, 'invalid_credentials', 'These credentials open nothing here.').answer, answer);
    case 'rate-limited': {
      const limited = withHeaders(refused(429, 'rate_limit_exceeded', 'Too many calls in this minute.').answer, answer);
      return fate.retryAfter === null ? limited : withHeaders(limited, { headers: { 'retry-after': fate.retryAfter } });
    }
    case 'error':
      return withHeaders(failure(fate.status, fate.body), answer);
    case 'malformed-json':
    case 'html-answer':
    case 'empty-answer':
      return answer.status < 300 ? spoilt(answer, fate.kind) : answer;
    case 'late-commit':
      return fate.answer === 'error' ? failure(502, 'html') : answer;
    case 'reset':
    case 'hang':
    case 'lost-answer':
    case 'truncated':
    case 'huge-answer':
      return answer;
    default:
      return fate satisfies never;
  }
}

function withHeaders(answer: ApiAnswer, from: Pick<ApiAnswer, 'headers'>): ApiAnswer {
  return { ...answer, headers: { ...answer.headers, ...from.headers } };
}
