import { describe, expect, it } from '@jest/globals';
import type { Ticket } from '../../core/ports/ticket.ts';
import type { TicketSeen } from '../../core/ports/stores.ts';
import { seenTicket } from '../../core/use-cases/follow-ticket.ts';
import { meetTicket } from './meet-ticket.ts';

const NOW = 5000;
const TICKET: Ticket = {
  id: '5001',
  number: '00001',
  subject: 'Printer',
  state: 'open',
  statusValue: 'Working',
  contacts: [],
  agent: null,
  groupId: null,
  mergedInto: null,
  replyTo: null,
  updatedAt: 1000,
};

/** A server that knows `known` of the ticket, or nothing; what it remembers and has looked at after a command came. */
async function afterCommand(type: string, seen: Ticket | null, known: TicketSeen | null) {
  const remembered: TicketSeen[] = [];
  const looked: string[] = [];
  const tickets = {
    recall: async () => known,
    remember: async (_installationId: string, _ticketId: string, ticket: TicketSeen) => void remembered.push(ticket),
  };
  const unitOfWork = { run: (work: (stores: never) => unknown) => work({ tickets } as never) };
  const hints = { add: async (_installationId: string, ticketId: string) => void looked.push(ticketId) };
  const core = { unitOfWork, clock: { now: () => NOW } } as never;
  await meetTicket({ core, hints }, 'org', { type, seen });
  return { remembered, looked };
}

describe('A ticket that came along with a command', () => {
  it('is remembered with the first request on it, and need not be looked at', async () => {
    const { remembered, looked } = await afterCommand('create-request', TICKET, null);
    expect(remembered).toEqual([seenTicket(TICKET, NOW)]);
    expect(looked).toEqual([]);
  });

  it('is looked at when it is not as it was: its requests must follow it', async () => {
    const known = { ...seenTicket(TICKET, 1), state: 'closed' } as const;
    const { remembered, looked } = await afterCommand('add-comment', TICKET, known);
    expect(remembered).toEqual([]);
    expect(looked).toEqual(['5001']);
  });

  it('changes nothing when it is known as it is', async () => {
    expect(await afterCommand('create-request', TICKET, seenTicket(TICKET, 1))).toEqual({ remembered: [], looked: [] });
  });

  it('is not remembered for other commands, nor when it is deleted or could not be read', async () => {
    const nothing = { remembered: [], looked: [] };
    expect(await afterCommand('add-comment', TICKET, null)).toEqual(nothing);
    expect(await afterCommand('create-request', { ...TICKET, state: 'deleted' }, null)).toEqual(nothing);
    expect(await afterCommand('create-request', null, null)).toEqual(nothing);
  });
});
