import type { Answer } from '../../../core/ports/answer.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { notDone, unknown } from '../../shared/answers.ts';
import { readRetryAfter } from './retry-after.ts';
import { refusalBody } from './wire.ts';
import type { WireRefusal } from './wire.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** An answer that is no success, as far as it is needed. `json` is undefined when the body was no JSON. */
export type RefusedReply = {
  readonly status: number;
  readonly json: unknown;
  readonly retryAfter: string | null;
};

/** Sorts an answer that is not a 2xx by what it means for the call that got it. */
export function readRefusal(method: Method, reply: RefusedReply, now: EpochMs): Answer<never> {
  const { status } = reply;
  if (status >= 500) return ambiguous(method, `Freshservice answered with its own fault (${status}).`);
  if (status < 400) {
    // After a POST a redirection may well mean "done, look there".
    return method === 'POST'
      ? unknown(`Freshservice answered with a redirection (${status}), which is not followed.`)
      : notDone('never', 'refused', `The address redirects elsewhere (${status}), and redirections are not followed.`);
  }
  if (status === 429) {
    const at = readRetryAfter(reply.retryAfter, now);
    return notDone({ when: 'at', at }, 'rate-limited', "The account's limit of calls a minute is used up.");
  }
  return readClientError(status, refusalBody.safeParse(reply.json).data ?? null);
}

/** The call may have taken effect. Whatever may be repeated without harm is simply repeated. */
export function ambiguous(method: Method, because: string): Answer<never> {
  return method === 'POST' ? unknown(because) : notDone('soon', 'unreachable', because);
}

function readClientError(status: number, body: WireRefusal | null): Answer<never> {
  switch (status) {
    case 401:
      return notDone('after-reconnect', 'credentials-refused', 'Freshservice refused the API key.');
    case 402:
    case 403:
      return notDone('never', 'not-permitted', `Freshservice does not permit this${reasonOf403(body)}.`);
    case 404:
    case 410:
      return notDone('never', 'not-found', 'Freshservice has no such record, or does not show it to this API key.');
    case 400:
    case 422:
      return notDone('never', 'invalid', `Freshservice found the request invalid${fieldsOf(body)}.`);
    case 408:
    case 421:
    case 425:
      return notDone('soon', 'unreachable', `Freshservice did not take the request (${status}).`);
    default:
      return notDone('never', 'refused', `Freshservice refused the request (${status}).`);
  }
}

function reasonOf403(body: WireRefusal | null): string {
  switch (body?.code) {
    case 'require_feature':
      return ": the account's plan does not have this function";
    case 'account_suspended':
      return ': the account is suspended';
    case 'access_denied':
    case 'inaccessible_field':
    case 'inaccessible_api':
      return ": the API key's agent lacks the right";
    default:
      return ": the API key's agent lacks the right, is an occasional agent, or the plan does not have this function";
  }
}

/** Names and codes only, and only such as look like names: the prose may repeat what was sent, and is not ours to show. */
function fieldsOf(body: WireRefusal | null): string {
  const named = (body?.errors ?? []).slice(0, 5).flatMap(({ field, code }) => {
    if (!isName(field)) return [];
    return [isName(code) ? `${field} (${code})` : field];
  });
  return named.length === 0 ? '' : `: ${named.join(', ')}`;
}

function isName(text: string | null): text is string {
  return text !== null && /^[A-Za-z][\w.]{0,63}$/.test(text);
}
