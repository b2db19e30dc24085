import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { describeClients } from './session-records-clients.ts';
import { describeRecordsInDoubt } from './session-records-doubt.ts';
import type { RecordsHere, SessionRecordsWorld } from './session-records-world.ts';

const MINUTE = 60_000;

/** What every adapter behind the port `SessionRecords` must do. `open` makes a fresh world, `close` ends it. */
export function describeSessionRecords(
  name: string,
  world: { readonly open: () => Promise<SessionRecordsWorld>; readonly close: () => Promise<void> },
): void {
  describe(`${name} as a book of sessions`, () => {
    let open: SessionRecordsWorld | null = null;
    const here: RecordsHere = () => {
      if (open === null) throw new Error('the world is not open');
      return open;
    };
    beforeEach(async () => {
      open = await world.open();
    });
    afterEach(async () => {
      open = null;
      await world.close();
    });
    describeReading(here);
    describeWriting(here);
    describeRecordsInDoubt(here);
    describeClients(here);
  });
}

const listed = async ({ records }: SessionRecordsWorld, since: number) => {
  const answer = await records.list(since);
  if (answer.kind !== 'done') throw new Error(`the list was ${answer.kind}`);
  return answer.value;
};

function describeReading(here: RecordsHere): void {
  describe.each([
    ['as usual', async () => undefined],
    ['in other forms and out of order', () => here().tellOtherwise()],
    ['by a clock that runs an hour ahead', () => here().runAhead(60 * MINUTE)],
  ])('told %s', (how, prepare) => {
    const ahead = how.includes('hour') ? 1500 : 0;
    beforeEach(async () => {
      await prepare();
    });

    it('a running session has a start, no end, and the addresses of both devices', async () => {
      const world = here();
      const startedAt = seconds(world.now() - 2 * MINUTE);
      const id = await world.happens({ from: world.agent, startedAt });
      const { sessions } = await listed(world, startedAt);
      expect(sessions).toHaveLength(1);
      expect(sessions[0]).toMatchObject({ id, from: [world.agent], state: { kind: 'running' }, comment: '' });
      expect(sessions[0]?.to).toEqual([world.recipient, world.recipientAlias]);
      expect(Math.abs((sessions[0]?.startedAt ?? 0) - startedAt)).toBeLessThanOrEqual(ahead);
      expect(await world.records.find(id)).toEqual({ kind: 'done', value: sessions[0] });
    });

    it('a session that is over has its end', async () => {
      const world = here();
      const startedAt = seconds(world.now() - 9 * MINUTE);
      const endedAt = startedAt + 7 * MINUTE;
      const id = await world.happens({ from: world.agent, startedAt, endedAt, comment: 'Printer again' });
      const found = await world.records.find(id);
      expect(found).toMatchObject({ kind: 'done', value: { comment: 'Printer again', state: { kind: 'over' } } });
      const state = found.kind === 'done' ? found.value?.state : null;
      const told = state?.kind === 'over' ? (state.endedAt ?? 0) : 0;
      expect(Math.abs(told - endedAt)).toBeLessThanOrEqual(ahead);
    });

    it('sessions come oldest first, each once, and none that began before', async () => {
      const world = here();
      const from = seconds(world.now() - 60 * MINUTE);
      const ids: string[] = [];
      for (const minute of [0, 10, 20, 30, 40]) {
        const startedAt = from + minute * MINUTE;
        ids.push(await world.happens({ from: world.otherAgent, startedAt, endedAt: startedAt + MINUTE }));
      }
      const { sessions, isComplete } = await listed(world, from + 10 * MINUTE);
      expect(sessions.map(({ id }) => id)).toEqual(ids.slice(1));
      expect(isComplete).toBe(true);
    });

    it('two sessions at once are two', async () => {
      const world = here();
      const startedAt = seconds(world.now() - 5 * MINUTE);
      const first = await world.happens({ from: world.agent, startedAt });
      const second = await world.happens({ from: world.otherAgent, startedAt: startedAt + MINUTE });
      const { sessions } = await listed(world, startedAt);
      expect(sessions.map(({ id, from, state }) => [id, from[0], state.kind])).toEqual([
        [first, world.agent, 'running'],
        [second, world.otherAgent, 'running'],
      ]);
    });
  });

  it('says that rows could not be read, and reads the others', async () => {
    const world = here();
    await world.tellOtherwise();
    await world.happens({ from: world.agent, startedAt: world.now() - MINUTE });
    expect(await listed(world, 0)).toMatchObject({ unreadable: 2, sessions: [{ from: [world.agent] }] });
  });

  it('finds nothing where nothing was', async () => {
    const world = here();
    expect(await listed(world, 0)).toEqual({ sessions: [], unreadable: 0, isComplete: true });
    expect(await world.records.find('123456')).toEqual({ kind: 'done', value: null });
  });

  it.each(['', '../auth', '1/action', '1?x=1', 'a b', '1\n2', '٣'])(
    'asks nobody for a session called %j',
    async (id) => {
      const { records, asked } = here();
      const never = { kind: 'not-done', retry: { when: 'never' }, because: { code: 'invalid' } };
      expect(await records.find(id)).toMatchObject(never);
      expect(await records.comment(id, 'x')).toMatchObject(never);
      expect(await records.close(id)).toMatchObject(never);
      expect(await asked()).toEqual([]);
    },
  );
}

function describeWriting(here: RecordsHere): void {
  it('writes a comment, and the same twice is the same as once', async () => {
    const world = here();
    const id = await world.happens({ from: world.agent, startedAt: world.now() - MINUTE });
    const text = 'RS-000123 “quoted” 王小明';
    expect(await world.records.comment(id, text)).toEqual({ kind: 'done', value: null });
    expect(await world.records.comment(id, text)).toEqual({ kind: 'done', value: null });
    expect(await world.commentOf(id)).toBe(text);
  });

  it('ends a running session, and finds one that is over to be over', async () => {
    const world = here();
    const id = await world.happens({ from: world.agent, startedAt: world.now() - MINUTE });
    expect(await world.records.close(id)).toEqual({ kind: 'done', value: 'closed' });
    expect(await world.isRunning(id)).toBe(false);
    expect(await world.records.close(id)).toEqual({ kind: 'done', value: 'was-over' });
  });

  it('finds a session over that somebody ended meanwhile', async () => {
    const world = here();
    const id = await world.happens({ from: world.agent, startedAt: world.now() - MINUTE });
    await world.ends();
    expect(await world.records.close(id)).toEqual({ kind: 'done', value: 'was-over' });
    expect(await world.records.find(id)).toMatchObject({ value: { state: { kind: 'over' } } });
  });
}

const seconds = (ms: number): number => Math.floor(ms / 1000) * 1000;
