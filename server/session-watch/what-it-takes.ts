import type { SessionRequest } from '../../core/session-request/states.ts';
import type { Candidate } from './judge-session.ts';

/** What a session that certainly belongs to this request may do with it as it stands. */
export function whatItTakes(request: SessionRequest): Candidate['takes'] {
  switch (request.status) {
    case 'Ready':
    case 'Connected':
      return 'running-and-past';
    case 'Waiting':
      return afterWaiting(request.because);
    case 'Closed':
      return afterClosing(request.reason);
    case 'Open':
    case 'Expired':
      return 'none';
    default:
      return request satisfies never;
  }
}

function afterWaiting(because: Extract<SessionRequest, { status: 'Waiting' }>['because']): Candidate['takes'] {
  switch (because) {
    // Nobody took the consent back: it ran out while nobody could look.
    case 'lapsed':
      return 'running';
    case 'withdrawn':
    case 'denied':
    case 'ended-by-recipient':
      return 'to-close';
    case 'joined':
      return 'none';
    default:
      return because satisfies never;
  }
}

function afterClosing(reason: Extract<SessionRequest, { status: 'Closed' }>['reason']): Candidate['takes'] {
  switch (reason) {
    case 'by-agent':
    case 'by-recipient':
    case 'second-denial':
    case 'reported':
    case 'ticket-deleted':
      return 'to-close';
    case 'session-over':
    case 'end-not-observed':
    case 'expired-after-session':
    case 'ticket-closed':
      return 'none';
    default:
      return reason satisfies never;
  }
}
