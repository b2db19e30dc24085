import type { Answer, Retry } from '../../../core/ports/answer.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import type { WebhookReply } from './post-webhook.ts';

/** An endpoint that says so is not told any more. */
export const GONE = 410;

/** A receiver knows a repeated message by its id, so whatever is not a clear yes is simply tried again. */
export function judgeReply(reply: WebhookReply, now: EpochMs): Answer<null> {
  switch (reply.kind) {
    case 'answered':
      return judgeStatus(reply.status, reply.retryAfter, now);
    case 'refused':
      return notDone({ when: 'never' }, 'refused', reply.because);
    case 'failed':
      return notDone({ when: 'soon' }, 'unreachable', reply.because);
    case 'unclear':
      return { kind: 'unknown', because: reply.because };
    default:
      return reply satisfies never;
  }
}

function judgeStatus(status: number, retryAfter: string | null, now: EpochMs): Answer<null> {
  if (status >= 200 && status < 300) return { kind: 'done', value: null };
  if (status === GONE) return notDone({ when: 'never' }, 'not-found', 'The endpoint says that it is gone (410).');
  if (status >= 300 && status < 400) {
    return notDone({ when: 'soon' }, 'refused', `The endpoint redirects elsewhere (${status}), which is not followed.`);
  }
  const at = status === 429 || status === 503 ? readRetryAfter(retryAfter, now) : null;
  const code = status === 429 ? 'rate-limited' : 'refused';
  return notDone(at === null ? { when: 'soon' } : { when: 'at', at }, code, `The endpoint answered with ${status}.`);
}

/** Seconds or an HTTP date; null when it says neither. The dispatcher bounds absurd values. */
function readRetryAfter(header: string | null, now: EpochMs): EpochMs | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return now + Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : at;
}

function notDone(
  retry: Retry,
  code: 'refused' | 'unreachable' | 'not-found' | 'rate-limited',
  message: string,
): Answer<null> {
  return { kind: 'not-done', retry, because: { code, message } };
}
