import type { TimelineStyle } from '../../../core/ports/installation.ts';
import type { EventType, SessionRequestEvent } from '../../../core/session-request/events.ts';

/** How much an event matters to those who read the ticket. `log`: only in the request's own log. */
export type TimelineRank = 'milestone' | 'change' | 'log';

export const TIMELINE_TABLE: Readonly<Record<EventType, TimelineRank>> = {
  'request-created': 'milestone',
  'recipient-joined': 'milestone',
  'device-changed': 'change',
  'readiness-noted': 'change',
  'nobody-came': 'change',
  'reminder-due': 'log',
  'session-link-set': 'log',
  'session-rated': 'milestone',
  'address-entered': 'change',
  'addresses-proposed': 'log',
  'download-noted': 'log',
  'access-asked': 'log',
  'access-granted': 'milestone',
  'access-denied': 'milestone',
  'consent-withdrawn': 'milestone',
  'access-lapsed': 'change',
  'request-reported': 'milestone',
  'connect-launched': 'change',
  'connect-unanswered': 'change',
  'session-started': 'milestone',
  'session-ended': 'milestone',
  'session-end-asked': 'log',
  'request-closed': 'milestone',
  'request-reopened': 'milestone',
  'request-expired': 'milestone',
  rescheduled: 'change',
  'recipient-corrected': 'change',
  'new-link-asked': 'milestone',
  'call-back-asked': 'milestone',
  'call-back-dropped': 'milestone',
  'called-back': 'milestone',
  assigned: 'change',
  claimed: 'change',
  extended: 'change',
  commented: 'change',
  'invitation-resend-asked': 'log',
  'invitation-sent': 'log',
  'invitation-delivered': 'log',
  // The entry of the making says that the invitation was sent: whoever reads the ticket must not go on believing it.
  'invitation-failed': 'milestone',
  'invitation-bounced': 'milestone',
  'ticket-attached': 'milestone',
  'ticket-merged': 'milestone',
  'ticket-closed': 'change',
  'kept-open': 'change',
  'recipient-erased': 'log',
};

/** Whether an event gets an entry of its own in this style. The living entry shows the rest. */
export function isTold(event: SessionRequestEvent, style: TimelineStyle): boolean {
  const rank = rankOf(event);
  switch (style) {
    case 'milestones':
      return rank === 'milestone';
    case 'every-change':
      return rank !== 'log';
    case 'living-entry':
      return CLOSING.has(event.type);
    default:
      return style satisfies never;
  }
}

/** Another time that the recipient chose is news to the agent; the agent's own press is none. */
function rankOf(event: SessionRequestEvent): TimelineRank {
  const isByRecipient = event.type === 'rescheduled' && event.actor.kind === 'recipient';
  return isByRecipient ? 'milestone' : TIMELINE_TABLE[event.type];
}

const CLOSING: ReadonlySet<EventType> = new Set(['request-closed', 'request-expired', 'request-reported']);
