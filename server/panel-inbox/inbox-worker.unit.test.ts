import { describe, expect, it } from '@jest/globals';
import { aPress, inboxWorld, type InboxWorld, START } from '../../test/panel-inbox/inbox-world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const gaps = (times: readonly number[]): number[] => times.slice(1).map((at, index) => at - (times[index] ?? 0));
const last = (world: InboxWorld): number => world.polls.at(-1) ?? -1;

/** A world whose worker made its first poll. */
async function started(...args: Parameters<typeof inboxWorld>): Promise<InboxWorld> {
  const world = inboxWorld(...args);
  world.worker();
  await world.pass(0);
  return world;
}

describe('An org that nobody rings for', () => {
  it('is asked as often as its admin reads in the console, after a quiet night too', async () => {
    const world = await started();
    await world.pass(10 * HOUR);
    expect(new Set(gaps(world.polls))).toEqual(new Set([15 * SECOND]));
  });

  it('costs under 6,000 calls a day while it is idle, knowing its name included', async () => {
    const world = await started();
    await world.pass(24 * HOUR);
    expect(world.polls.length + world.identified.length + world.follows.length).toBeLessThan(6000);
  });

  it('is asked quickly for a minute after a press, then as usual', async () => {
    const world = await started();
    world.now.waiting = [aPress()];
    await world.pass(15 * SECOND);
    expect(world.settled).toHaveLength(1);
    await world.pass(2 * MINUTE);
    const after = gaps(world.polls.filter((at) => at >= 15 * SECOND));
    expect(after.slice(0, 12)).toEqual(Array.from({ length: 12 }, () => 5 * SECOND));
    expect(after.slice(12).every((gap) => gap === 15 * SECOND)).toBe(true);
  });

  it('is asked at the new interval once the admin changed it', async () => {
    const world = await started();
    world.now.org = { pollSeconds: 30 };
    await world.pass(2 * MINUTE);
    expect(gaps(world.polls)).toEqual([15, 30, 30, 30].map((seconds) => seconds * SECOND));
  });
});

describe('A ring', () => {
  it('is answered within a second, and the polls go on from there', async () => {
    const world = await started();
    await world.pass(7 * SECOND);
    await world.worker().ring();
    await world.pass(SECOND);
    expect(last(world)).toBe(7 * SECOND + 200);
    await world.pass(15 * SECOND);
    expect(gaps(world.polls).at(-1)).toBe(15 * SECOND);
  });

  it('while a poll is under way makes another one after it', async () => {
    const world = await started();
    const held = Promise.withResolvers<void>();
    world.now.hold = held.promise;
    await world.pass(15 * SECOND);
    await world.worker().ring();
    await world.pass(5 * SECOND);
    expect(world.polls).toHaveLength(2);
    world.now.hold = null;
    held.resolve();
    await world.pass(0);
    await world.pass(SECOND);
    expect(world.polls).toHaveLength(3);
  });

  it.each([2, 100])('%i times at once is one look', async (times) => {
    const world = await started();
    await world.pass(5 * SECOND);
    await Promise.all(Array.from({ length: times }, () => world.worker().ring()));
    await world.pass(2 * SECOND);
    expect(world.polls).toHaveLength(2);
  });

  it('where another process polls leaves word for it', async () => {
    const world = inboxWorld();
    world.now.holds = false;
    world.worker();
    await world.pass(0);
    await world.worker().ring();
    await world.pass(5 * SECOND);
    expect(world.polls).toEqual([]);
    expect(world.kept.rungAt).toBe(START);
  });
});

describe('The calls of the day', () => {
  it('used up for the most part: the org is asked once a minute, and its tickets are not followed', async () => {
    const world = await started();
    world.now.pace = 'slow';
    world.now.activeTickets = ['5001'];
    await world.pass(15 * SECOND);
    const followed = world.follows.length;
    await world.pass(5 * MINUTE);
    expect(gaps(world.polls.slice(1))).toEqual(Array.from({ length: 5 }, () => MINUTE));
    expect(world.follows).toHaveLength(followed);
  });

  it('used up: nothing is asked before the moment that was named, rings or not, and then once', async () => {
    const world = await started();
    const again = START + 20 * MINUTE;
    world.now.poll = {
      kind: 'not-done',
      retry: { when: 'at', at: again },
      because: { code: 'rate-limited', message: "Most of the org's calls of the day are used up." },
    };
    await world.pass(15 * SECOND);
    const before = world.polls.length;
    await world.pass(19 * MINUTE);
    expect(world.polls).toHaveLength(before);
    expect(world.kept.trouble).toMatch(/used up/);
    world.now.poll = null;
    await world.pass(MINUTE);
    expect(world.polls.slice(before).slice(0, 1)).toEqual([20 * MINUTE]);
    expect(world.kept.trouble).toBeNull();
  });
});

