import { store } from './conversation-routes.ts';
import { draftConversation, noteActivity, ticketNumber } from './desk.ts';
import type { Desk } from './desk.ts';
import type { Conversation, Ticket } from './records.ts';
import { announce, applyChanges } from './ticket-update.ts';
import type { TicketChanges } from './ticket-update.ts';

const OPEN = 2;
const RESOLVED = 4;
const CLOSED = 5;

/** What people do on the help desk's own pages. */
export type HumanWork = {
  edit(ticket: Ticket, actorId: number, changes: TicketChanges): void;
  /** A note or public answer of an agent, or a mail of the requester; the latter opens a resolved or closed ticket again. */
  write(ticket: Ticket, by: number, html: string, isPrivate: boolean): Conversation;
  /** Closes the ticket and says on both where the work goes on. */
  merge(ticket: Ticket, into: Ticket, actorId: number): void;
  setFlag(ticket: Ticket, actorId: number, flag: 'deleted' | 'spam', value: boolean): void;
};

export function humanWork(desk: Desk): HumanWork {
  const edit: HumanWork['edit'] = (ticket, actorId, changes) => {
    applyChanges(desk, ticket, changes, actorId, desk.clock.now());
  };

  const addNote = (ticket: Ticket, userId: number, html: string): void => {
    const from = { ticketId: ticket.id, userId, source: 2, incoming: false, private: true, toEmails: [] } as const;
    store(desk, ticket, draftConversation(desk, from, html), desk.clock.now());
  };

  return {
    edit,
    write(ticket, by, html, isPrivate) {
      const fromRequester = desk.requesters.has(by);
      const conversation = draftConversation(
        desk,
        {
          ticketId: ticket.id,
          userId: by,
          source: fromRequester ? 0 : 2,
          incoming: fromRequester,
          private: !fromRequester && isPrivate,
          toEmails: [],
        },
        html,
      );
      store(desk, ticket, conversation, desk.clock.now());
      const over = ticket.status === RESOLVED || ticket.status === CLOSED;
      if (fromRequester && over) edit(ticket, by, { status: OPEN });
      return conversation;
    },
    merge(ticket, into, actorId) {
      ticket.mergedInto = into.id;
      addNote(ticket, actorId, `<div>This ticket is closed and merged into ticket ${ticketNumber(into)}.</div>`);
      addNote(into, actorId, `<div>Ticket ${ticketNumber(ticket)} was merged into this ticket.</div>`);
      noteActivity(desk, ticket.id, actorId, `merged this ticket into ${ticketNumber(into)}`);
      edit(ticket, actorId, { status: CLOSED });
    },
    setFlag(ticket, actorId, flag, value) {
      const before = { ...ticket };
      ticket[flag] = value;
      ticket.updatedAt = desk.clock.now();
      noteActivity(desk, ticket.id, actorId, `set ${flag} to ${String(value)}`);
      announce(desk, before, ticket, actorId);
    },
  };
}
