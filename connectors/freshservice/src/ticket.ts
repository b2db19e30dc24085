import type { Ticket, TicketContact } from '../../../core/ports/ticket.ts';
import { readEmail, readLine } from '../../shared/plain-text.ts';
import type { WireTicket } from './wire.ts';

const RESOLVED = 4;
const CLOSED = 5;
const LONGEST_SUBJECT_CHARS = 500;

/** The vendor's ticket in the core's words. */
export function readTicket(
  wire: WireTicket,
  contacts: readonly TicketContact[],
  { agent, mergedInto }: Pick<Ticket, 'agent' | 'mergedInto'>,
): Ticket {
  return {
    id: wire.id,
    number: readNumber(wire),
    subject: readLine(wire.subject, LONGEST_SUBJECT_CHARS),
    state: readState(wire),
    statusValue: String(wire.status),
    contacts,
    agent,
    groupId: wire.group_id,
    mergedInto,
    // Only a field that says so: `to_emails` may name anybody the requester wrote to.
    replyTo: readEmail(wire.support_email),
    updatedAt: wire.updated_at,
  };
}

/** As agents read it in Freshservice. */
function readNumber(wire: WireTicket): string {
  switch (wire.type?.trim().toLowerCase()) {
    case 'incident':
      return `INC-${wire.id}`;
    case 'service request':
      return `SR-${wire.id}`;
    default:
      return `#${wire.id}`;
  }
}

/** An account may add statuses of its own; they are all some form of open. */
function readState(wire: WireTicket): Ticket['state'] {
  if (wire.deleted || wire.spam) return 'deleted';
  return wire.status === RESOLVED || wire.status === CLOSED ? 'closed' : 'open';
}
