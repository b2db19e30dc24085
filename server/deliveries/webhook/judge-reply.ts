import type { Answer } from '../../../core/ports/answer.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { judgePost, notDone, readRetryAfter } from './judge-post.ts';
import type { WebhookReply } from './post-webhook.ts';

/** An endpoint that says so is not told any more. */
export const GONE = 410;

/** A receiver knows a repeated message by its id, so whatever is not a clear yes is simply tried again. */
export function judgeReply(reply: WebhookReply, now: EpochMs): Answer<null> {
  return judgePost(reply, (status, retryAfter) => judgeStatus(status, retryAfter, now));
}

function judgeStatus(status: number, retryAfter: string | null, now: EpochMs): Answer<null> {
  if (status === GONE) return notDone({ when: 'never' }, 'not-found', 'The endpoint says that it is gone (410).');
  if (status >= 300 && status < 400) {
    return notDone({ when: 'soon' }, 'refused', `The endpoint redirects elsewhere (${status}), which is not followed.`);
  }
  const at = status === 429 || status === 503 ? readRetryAfter(retryAfter, now) : null;
  const code = status === 429 ? 'rate-limited' : 'refused';
  return notDone(at === null ? { when: 'soon' } : { when: 'at', at }, code, `The endpoint answered with ${status}.`);
}
