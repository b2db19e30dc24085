import type { Answer, Fault, Retry } from '../../../core/ports/answer.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import type { WebhookReply } from './post-webhook.ts';

/** What became of a post to somebody's own address. What a status means differs from receiver to receiver; the rest does not. */
export function judgePost(
  reply: WebhookReply,
  judgeStatus: (status: number, retryAfter: string | null) => Answer<null>,
): Answer<null> {
  switch (reply.kind) {
    case 'answered':
      return reply.status >= 200 && reply.status < 300
        ? { kind: 'done', value: null }
        : judgeStatus(reply.status, reply.retryAfter);
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

/** Seconds or an HTTP date; null when it says neither. The dispatcher bounds absurd values. */
export function readRetryAfter(header: string | null, now: EpochMs): EpochMs | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return now + Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : at;
}

export function notDone(retry: Retry, code: Fault['code'], message: string): Answer<null> {
  return { kind: 'not-done', retry, because: { code, message } };
}
