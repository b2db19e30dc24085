import type { SessionRequestEvent } from './events.ts';
import type { Consent, Recipient, RemoteAddress, TicketRef } from './values.ts';

/** Stands where an address in the remote tool stood. */
export const ERASED_ADDRESS: RemoteAddress = 'erased';

/**
 * The event as it may stay in the log after the recipient was erased: who worked on the request, when, and what was agreed to, and
 * nothing that leads to the recipient. Total, so that a new event cannot be forgotten.
 */
export function withoutRecipient(event: SessionRequestEvent, pseudonym: string): SessionRequestEvent {
  switch (event.type) {
    case 'request-created':
      return { ...event, recipient: nobody(pseudonym), comment: '', ticket: withoutSubject(event.ticket) };
    case 'recipient-corrected':
      return { ...event, recipient: nobody(pseudonym) };
    case 'recipient-joined':
    case 'device-changed':
      return { ...event, device: null };
    case 'readiness-noted':
      return { ...event, readiness: { system: 'other', findings: [] } };
    case 'address-entered':
      return { ...event, address: ERASED_ADDRESS };
    case 'addresses-proposed':
      return { ...event, proposals: [] };
    case 'access-granted':
      return { ...event, address: ERASED_ADDRESS, consent: onlyConsent(event.consent) };
    case 'session-started':
      return { ...event, address: ERASED_ADDRESS, consent: onlyConsent(event.consent), externalId: null };
    case 'session-link-set':
      return { ...event, url: null };
    case 'session-rated':
      return { ...event, rating: { stars: event.rating.stars, comment: '' } };
    case 'request-closed':
      return { ...event, note: '' };
    case 'commented':
      return { ...event, text: '' };
    case 'call-back-asked':
      return { ...event, phone: '', when: '' };
    case 'invitation-failed':
    case 'invitation-bounced':
      return { ...event, because: '' };
    case 'ticket-attached':
      return { ...event, ticket: { ...event.ticket, subject: '' } };
    case 'ticket-merged':
      return { ...event, from: { ...event.from, subject: '' }, into: { ...event.into, subject: '' } };
    case 'recipient-erased':
      return { ...event, pseudonym };
    case 'download-noted':
    case 'access-asked':
    case 'access-denied':
    case 'consent-withdrawn':
    case 'access-lapsed':
    case 'request-reported':
    case 'connect-launched':
    case 'connect-unanswered':
    case 'nobody-came':
    case 'reminder-due':
    case 'session-ended':
    case 'session-end-asked':
    case 'request-reopened':
    case 'request-expired':
    case 'rescheduled':
    case 'new-link-asked':
    case 'call-back-dropped':
    case 'called-back':
    case 'assigned':
    case 'claimed':
    case 'extended':
    case 'invitation-resend-asked':
    case 'invitation-sent':
    case 'invitation-delivered':
    case 'ticket-closed':
    case 'kept-open':
      return event;
    default:
      return event satisfies never;
  }
}

function nobody(pseudonym: string): Recipient {
  return { name: pseudonym, email: null, phone: null };
}

function withoutSubject(ticket: TicketRef | null): TicketRef | null {
  return ticket === null ? null : { ...ticket, subject: '' };
}

/** Only what proves that consent was given. What a later version adds to a consent is not kept by oversight. */
function onlyConsent(consent: Consent): Consent {
  const { source, givenAt } = consent;
  if (source === 'remote-tool-window') return { source, givenAt };
  const { textVersion, language, named, wishes } = consent;
  return { source, givenAt, textVersion, language, named, ...(wishes === undefined ? {} : { wishes }) };
}
