import { describe, expect, it } from '@jest/globals';
import { anEntry } from './help-desk-world.ts';
import type { Here } from './help-desk-world.ts';
import { found, posted } from './help-desk-timeline.ts';

/** Part of the contract of `HelpDesk`: what may have happened, what certainly did not, and what that means. */
export function describeDoubt(here: Here): void {
  describe('when the answer to a new entry is missing', () => {
    it.each(['lost', 'failed-after', 'unreadable'] as const)(
      'says unknown (%s), and finds that it was done',
      async (mishap) => {
        const world = here();
        await world.befall(mishap);
        const answer = await world.desk.timeline.post(anEntry(world.ticket.id));
        expect(answer.kind).toBe('unknown');
        expect(await found(world)).toHaveLength(1);
      },
    );

    it('says unknown (failed-before), and finds that it was not done', async () => {
      const world = here();
      await world.befall('failed-before');
      expect((await world.desk.timeline.post(anEntry(world.ticket.id))).kind).toBe('unknown');
      expect(await found(world)).toEqual([]);
    });

    it('makes the call once and no second time by itself', async () => {
      const world = here();
      await world.befall('lost');
      const before = await world.callsSoFar();
      await world.desk.timeline.post(anEntry(world.ticket.id));
      expect((await world.callsSoFar()) - before).toBe(1);
    });
  });

  describe('when the answer to something repeatable is missing', () => {
    it.each(['lost', 'failed-after', 'failed-before', 'unreadable'] as const)(
      'may be repeated until it is done (%s)',
      async (mishap) => {
        const world = here();
        const id = await posted(world);
        const changed = anEntry(world.ticket.id, { paragraphs: ['Changed'] });
        await world.befall(mishap);
        expect((await world.desk.timeline.update(id, changed)).kind).not.toBe('done');
        expect(await world.desk.timeline.update(id, changed)).toEqual({ kind: 'done', value: null });
        expect(await world.entries(world.ticket.id)).toHaveLength(1);
      },
    );
  });

  describe('when it certainly did not happen', () => {
    it('names the moment to try again, when there were too many calls', async () => {
      const world = here();
      await world.befall('limited');
      const answer = await world.desk.timeline.post(anEntry(world.ticket.id));
      expect(answer).toMatchObject({ kind: 'not-done', retry: { when: 'at' }, because: { code: 'rate-limited' } });
      const at = answer.kind === 'not-done' && answer.retry.when === 'at' ? answer.retry.at : 0;
      expect(at).toBeGreaterThan(world.now());
      expect(at).toBeLessThanOrEqual(world.now() + 3_600_000);
      expect(world.desk.budget.take(world.now())).not.toBeNull();
      expect(await world.entries(world.ticket.id)).toEqual([]);
    });

    it('stops until somebody mends them, when the credentials are refused', async () => {
      const { desk, ticket, refuseCredentials } = here();
      await refuseCredentials();
      const stopped = {
        kind: 'not-done',
        retry: { when: 'after-reconnect' },
        because: { code: 'credentials-refused' },
      };
      expect(await desk.timeline.post(anEntry(ticket.id))).toMatchObject(stopped);
      expect(await desk.timeline.find(ticket.id, 'RS-000123-07-K7QX', 0)).toMatchObject(stopped);
      expect(await desk.tickets.findTicket(ticket.id)).toMatchObject(stopped);
    });

    it('tries again soon, when nobody listens', async () => {
      const { desk, ticket, goAway } = here();
      await goAway();
      const soon = { kind: 'not-done', retry: { when: 'soon' }, because: { code: 'unreachable' } };
      // The repeatable call first: a connection left over from before may break under it, which would be no certain "not done".
      expect(await desk.tickets.findTicket(ticket.id)).toMatchObject(soon);
      expect(await desk.timeline.post(anEntry(ticket.id))).toMatchObject(soon);
    });
  });

  describe('the budget of calls', () => {
    it('gives a call at once, and names a later moment when it is used up', () => {
      const { desk, now } = here();
      const at = now();
      expect(desk.budget.take(at)).toBeNull();
      let later: number | null = null;
      for (let call = 0; call < 100_000 && later === null; call += 1) later = desk.budget.take(at);
      expect(later).not.toBeNull();
      expect(later ?? 0).toBeGreaterThan(at);
      expect(desk.budget.take(later ?? 0)).toBeNull();
    });
  });
}
