import type { Answer, Fault, Retry } from '../../../core/ports/answer.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import type { WebhookReply } from '../../deliveries/webhook/post-webhook.ts';

const WAIT_MS = 30_000;

/** What a chat's answer means. What may have arrived is never sent again: a second ping is worse than none. */
export function judgeChat(reply: WebhookReply, now: EpochMs): Answer<null> {
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
  switch (status) {
    case 429: {
      const sec = /^\d{1,4}$/.test(retryAfter?.trim() ?? '') ? Number(retryAfter) : WAIT_MS / 1000;
      return notDone({ when: 'at', at: now + sec * 1000 }, 'rate-limited', 'The chat takes no more messages just now.');
    }
    case 400:
      return notDone({ when: 'never' }, 'invalid', 'The chat does not take messages of this form (400).');
    case 401:
    case 403:
      return notDone(
        { when: 'never' },
        'not-permitted',
        `The chat does not let us write (${status}). Make a new webhook.`,
      );
    case 404:
    case 410:
      return notDone(
        { when: 'never' },
        'not-found',
        `This webhook does not exist any more (${status}). Make a new one.`,
      );
    default:
      return status >= 500
        ? { kind: 'unknown', because: `The chat has a fault (${status}).` }
        : notDone({ when: 'never' }, 'refused', `The chat answered with ${status}.`);
  }
}

function notDone(retry: Retry, code: Fault['code'], message: string): Answer<null> {
  return { kind: 'not-done', retry, because: { code, message } };
}
