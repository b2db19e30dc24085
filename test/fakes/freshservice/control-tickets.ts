import { bodyOf, ControlFault, ticketOf } from './control-call.ts';
import type { ControlCall, ControlRoute } from './control-call.ts';
import { createTicket } from './desk-people.ts';
import { fullName, ticketNumber } from './desk.ts';
import type { Desk } from './desk.ts';
import type { Conversation, Ticket, TimeEntry } from './records.ts';
import { statusName } from './ticket-update.ts';

/** A ticket as the control API shows it: everything the desk knows, the timeline as it truly is. */
export type TicketPage = {
  readonly ticket: Ticket;
  /** `INC-1042`. */
  readonly number: string;
  readonly statusName: string | null;
  readonly requesterName: string;
  readonly agentName: string | null;
  readonly timeline: readonly TimelineItem[];
  readonly timeEntries: readonly TimeEntry[];
};

export type TimelineItem = Conversation & { readonly authorName: string };

/** One ticket: what its page shows, and what people do with it. */
export const CONTROL_TICKET_ROUTES: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/tickets',
    respond: ({ parts }) => [...parts.desk.tickets.values()].map((one) => page(parts.desk, one)),
  },
  { method: 'POST', path: '/tickets', respond: add },
  { method: 'GET', path: '/tickets/:id', respond: (call) => page(call.parts.desk, ticketOf(call)) },
  { method: 'GET', path: '/tickets/:id/timeline', respond: (call) => page(call.parts.desk, ticketOf(call)).timeline },
  {
    method: 'POST',
    path: '/tickets/:id/edit',
    respond(call) {
      const { actorId, ...changes } = bodyOf(call, 'ticketEdit');
      const { status } = changes;
      if (status !== undefined && statusName(call.parts.desk, status) === null)
        throw new ControlFault(400, 'There is no such status.');
      call.parts.people.edit(ticketOf(call), actorOf(call, actorId), present(changes));
      return page(call.parts.desk, ticketOf(call));
    },
  },
  {
    method: 'POST',
    path: '/tickets/:id/write',
    respond(call) {
      const { by, body, private: isPrivate } = bodyOf(call, 'write');
      return call.parts.people.write(ticketOf(call), by, body, isPrivate);
    },
  },
  {
    method: 'POST',
    path: '/tickets/:id/merge',
    respond(call) {
      const { into, actorId } = bodyOf(call, 'merge');
      if (into === call.id) throw new ControlFault(400, 'A ticket cannot be merged into itself.');
      call.parts.people.merge(ticketOf(call), ticketOf(call, into), actorOf(call, actorId));
    },
  },
  flagRoute('delete', 'deleted', true),
  flagRoute('restore', 'deleted', false),
  flagRoute('spam', 'spam', true),
  flagRoute('not-spam', 'spam', false),
];

function flagRoute(word: string, flag: 'deleted' | 'spam', value: boolean): ControlRoute {
  return {
    method: 'POST',
    path: `/tickets/:id/${word}`,
    respond(call) {
      const { actorId } = bodyOf(call, 'act');
      call.parts.people.setFlag(ticketOf(call), actorOf(call, actorId), flag, value);
    },
  };
}

function add(call: ControlCall): TicketPage {
  const { desk } = call.parts;
  const given = bodyOf(call, 'ticket');
  if (!desk.requesters.has(given.requesterId) && !desk.agents.has(given.requesterId)) {
    throw new ControlFault(400, `There is nobody with the number ${String(given.requesterId)}.`);
  }
  return page(desk, createTicket(desk, given));
}

function actorOf(call: ControlCall, actorId: number | undefined): number {
  const ticket = ticketOf(call);
  return actorId ?? ticket.responderId ?? ticket.requesterId;
}

function present<Value extends object>(changes: Value): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [Key in keyof Value]: Exclude<Value[Key], undefined> };
}

function page(desk: Desk, ticket: Ticket): TicketPage {
  return {
    ticket,
    number: ticketNumber(ticket),
    statusName: statusName(desk, ticket.status),
    requesterName: nameOf(desk, ticket.requesterId),
    agentName: ticket.responderId === null ? null : nameOf(desk, ticket.responderId),
    timeline: desk.entries
      .list(ticket.id, desk.clock.now())
      .map((conversation) => ({ ...conversation, authorName: nameOf(desk, conversation.userId) })),
    timeEntries: desk.timeEntries.filter((entry) => entry.ticketId === ticket.id),
  };
}

function nameOf(desk: Desk, id: number): string {
  const person = desk.agents.get(id) ?? desk.requesters.get(id);
  return person === undefined ? 'Unknown' : fullName(person);
}
