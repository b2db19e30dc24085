import type { Answer } from '../../../core/ports/answer.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { done, notDone } from '../../shared/answers.ts';
import type { OrgBudget, Urgency } from './call-budget.ts';
import { readApiUsage } from './call-budget.ts';
import { nothingWasSent, timedOut } from '../../shared/connection-failure.ts';
import type { LastReply } from './exchange.ts';
import { parseJson } from '../../shared/read-body.ts';
import type { Effect } from './refusal.ts';
import { ambiguous, readRefusal, refusedCredentials } from './refusal.ts';
import type { Session } from './session.ts';
import { errorsBody } from './wire.ts';

export type Call = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the API version, such as `/limits`, or from `/services/` on; made of our own words and checked ids only. */
  readonly path: string;
  readonly body?: object;
  readonly urgency: Urgency;
  readonly effect: Effect;
};

/** A 2xx. `json` is undefined when the body was no JSON, `isEmpty` when there was none. */
export type Reply = {
  readonly json: unknown;
  readonly isEmpty: boolean;
  /** Salesforce's clock. */
  readonly serverNow: EpochMs;
};

/** Makes one call and sorts its answer. Never retries, but for a token that ran out: only the caller knows what may be repeated. */
export type Send = (call: Call) => Promise<Answer<Reply>>;

export type SendOptions = {
  readonly session: Session;
  readonly budget: OrgBudget;
  readonly now: () => EpochMs;
  readonly timeoutMs: number;
};

export function createSend(options: SendOptions): Send {
  const { session, budget, now } = options;
  return async (call) => {
    const freeAt = budget.spend(call.urgency, now());
    if (freeAt !== null) {
      return notDone({ when: 'at', at: freeAt }, 'rate-limited', "Most of the org's calls of the day are used up.");
    }
    const closed = await session.open();
    if (closed !== null) return closed;
    const exchange = session.exchange();
    const { method, path, body } = call;
    const content =
      body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    try {
      // As plain text: an answer's form is checked here, whatever it says of itself.
      await session.connection.request(
        { method, url: path, ...content },
        { transport: exchange, responseType: 'text/plain' },
      );
    } catch (error) {
      if (exchange.last === null) return readFailure(call.effect, exchange.failure ?? error, options);
    }
    const { last } = exchange;
    if (last === null) return ambiguous(call.effect, 'Salesforce gave no answer.');
    if (last.status === 401) return session.refusal() ?? refusedCredentials();
    session.accepted();
    return readReply(call, last, options);
  };
}

function readReply(call: Call, last: LastReply, { budget, now }: SendOptions): Answer<Reply> {
  const at = now();
  const usage = readApiUsage(last.headers.get('sforce-limit-info'));
  if (usage !== null) budget.learn(usage, at);
  const json = parseJson(last.body ?? '');
  if (last.status < 200 || last.status > 299) {
    const errors = errorsBody.parse(json);
    const answer = readRefusal(call.effect, { status: last.status, errors }, at);
    if (answer.kind === 'not-done' && answer.retry.when === 'at') budget.pause(answer.retry.at);
    return answer;
  }
  if (last.body === null) return ambiguous(call.effect, 'The answer of Salesforce was too large to be read.');
  const serverNow = Date.parse(last.headers.get('date') ?? '');
  return done({ json, isEmpty: last.body === '', serverNow: Number.isNaN(serverNow) ? at : serverNow });
}

function readFailure(effect: Effect, error: unknown, { timeoutMs }: SendOptions): Answer<never> {
  if (nothingWasSent(error)) return notDone('soon', 'unreachable', 'No connection to Salesforce could be made.');
  if (timedOut(error)) return ambiguous(effect, `Salesforce did not answer within ${timeoutMs / 1000} s.`);
  return ambiguous(effect, 'The connection to Salesforce broke before its answer was complete.');
}
