import { describe, expect, it } from '@jest/globals';
import type { RecordsHere, SessionRecordsWorld } from './session-records-world.ts';

const running = (world: SessionRecordsWorld): Promise<string> =>
  world.happens({ from: world.agent, startedAt: world.now() - 60_000 });

/** Part of the contract of `SessionRecords`: what may have happened, what certainly did not, and what that means. */
export function describeRecordsInDoubt(here: RecordsHere): void {
  describe('when the answer is missing', () => {
    it('says unknown of ending a session (lost), and finds that it ended', async () => {
      const world = here();
      const id = await running(world);
      await world.befall('lost');
      expect((await world.records.close(id)).kind).toBe('unknown');
      expect(await world.records.find(id)).toMatchObject({ kind: 'done', value: { state: { kind: 'over' } } });
    });

    it('says unknown of ending a session (slow), which may still come true later', async () => {
      const world = here();
      const id = await running(world);
      await world.befall('slow');
      expect((await world.records.close(id)).kind).toBe('unknown');
    });

    it('says unknown of ending a session (foreign-page), and finds that it still runs', async () => {
      const world = here();
      const id = await running(world);
      await world.befall('foreign-page');
      expect((await world.records.close(id)).kind).toBe('unknown');
      expect(await world.records.find(id)).toMatchObject({ kind: 'done', value: { state: { kind: 'running' } } });
    });

    it.each(['lost', 'slow', 'foreign-page', 'server-error'] as const)(
      'says unknown of a comment (%s)',
      async (mishap) => {
        const world = here();
        const id = await running(world);
        await world.befall(mishap);
        expect((await world.records.comment(id, 'x')).kind).toBe('unknown');
      },
    );

    it.each(['lost', 'slow', 'foreign-page', 'server-error'] as const)(
      'never says what it does not know of a session (%s): reading may be tried again soon',
      async (mishap) => {
        const world = here();
        const id = await running(world);
        const soon = { kind: 'not-done', retry: { when: 'soon' }, because: { code: 'unreachable' } };
        await world.befall(mishap);
        expect(await world.records.list(0)).toMatchObject(soon);
        await world.befall(mishap);
        expect(await world.records.find(id)).toMatchObject(soon);
      },
    );

    it('makes the call once and no second time by itself', async () => {
      const world = here();
      const id = await running(world);
      await world.befall('lost');
      const before = (await world.asked()).length;
      await world.records.close(id);
      expect((await world.asked()).length - before).toBe(1);
    });
  });

  describe('when it certainly did not happen', () => {
    it('says that the licence does not permit it', async () => {
      const world = here();
      const id = await running(world);
      await world.befall('not-permitted');
      const refused = { kind: 'not-done', retry: { when: 'never' }, because: { code: 'not-permitted' } };
      expect(await world.records.close(id)).toMatchObject(refused);
      expect(await world.isRunning(id)).toBe(true);
    });

    it('stops until somebody mends them, when the credentials are refused', async () => {
      const world = here();
      const id = await running(world);
      await world.refuseCredentials();
      const stopped = {
        kind: 'not-done',
        retry: { when: 'after-reconnect' },
        because: { code: 'credentials-refused' },
      };
      expect(await world.records.list(0)).toMatchObject(stopped);
      expect(await world.records.close(id)).toMatchObject(stopped);
      expect(await world.records.comment(id, 'x')).toMatchObject(stopped);
      expect(await world.records.verify([])).toEqual([
        expect.objectContaining({ check: 'credentials', level: 'problem' }),
        expect.anything(),
      ]);
    });

    it('tries again soon, when the port is blocked', async () => {
      const world = here();
      await world.goAway();
      const soon = { kind: 'not-done', retry: { when: 'soon' }, because: { code: 'unreachable' } };
      expect(await world.records.list(0)).toMatchObject(soon);
      expect(await world.records.comment('1', 'x')).toMatchObject(soon);
      expect(await world.records.close('1')).toMatchObject(soon);
    });
  });

  it('asks one thing at a time, however many ask', async () => {
    const world = here();
    const id = await running(world);
    const answers = await Promise.all([world.records.find(id), world.records.close(id), world.records.find(id)]);
    expect(answers).toMatchObject([
      { value: { state: { kind: 'running' } } },
      { value: 'closed' },
      { value: { state: { kind: 'over' } } },
    ]);
  });
}
