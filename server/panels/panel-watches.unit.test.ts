import { describe, expect, it } from '@jest/globals';
import { type ManualTime, manualTime } from '../../test/deliveries/manual-time.ts';
import { createLiveUpdates } from '../live/live-updates.ts';
import type { Look } from './look.ts';
import { createPanelWatches, type WatchAsked, type WatchEnd } from './panel-watches.ts';

const HOLD_MS = 12_000;
const atRest = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** Watches over a world in which a test says what there is to find. */
function aWorld() {
  const time: ManualTime = manualTime(1_000_000_000);
  const live = createLiveUpdates();
  const learned = new Set<(installationId: string, ticketId: string) => void>();
  const watches = createPanelWatches({
    ...time,
    live,
    onLearned: (listener) => {
      learned.add(listener);
      return () => learned.delete(listener);
    },
  });
  const world = { news: false, waitsFor: 'changes' as Look<number>['waitsFor'], looks: 0, fails: false };
  const look = async (): Promise<Look<number>> => {
    world.looks += 1;
    if (world.fails) throw new Error('the database is away');
    return { news: world.news, waitsFor: world.waitsFor, answer: world.looks };
  };
  const watch = (over: Partial<WatchAsked<number>> = {}) => {
    const seen: { end: WatchEnd<number> | null; failed: boolean } = { end: null, failed: false };
    watches
      .watch({
        installationId: 'acme',
        tickets: new Set(['7']),
        person: 'mara',
        panel: 'one',
        holdMs: HOLD_MS,
        gone: new AbortController().signal,
        look,
        ...over,
      })
      .then(
        (end) => (seen.end = end),
        () => (seen.failed = true),
      );
    return seen;
  };
  const change = (installationId: string, ticketId: string | null): void =>
    live.announce({ requestId: 'r', installationId, ticketId });
  const learn = (installationId: string, ticketId: string): void => {
    for (const listener of learned) listener(installationId, ticketId);
  };
  return { world, watches, watch, change, learn, learned, pass: (ms: number) => time.advance(ms, atRest) };
}

const answered = (answer: number, afterMs: number | null) => ({
  kind: 'answered',
  answer,
  askAgain: afterMs === null ? null : { afterMs },
});

describe('A call that watches', () => {
  it('is answered at once when there is news already', async () => {
    const { world, watch, pass } = aWorld();
    world.news = true;
    const call = watch();
    await pass(0);
    expect(call.end).toEqual(answered(1, 0));
  });

  it('is answered at once, and not asked to come again, when nothing is going on', async () => {
    const { world, watch, pass } = aWorld();
    world.waitsFor = 'nothing';
    const call = watch();
    await pass(0);
    expect(call.end).toEqual(answered(1, null));
  });

  it('is held until its ticket changes', async () => {
    const { world, watch, change, pass } = aWorld();
    const call = watch();
    await pass(5000);
    expect([call.end, world.looks]).toEqual([null, 1]);
    world.news = true;
    change('acme', '7');
    await pass(0);
    expect(call.end).toEqual(answered(2, 0));
  });

  it('is held until something is learned of its ticket', async () => {
    const { world, watch, learn, pass } = aWorld();
    world.waitsFor = 'knowledge';
    const call = watch();
    await pass(5000);
    world.news = true;
    learn('acme', '7');
    await pass(0);
    expect(call.end).toEqual(answered(2, 0));
  });

  it('looks at nothing because of other tickets, other accounts and requests without a ticket', async () => {
    const { world, watch, change, learn, pass } = aWorld();
    watch();
    change('acme', '8');
    change('other', '7');
    change('acme', null);
    learn('other', '7');
    await pass(5000);
    expect(world.looks).toBe(1);
  });

  it('misses no change that comes while it looks', async () => {
    const { world, watch, change, pass } = aWorld();
    const call = watch({
      look: async () => {
        world.looks += 1;
        if (world.looks === 1) change('acme', '7');
        return { news: world.looks === 2, waitsFor: 'changes', answer: world.looks };
      },
    });
    await pass(0);
    expect(call.end).toEqual(answered(2, 0));
  });

  it('is answered when its time is over, after a last look', async () => {
    const { watch, pass } = aWorld();
    const call = watch();
    await pass(HOLD_MS - 1);
    expect(call.end).toBeNull();
    await pass(1);
    expect(call.end).toEqual(answered(2, 0));
  });

  it('comes again only after a while when the help desk told nothing', async () => {
    const { world, watch, pass } = aWorld();
    world.waitsFor = 'knowledge';
    const call = watch();
    await pass(HOLD_MS);
    expect(call.end).toEqual(answered(2, 30_000));
  });

  it('ends without an answer when its caller goes away, and listens to nothing any more', async () => {
    const { watch, pass, learned } = aWorld();
    const gone = new AbortController();
    const call = watch({ gone: gone.signal });
    await pass(1000);
    gone.abort();
    await pass(0);
    expect([call.end, learned.size]).toEqual([{ kind: 'gone' }, 0]);
  });

  it('fails with its look, and listens to nothing any more', async () => {
    const { world, watch, change, pass, learned } = aWorld();
    const call = watch();
    await pass(1000);
    world.fails = true;
    change('acme', '7');
    await pass(0);
    expect([call.failed, learned.size]).toEqual([true, 0]);
  });

  it('is not held when this process holds five hundred', async () => {
    const { watch, pass } = aWorld();
    for (let n = 0; n < 500; n += 1) watch({ person: `agent ${n}` });
    await pass(0);
    const call = watch({ person: 'one more' });
    await pass(0);
    expect(call.end).toEqual({ kind: 'full' });
  });
});

describe('When the server stops', () => {
  it('every held call is answered, and comes again when the next process is up', async () => {
    const { watch, watches, pass } = aWorld();
    const calls = [watch(), watch({ person: 'jun' })];
    await pass(1000);
    watches.stop();
    await pass(0);
    expect(calls.map(({ end }) => end)).toEqual([answered(3, 3000), answered(4, 3000)]);
  });

  it('who comes now is not held', async () => {
    const { watch, watches, pass } = aWorld();
    watches.stop();
    const call = watch();
    await pass(0);
    expect(call.end).toMatchObject({ kind: 'answered', askAgain: { afterMs: 3000 } });
  });
});

describe('A panel that opens', () => {
  it('may watch at once, and the call is kept for it until its person calls', async () => {
    const { watches, watch, world, pass } = aWorld();
    const opened = Array.from({ length: 41 }, (_, n) => watches.begin('acme', `agent ${n}`).afterMs);
    expect([opened[39], opened[40]]).toEqual([0, 5000]);
    world.news = true;
    const call = watch({ person: 'agent 40' });
    await pass(0);
    expect(call.end?.kind).toBe('answered');
  });

  it('of a person whose browser watches already takes no place from others', async () => {
    const { watches, watch, pass } = aWorld();
    watch();
    await pass(0);
    for (let n = 0; n < 50; n += 1) watches.begin('acme', 'mara');
    expect(watches.begin('acme', 'jun').afterMs).toBe(0);
  });

  it('of another account is not held up by a crowd', () => {
    const { watches } = aWorld();
    for (let n = 0; n < 60; n += 1) watches.begin('acme', `agent ${n}`);
    expect(watches.begin('other', 'jun').afterMs).toBe(0);
  });
});
