import type { Answer } from '../../core/ports/answer.ts';
import type { HelpDesk, HelpDesks } from '../../core/ports/help-desk.ts';
import type { Ticket } from '../../core/ports/ticket.ts';
import { MAY, TICKET } from '../builders/people.ts';
import { at } from '../builders/times.ts';

/** May's ticket as the help desk shows it: open, nobody's. */
export function aTicket(over: Partial<Ticket> = {}): Ticket {
  return {
    ...TICKET,
    state: 'open',
    statusValue: '2',
    contacts: [{ role: 'requester', ...MAY, language: 'en' }],
    agent: null,
    groupId: null,
    mergedInto: null,
    replyTo: null,
    updatedAt: at('09:00'),
    ...over,
  };
}

/** The help desk of `acme`, able to show the tickets it is given and nothing else. */
export class ShownTickets implements HelpDesks {
  readonly fetched: string[] = [];
  #answers = new Map<string, Answer<Ticket>>();

  show(...tickets: readonly Ticket[]): void {
    for (const ticket of tickets) this.answer(ticket.id, { kind: 'done', value: ticket });
  }

  answer(ticketId: string, answer: Answer<Ticket>): void {
    this.#answers.set(ticketId, answer);
  }

  async of(installationId: string): Promise<HelpDesk | null> {
    return installationId === 'acme' ? ({ tickets: { findTicket: this.#find } } as unknown as HelpDesk) : null;
  }

  #find = async (ticketId: string): Promise<Answer<Ticket>> => {
    this.fetched.push(ticketId);
    const because = { code: 'not-found', message: 'There is no such ticket.' } as const;
    return this.#answers.get(ticketId) ?? { kind: 'not-done', retry: { when: 'never' }, because };
  };
}
