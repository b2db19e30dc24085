import type { Answer } from '../../../core/ports/answer.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { judgePost, notDone, readRetryAfter } from '../../deliveries/webhook/judge-post.ts';
import type { WebhookReply } from '../../deliveries/webhook/post-webhook.ts';

const WAIT_MS = 30_000;

/** What a chat's answer means. What may have arrived is never sent again: a second ping is worse than none. */
export function judgeChat(reply: WebhookReply, now: EpochMs): Answer<null> {
  return judgePost(reply, (status, retryAfter) => judgeStatus(status, retryAfter, now));
}

function judgeStatus(status: number, retryAfter: string | null, now: EpochMs): Answer<null> {
  switch (status) {
    case 429: {
      const at = readRetryAfter(retryAfter, now) ?? now + WAIT_MS;
      return notDone({ when: 'at', at }, 'rate-limited', 'The chat takes no more messages just now.');
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
