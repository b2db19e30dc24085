import type { SessionRequestEvent } from '../../../core/session-request/events.ts';

/** The text by which the command behind an event is known; null for events that no command of the load makes. */
export function evidenceOf(event: SessionRequestEvent): string | null {
  switch (event.type) {
    case 'request-created':
      return event.comment;
    case 'commented':
      return event.text;
    case 'request-closed':
      return event.note === '' ? null : event.note;
    case 'extended':
    case 'request-reopened':
      return String(event.expiresAt);
    case 'assigned':
      return event.assignee.kind === 'client' ? event.assignee.address : null;
    case 'claimed':
      return event.agent.name;
    case 'address-entered':
      return event.address;
    default:
      return null;
  }
}