describe('A poll that fails', () => {
  it.each([
    ['whatever may have happened', { kind: 'unknown', because: 'No answer.' } as const, 'No answer.'],
    [
      'for its credentials',
      {
        kind: 'not-done',
        retry: { when: 'after-reconnect' },
        because: { code: 'credentials-refused', message: 'Refused.' },
      } as const,
      'Refused.',
    ],
  ])('%s is tried again after the usual wait, and the admin reads why', async (_what, answer, because) => {
    const world = await started();
    world.now.poll = answer;
    await world.pass(MINUTE);
    expect(new Set(gaps(world.polls))).toEqual(new Set([15 * SECOND]));
    expect(world.kept.trouble).toBe(because);
    world.now.poll = null;
    await world.pass(15 * SECOND);
    expect(world.kept.trouble).toBeNull();
  });

  it('by a fault of ours is reported, and the polls go on', async () => {
    const world = await started();
    world.now.poll = 'throws';
    await world.pass(30 * SECOND);
    expect(world.reported.length).toBeGreaterThan(0);
    world.now.poll = null;
    world.now.waiting = [aPress()];
    await world.pass(15 * SECOND);
    expect(world.settled).toHaveLength(1);
  });

  it('makes sure that it is still the same org that answers next', async () => {
    const world = await started();
    const before = world.identified.length;
    world.now.poll = { kind: 'unknown', because: 'No answer.' };
    await world.pass(15 * SECOND);
    world.now.poll = null;
    await world.pass(15 * SECOND);
    expect(world.identified.length).toBeGreaterThan(before);
  });

  it('of which the results could not be told is no reason to hurry: the same commands come again as usual', async () => {
    const world = await started();
    world.now.settle = { kind: 'unknown', because: 'The answer was lost.' };
    world.now.waiting = [aPress()];
    await world.pass(MINUTE);
    expect(new Set(gaps(world.polls))).toEqual(new Set([15 * SECOND]));
    expect(world.kept.trouble).toBe('The answer was lost.');
    world.now.settle = { kind: 'done', value: null };
    await world.pass(15 * SECOND);
    expect(world.settled.map(({ recordId }) => recordId)).toEqual(['c1']);
  });
});

describe('A full page', () => {
  it('is followed by the next one at once', async () => {
    const world = await started();
    world.now.isFull = true;
    world.now.waiting = [aPress('c1'), aPress('c2')];
    await world.worker().ring();
    await world.pass(SECOND);
    expect(world.polls).toEqual([0, SECOND, SECOND]);
  });

  it('on which nothing waits is not asked for in a hurry', async () => {
    const world = await started();
    world.now.isFull = true;
    await world.pass(MINUTE);
    expect(world.polls).toHaveLength(5);
  });

  it('of commands whose results cannot be told is not asked for in a hurry', async () => {
    const world = await started();
    world.now.isFull = true;
    world.now.waiting = [aPress()];
    world.now.settle = { kind: 'unknown', because: 'The answer was lost.' };
    await world.pass(MINUTE);
    expect(world.polls).toHaveLength(5);
  });
});

describe('Of several processes', () => {
  it('one that loses the lease in a long wait stops to listen and to poll, and begins again when it has it back', async () => {
    const world = await started({ pollSeconds: 300, listens: true });
    expect(world.bell.listeners).toHaveLength(1);
    world.now.holds = false;
    await world.pass(MINUTE);
    expect(world.bell.stopped).toBe(1);
    expect(world.worker().polls()).toBe(false);
    await world.pass(10 * MINUTE);
    expect(world.polls).toHaveLength(1);
    world.now.holds = true;
    await world.pass(10 * SECOND);
    expect(world.polls).toHaveLength(2);
    expect(world.bell.listeners).toHaveLength(2);
  });

  it('a database that is away for a while ends nothing', async () => {
    const world = await started({ pollSeconds: 300 });
    world.now.holds = 'throws';
    await world.pass(10 * MINUTE);
    world.now.holds = true;
    await world.pass(5 * MINUTE);
    expect(world.reported.length).toBeGreaterThan(0);
    expect(last(world)).toBeGreaterThan(10 * MINUTE);
  });
});

describe('Tickets with an active request', () => {
  it('are followed once a minute, and those that changed are looked at', async () => {
    const world = await started();
    world.now.activeTickets = ['5001', '5002'];
    world.now.changed = ['5002'];
    await world.pass(10 * MINUTE);
    expect(world.follows).toHaveLength(10);
    expect(new Set(world.hinted)).toEqual(new Set(['5002']));
  });

  it('are not asked about while there are none', async () => {
    const world = await started();
    await world.pass(HOUR);
    expect(world.follows).toEqual([]);
  });
});

it('An account that is not connected is not asked, and is as soon as it is mended and somebody rings', async () => {
  const world = inboxWorld();
  world.now.isConnected = false;
  world.worker();
  await world.pass(5 * MINUTE);
  expect(world.polls).toEqual([]);
  expect(world.kept.trouble).toBe('The account is not connected.');
  world.now.isConnected = true;
  await world.worker().ring();
  await world.pass(SECOND);
  expect(world.polls).toHaveLength(1);
});

it('Which org answers is asked once a day', async () => {
  const world = await started();
  await world.pass(49 * HOUR);
  expect(world.identified).toHaveLength(3);
});
