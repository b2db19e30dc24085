import { describe, expect, it } from '@jest/globals';
import type { Here } from './help-desk-world.ts';

/** Part of the contract of `HelpDesk`: the devices that a ticket is about. */
export function describeAssets(here: Here): void {
  describe('the devices linked to a ticket', () => {
    it('are told with their name and what stands in the field for addresses', async () => {
      const { desk, ticket, linkAsset } = here();
      await linkAsset(ticket.id, { name: 'HANNAH-LAPTOP', address: '123 456 789' });
      const answer = await desk.tickets.findAssets(ticket.id);
      expect(answer).toEqual({ kind: 'done', value: [{ name: 'HANNAH-LAPTOP', address: '123 456 789' }] });
    });

    it('are none when none is linked', async () => {
      const { desk, ticket } = here();
      expect(await desk.tickets.findAssets(ticket.id)).toEqual({ kind: 'done', value: [] });
    });

    it('are none when the field is empty', async () => {
      const { desk, ticket, linkAsset } = here();
      await linkAsset(ticket.id, { name: 'HANNAH-LAPTOP', address: '' });
      expect(await desk.tickets.findAssets(ticket.id)).toEqual({ kind: 'done', value: [] });
    });

    it('are told on one line, without marks that reorder text', async () => {
      const { desk, ticket, linkAsset } = here();
      await linkAsset(ticket.id, { name: 'HANNAH\n\u202eLAPTOP', address: ' 123\u2066 456\n789 ' });
      const answer = await desk.tickets.findAssets(ticket.id);
      expect(answer).toEqual({ kind: 'done', value: [{ name: 'HANNAH LAPTOP', address: '123 456 789' }] });
    });

    it('that are not shown to us are none, and the ticket is read as ever', async () => {
      const { desk, ticket, linkAsset, hideAssets } = here();
      await linkAsset(ticket.id, { name: 'HANNAH-LAPTOP', address: '123 456 789' });
      await hideAssets();
      expect(await desk.tickets.findAssets(ticket.id)).toEqual({ kind: 'done', value: [] });
      expect(await desk.tickets.findTicket(ticket.id)).toMatchObject({ kind: 'done' });
    });

    it('are not known while the help desk refuses us', async () => {
      const { desk, ticket, refuseCredentials } = here();
      await refuseCredentials();
      expect((await desk.tickets.findAssets(ticket.id)).kind).toBe('not-done');
    });

    it.each(['', '../agents/1', '1?include=x', "1' OR '1'='1", '1\n2', '\u0000'])(
      'are not asked for by the text %j',
      async (text) => {
        const { desk, callsSoFar } = here();
        const before = await callsSoFar();
        expect(await desk.tickets.findAssets(text)).toMatchObject({ kind: 'not-done', retry: { when: 'never' } });
        expect(await callsSoFar()).toBe(before);
      },
    );
  });
}
