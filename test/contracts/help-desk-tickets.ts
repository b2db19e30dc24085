import { describe, expect, it } from '@jest/globals';
import type { Here } from './help-desk-world.ts';

/** Part of the contract of `HelpDesk`: reading tickets and agents. */
export function describeTickets(here: Here): void {
  describe('a ticket', () => {
    it('is read with its number, its requester and its agent', async () => {
      const { desk, ticket } = here();
      const answer = await desk.tickets.findTicket(ticket.id);
      expect(answer).toMatchObject({
        kind: 'done',
        value: {
          id: ticket.id,
          number: ticket.number,
          subject: ticket.subject,
          state: 'open',
          agent: { id: ticket.agentId, name: ticket.agentName },
          contacts: [{ role: 'requester', email: ticket.requesterEmail }],
        },
      });
    });

    it('has no agent when nobody is assigned', async () => {
      const { desk, ticket, unassign } = here();
      await unassign(ticket.id);
      expect(await desk.tickets.findTicket(ticket.id)).toMatchObject({ kind: 'done', value: { agent: null } });
    });

    it('is closed when somebody closed it', async () => {
      const { desk, ticket, closeTicket } = here();
      await closeTicket(ticket.id);
      expect(await desk.tickets.findTicket(ticket.id)).toMatchObject({ kind: 'done', value: { state: 'closed' } });
    });

    it('is deleted or not found when somebody deleted it, and never open', async () => {
      const { desk, ticket, deleteTicket } = here();
      await deleteTicket(ticket.id);
      const answer = await desk.tickets.findTicket(ticket.id);
      const told = answer.kind === 'not-done' ? answer.because.code : answer.kind === 'done' ? answer.value.state : '';
      expect(['deleted', 'not-found']).toContain(told);
    });

    it('that never was is not found, for good', async () => {
      const { desk, unusedIds } = here();
      expect(await desk.tickets.findTicket(unusedIds.ticket)).toMatchObject({
        kind: 'not-done',
        retry: { when: 'never' },
        because: { code: 'not-found' },
      });
    });

    it.each(['', '../agents/1', '1?include=x', '1/notes', "1' OR '1'='1", '1\n2', '\u0000', 'x'.repeat(5000)])(
      'is not asked for by the text %j',
      async (text) => {
        const { desk, callsSoFar } = here();
        const before = await callsSoFar();
        expect(await desk.tickets.findTicket(text)).toMatchObject({ kind: 'not-done', retry: { when: 'never' } });
        expect(await callsSoFar()).toBe(before);
      },
    );
  });

  describe('an agent', () => {
    it('is read by id', async () => {
      const { desk, ticket } = here();
      const answer = await desk.tickets.findAgent(ticket.agentId);
      expect(answer).toMatchObject({ kind: 'done', value: { id: ticket.agentId, name: ticket.agentName } });
    });

    it('is null when there is none', async () => {
      const { desk, unusedIds } = here();
      expect(await desk.tickets.findAgent(unusedIds.agent)).toEqual({ kind: 'done', value: null });
    });

    it('is found by his address, upper and lower case alike', async () => {
      const { desk, agents } = here();
      const { id, email } = agents.ofEverything;
      for (const typed of [email, email.toUpperCase()]) {
        expect(await desk.tickets.findAgentByEmail(typed)).toMatchObject({ kind: 'done', value: { id, email } });
      }
    });

    it('is null by an address that no active one has', async () => {
      const { desk, agents } = here();
      for (const email of ['nobody@nowhere.example', agents.leaver.email]) {
        expect(await desk.tickets.findAgentByEmail(email)).toEqual({ kind: 'done', value: null });
      }
    });

    it.each(['', 'mara', 'a@b.example&email=c@d.example ', 'a@b.example\r\nX: y', '@', 'x'.repeat(5000)])(
      'is not asked for by the address %j',
      async (text) => {
        const { desk, callsSoFar } = here();
        const before = await callsSoFar();
        expect(await desk.tickets.findAgentByEmail(text)).toMatchObject({ kind: 'not-done', retry: { when: 'never' } });
        expect(await callsSoFar()).toBe(before);
      },
    );
  });

  describe('the tickets that an agent may see', () => {
    it('are all', async () => {
      const { desk, agents } = here();
      const answer = await desk.tickets.findAgentScope(agents.ofEverything.id);
      expect(answer).toEqual({ kind: 'done', value: { kind: 'all' } });
    });

    it('are those of his groups and his own', async () => {
      const { desk, agents } = here();
      const answer = await desk.tickets.findAgentScope(agents.ofGroups.id);
      const groupIds = expect.arrayContaining([...agents.ofGroups.groupIds]);
      expect(answer).toEqual({ kind: 'done', value: { kind: 'some', groupIds, ownTickets: true } });
    });

    it('are his own alone', async () => {
      const { desk, agents } = here();
      const answer = await desk.tickets.findAgentScope(agents.ofOwnTickets.id);
      expect(answer).toEqual({ kind: 'done', value: { kind: 'some', groupIds: [], ownTickets: true } });
    });

    it('are none of somebody who left or never was', async () => {
      const { desk, agents, unusedIds } = here();
      for (const id of [agents.leaver.id, unusedIds.agent]) {
        expect(await desk.tickets.findAgentScope(id)).toEqual({ kind: 'done', value: null });
      }
    });

    it('are not known while the help desk refuses us', async () => {
      const { desk, agents, refuseCredentials } = here();
      await refuseCredentials();
      expect((await desk.tickets.findAgentScope(agents.ofEverything.id)).kind).toBe('not-done');
      expect((await desk.tickets.findAgentByEmail(agents.ofEverything.email)).kind).toBe('not-done');
    });
  });

  describe('testing the connection', () => {
    it('finds no problem, and writes nothing', async () => {
      const { desk, ticket, entries } = here();
      const before = await entries(ticket.id);
      const findings = await desk.verify();
      expect(findings.filter(({ level }) => level === 'problem')).toEqual([]);
      expect(findings.length).toBeGreaterThan(0);
      expect(await entries(ticket.id)).toEqual(before);
    });

    it('says what is wrong with refused credentials, and how to mend it', async () => {
      const { desk, refuseCredentials } = here();
      await refuseCredentials();
      const problems = (await desk.verify()).filter(({ level }) => level === 'problem');
      expect(problems).toHaveLength(1);
      expect(problems[0]?.mend ?? '').not.toBe('');
    });

    it('says that nobody answers', async () => {
      const { desk, goAway } = here();
      await goAway();
      expect((await desk.verify()).map(({ level }) => level)).toEqual(['problem']);
    });
  });
}
