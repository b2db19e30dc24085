import { isoSeconds } from '../shared/clock.ts';
import type { Desk } from './desk.ts';
import { plainText } from './plain-text.ts';
import type { Ticket } from './records.ts';

/** The ticket as the API may show it: null when it does not exist, or was deleted and deleted ones are hidden. */
export function visibleTicket(desk: Desk, id: number): Ticket | null {
  const ticket = desk.tickets.get(id);
  if (ticket === undefined) return null;
  return ticket.deleted && desk.settings.deletedTickets === '404' ? null : ticket;
}

/** The ticket as far as it may be written to: a deleted one never. */
export function writableTicket(desk: Desk, id: number): Ticket | null {
  const ticket = visibleTicket(desk, id);
  return ticket === null || ticket.deleted ? null : ticket;
}

/** A ticket in the API's own form. */
export function showTicket(ticket: Ticket): Record<string, unknown> {
  return {
    id: ticket.id,
    type: ticket.type,
    subject: ticket.subject,
    description: ticket.description,
    description_text: plainText(ticket.description),
    status: ticket.status,
    priority: ticket.priority,
    urgency: ticket.urgency,
    impact: ticket.impact,
    source: ticket.source,
    requester_id: ticket.requesterId,
    requested_for_id: ticket.requestedForId,
    responder_id: ticket.responderId,
    group_id: ticket.groupId,
    department_id: ticket.departmentId,
    workspace_id: ticket.workspaceId,
    category: ticket.category,
    sub_category: null,
    item_category: null,
    cc_emails: ticket.ccEmails,
    fwd_emails: [],
    reply_cc_emails: ticket.ccEmails,
    to_emails: ticket.toEmails,
    email_config_id: null,
    tags: ticket.tags,
    attachments: [],
    custom_fields: ticket.customFields,
    deleted: ticket.deleted,
    spam: ticket.spam,
    is_escalated: false,
    fr_escalated: false,
    due_by: isoSeconds(ticket.createdAt + 3 * 86_400_000),
    fr_due_by: isoSeconds(ticket.createdAt + 86_400_000),
    created_at: isoSeconds(ticket.createdAt),
    updated_at: isoSeconds(ticket.updatedAt),
  };
}
