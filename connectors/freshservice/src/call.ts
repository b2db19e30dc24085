import type { Answer } from '../../../core/ports/answer.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { done, notDone } from '../../shared/answers.ts';
import type { Urgency } from './budget-state.ts';
import { nothingWasSent, timedOut } from '../../shared/connection-failure.ts';
import type { NextPage } from './next-page.ts';
import { readNextPage } from './next-page.ts';
import type { PlanBudget } from './plan-budget.ts';
import type { Operation } from './plan-limits.ts';
import { parseJson, readBody } from '../../shared/read-body.ts';
import type { Method } from './refusal.ts';
import { ambiguous, readRefusal } from './refusal.ts';

export type Call = {
  readonly method: Method;
  /** Below `/api/v2/`, such as `tickets/7`; made of our own words and checked numbers only. Or a whole next-page address. */
  readonly path: string | URL;
  readonly body?: object;
  readonly operation: Operation;
  /** What the vendor counts for it; an embedded record costs one more. */
  readonly credits?: number;
  readonly urgency?: Urgency;
};

/** A 2xx. `json` is undefined when the body was no JSON, `isEmpty` when there was none. */
export type Reply = {
  readonly json: unknown;
  readonly isEmpty: boolean;
  readonly next: NextPage;
  /** The account's calls a minute as the answer's headers tell; null when they do not. */
  readonly callsAMinute: number | null;
};

/** Makes one call and sorts its answer. Never retries: only the caller knows whether a repetition is safe. */
export type Send = (call: Call) => Promise<Answer<Reply>>;

export type CallOptions = {
  readonly origin: string;
  readonly apiKey: string;
  readonly budget: PlanBudget;
  readonly now: () => EpochMs;
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
};

export function createSend(options: CallOptions): Send {
  const base = new URL('/api/v2/', options.origin);
  const headers = {
    accept: 'application/json',
    authorization: `Basic ${Buffer.from(`${options.apiKey}:X`, 'utf8').toString('base64')}`,
  };
  return async (call) => {
    const { operation, credits = 1, urgency = 'wanted' } = call;
    const freeAt = options.budget.spend({ operation, credits, urgency }, options.now());
    if (freeAt !== null) {
      const message = "Our share of the account's calls a minute is used up.";
      return notDone({ when: 'at', at: freeAt }, 'rate-limited', message);
    }
    try {
      const response = await options.fetch(new URL(call.path, base), {
        method: call.method,
        headers: call.body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
        redirect: 'manual',
        signal: AbortSignal.timeout(options.timeoutMs),
      });
      return await readResponse(call.method, response, base, options);
    } catch (error) {
      return readFailure(call.method, error, options.timeoutMs);
    }
  };
}

async function readResponse(
  method: Method,
  response: Response,
  base: URL,
  options: CallOptions,
): Promise<Answer<Reply>> {
  const { headers, status } = response;
  const now = options.now();
  const left = readCallsLeft(headers);
  if (left !== null) options.budget.learn(left, now);
  if (!response.ok) {
    const json = await readRefusedJson(response, options.maxAnswerBytes);
    const answer = readRefusal(method, { status, json, retryAfter: headers.get('retry-after') }, now);
    if (answer.kind === 'not-done' && answer.retry.when === 'at') options.budget.pause(answer.retry.at);
    return answer;
  }
  const text = await readBody(response, options.maxAnswerBytes);
  if (text === null) return ambiguous(method, 'The answer of Freshservice was too large to be read.');
  const next = readNextPage(headers.get('link'), base);
  return done({ json: parseJson(text), isEmpty: text === '', next, callsAMinute: left?.total ?? null });
}

/** The status says what the refusal means; its body is only for the sentence, so a broken one changes nothing. */
async function readRefusedJson(response: Response, maxBytes: number): Promise<unknown> {
  try {
    return parseJson((await readBody(response, maxBytes)) ?? '');
  } catch {
    return undefined;
  }
}

function readCallsLeft(headers: Headers): { readonly total: number; readonly remaining: number } | null {
  const total = readCount(headers.get('x-ratelimit-total'));
  const remaining = readCount(headers.get('x-ratelimit-remaining'));
  return total === null || total === 0 || remaining === null ? null : { total, remaining };
}

function readCount(header: string | null): number | null {
  return header !== null && /^\d{1,9}$/.test(header.trim()) ? Number(header) : null;
}

function readFailure(method: Method, error: unknown, timeoutMs: number): Answer<never> {
  if (nothingWasSent(error)) return notDone('soon', 'unreachable', 'No connection to Freshservice could be made.');
  if (timedOut(error)) return ambiguous(method, `Freshservice did not answer within ${timeoutMs / 1000} s.`);
  return ambiguous(method, 'The connection to Freshservice broke before its answer was complete.');
}
