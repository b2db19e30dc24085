import type { EventType } from '../../../../core/session-request/events.ts';

/** Every event there is, once; the compiler notices a missing one. */
const LISTED: Readonly<Record<EventType, true>> = {
  'request-created': true,
  'invitation-resend-asked': true,
  'invitation-sent': true,
  'invitation-failed': true,
  'invitation-bounced': true,
  'recipient-joined': true,
  'address-entered': true,
  'access-asked': true,
  'access-granted': true,
  'access-denied': true,
  'consent-withdrawn': true,
  'access-lapsed': true,
  'connect-launched': true,
  'connect-unanswered': true,
  'session-started': true,
  'session-end-asked': true,
  'session-ended': true,
  'request-closed': true,
  'request-expired': true,
  'request-reopened': true,
  'request-reported': true,
  'new-link-asked': true,
  rescheduled: true,
  extended: true,
  'recipient-corrected': true,
  assigned: true,
  claimed: true,
  commented: true,
  'ticket-attached': true,
  'ticket-merged': true,
  'ticket-closed': true,
  'kept-open': true,
};

export const EVENT_TYPES: readonly string[] = Object.keys(LISTED);
