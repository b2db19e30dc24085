import type { SessionRequestEvent } from '../../../core/session-request/events.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';

/** When a request came to its stations, as reports count them. */
export type Moments = {
  /** The newest joining. */
  readonly joinedAt: EpochMs | null;
  /** The newest consent. */
  readonly allowedAt: EpochMs | null;
  /** The start of the first session. */
  readonly startedAt: EpochMs | null;
  /** The end of the newest session that ended. */
  readonly endedAt: EpochMs | null;
  /** The newest closing or expiry; null again once it was reopened. */
  readonly closedAt: EpochMs | null;
};

const NONE: Moments = { joinedAt: null, allowedAt: null, startedAt: null, endedAt: null, closedAt: null };

/** Read from the whole log: a closed request itself does not know any more when it was joined. */
export function momentsOf(events: readonly SessionRequestEvent[]): Moments {
  return events.reduce(withEvent, NONE);
}

function withEvent(moments: Moments, event: SessionRequestEvent): Moments {
  switch (event.type) {
    case 'recipient-joined':
      return { ...moments, joinedAt: event.at };
    case 'access-granted':
      return { ...moments, allowedAt: event.at };
    case 'session-started':
      return { ...moments, startedAt: moments.startedAt ?? event.startedAt };
    case 'session-ended':
      return { ...moments, endedAt: event.endedAt };
    case 'consent-withdrawn':
      return event.sessionMs === null ? moments : { ...moments, endedAt: event.at };
    case 'request-reported':
    case 'request-closed':
      return { ...moments, closedAt: event.at, endedAt: event.sessionMs === null ? moments.endedAt : event.at };
    case 'request-expired':
      return { ...moments, closedAt: event.at };
    case 'request-reopened':
      return { ...moments, closedAt: null };
    default:
      return moments;
  }
}
