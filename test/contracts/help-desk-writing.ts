import { describe, expect, it } from '@jest/globals';
import type { HelpDeskTraits, Here } from './help-desk-world.ts';

const never = { kind: 'not-done', retry: { when: 'never' } };
const done = { kind: 'done', value: null };

/** Part of the contract of `HelpDesk`: writing to the ticket itself. */
export function describeWriting(here: Here, traits: HelpDeskTraits): void {
  describe("the ticket's status", () => {
    it('is set, as often as one likes', async () => {
      const { desk, ticket, statusValue, statusOf } = here();
      expect(await desk.writer.setStatus(ticket.id, statusValue)).toEqual(done);
      expect(await desk.writer.setStatus(ticket.id, statusValue)).toEqual(done);
      expect(await statusOf(ticket.id)).toBe(statusValue);
    });

    it('is told when the ticket is read', async () => {
      const { desk, ticket, statusValue } = here();
      await desk.writer.setStatus(ticket.id, statusValue);
      expect(await desk.tickets.findTicket(ticket.id)).toMatchObject({ kind: 'done', value: { statusValue } });
    });

    it('is not changed by a value that the help desk does not know', async () => {
      const { desk, ticket, refusedStatusValue, statusOf } = here();
      const before = await statusOf(ticket.id);
      expect(await desk.writer.setStatus(ticket.id, refusedStatusValue)).toMatchObject(never);
      expect(await statusOf(ticket.id)).toBe(before);
    });
  });

  describe('a custom field', () => {
    it('is set, and the others stay', async () => {
      const { desk, ticket, field, fieldOf, statusOf } = here();
      const before = await statusOf(ticket.id);
      expect(await desk.writer.setField(ticket.id, field, 'Ready')).toEqual(done);
      expect(await fieldOf(ticket.id)).toBe('Ready');
      expect(await statusOf(ticket.id)).toBe(before);
    });

    it('that the ticket does not have is refused for good', async () => {
      const { desk, ticket } = here();
      expect(await desk.writer.setField(ticket.id, 'no_such_field', 'Ready')).toMatchObject(never);
    });
  });

  describe('a time entry', () => {
    if (traits.timeEntries) {
      it('books whole minutes, a begun one counted', async () => {
        const { desk, ticket, minutesBooked, now } = here();
        const { id: ticketId, agentId } = ticket;
        const entry = { ticketId, agentId, executedAt: now(), note: 'Ref RS-000123-09-AAAA' };
        const answer = await desk.writer.addTimeEntry({ ...entry, durationMs: 61 * 60_000 + 1 });
        expect(answer).toMatchObject({ kind: 'done' });
        expect(await minutesBooked(ticket.id)).toEqual([62]);
      });
    } else {
      it('is refused for good, with a sentence that says so', async () => {
        const { desk, ticket, now } = here();
        const { id: ticketId, agentId } = ticket;
        const entry = { ticketId, agentId, executedAt: now(), note: '', durationMs: 60_000 };
        expect(await desk.writer.addTimeEntry(entry)).toMatchObject({ ...never, because: { code: 'not-permitted' } });
      });
    }

    it('for an agent who is not there is refused for good', async () => {
      const { desk, ticket, minutesBooked, now, unusedIds } = here();
      const entry = { ticketId: ticket.id, agentId: unusedIds.agent, executedAt: now(), note: '', durationMs: 60_000 };
      expect(await desk.writer.addTimeEntry(entry)).toMatchObject(never);
      expect(await minutesBooked(ticket.id)).toEqual([]);
    });
  });
}
