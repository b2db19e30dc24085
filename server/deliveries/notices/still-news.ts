import { isActive, type SessionRequest } from '../../../core/session-request/states.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import type { NoticeNews } from './notice-payload.ts';

export const MOMENT_PASSED = 'The moment had passed before it could be told.';

const NEWS_MS = 15 * 60_000;

/** Whether it still helps anybody to hear of it: news that is old, or that somebody has acted on, only disturbs. */
export function isStillNews(
  { news, at }: { readonly news: NoticeNews; readonly at: EpochMs },
  request: SessionRequest,
  now: EpochMs,
): boolean {
  if (now - at > NEWS_MS || request.erasedAt !== null) return false;
  switch (news) {
    case 'joined':
      return request.status === 'Waiting' || waits(request);
    case 'ready':
    case 'nobody-came':
      return waits(request);
    case 'call-back':
      return request.callBack?.isOpen === true;
    case 'moved':
    case 'handed-to-you':
    case 'taken-from-you':
      return isActive(request);
    case 'reported':
    case 'link-asked':
      return true;
    default:
      return news satisfies never;
  }
}

function waits(request: SessionRequest): boolean {
  return request.status === 'Ready' && request.launch === null;
}
