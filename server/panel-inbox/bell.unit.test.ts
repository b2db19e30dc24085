import { describe, expect, it } from '@jest/globals';
import { aPress, inboxWorld, type InboxWorld, START } from '../../test/panel-inbox/inbox-world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const HEARD = 'News of the org is heard.';

/** A worker that listens, and whose connection stands. */
async function listening(...kept: Parameters<typeof inboxWorld> extends [unknown?, ...infer Rest] ? Rest : never) {
  const world = inboxWorld({ listens: true }, ...kept);
  world.worker();
  await world.pass(0);
  bellOf(world).onState(true, HEARD);
  await world.pass(0);
  return world;
}

const bellOf = (world: InboxWorld) => {
  const bell = world.bell.listeners.at(-1);
  if (bell === undefined) throw new Error('nobody listens');
  return bell;
};
const gaps = (times: readonly number[]): number[] => times.slice(1).map((at, index) => at - (times[index] ?? 0));

describe("An org's ring that is heard", () => {
  it('brings a press at once, and its position is kept for the next start', async () => {
    const world = await listening();
    await world.pass(10 * MINUTE + 3 * SECOND);
    const before = world.polls.length;
    world.now.waiting = [aPress()];
    bellOf(world).ring('1007');
    await world.pass(SECOND);
    expect(world.settled).toHaveLength(1);
    expect(world.polls.length).toBe(before + 1);
    expect(world.kept.bellPosition).toBe('1007');
  });

  it('lets a quiet org be asked once a minute, but only after a quiet hour', async () => {
    const world = await listening();
    await world.pass(3 * HOUR);
    const asked = gaps(world.polls.filter((at) => at <= HOUR));
    const quiet = gaps(world.polls.filter((at) => at > HOUR + MINUTE));
    expect(asked.every((gap) => gap === 15 * SECOND)).toBe(true);
    expect(quiet.every((gap) => gap === MINUTE)).toBe(true);
  });

  it('does not: not while a request is active', async () => {
    const world = await listening();
    world.now.activeTickets = ['5001'];
    await world.pass(3 * HOUR);
    expect(gaps(world.polls).every((gap) => gap === 15 * SECOND)).toBe(true);
  });

  it('is told to the admin, since when', async () => {
    const world = await listening();
    expect(world.kept.bell).toEqual({ isHeard: true, because: HEARD, since: START });
  });
});

describe("An org's ring that is lost", () => {
  it('in a quiet night: the org is asked as usual from that moment on, and the admin reads why', async () => {
    const world = await listening();
    await world.pass(3 * HOUR + 10 * SECOND);
    const before = world.polls.length;
    bellOf(world).onState(false, 'Nothing more was heard.');
    await world.pass(15 * SECOND);
    expect(world.polls.length).toBe(before + 1);
    await world.pass(5 * MINUTE);
    expect(gaps(world.polls.slice(before)).every((gap) => gap === 15 * SECOND)).toBe(true);
    expect(world.kept.bell).toMatchObject({ isHeard: false, because: 'Nothing more was heard.' });
  });

  it('is not told again and again while it fails for the same reason', async () => {
    const world = await listening();
    bellOf(world).onState(false, 'Refused.');
    await world.pass(MINUTE);
    const first = world.kept.bell;
    bellOf(world).onState(false, 'Refused.');
    await world.pass(MINUTE);
    expect(world.kept.bell).toBe(first);
  });

  it('without a word, so that a press came without it: the org is asked as usual until it rings again', async () => {
    const world = await listening();
    await world.pass(3 * HOUR);
    world.now.waiting = [aPress()];
    await world.pass(MINUTE);
    expect(world.settled).toHaveLength(1);
    expect(world.kept.bell?.isHeard).toBe(false);
    expect(world.kept.bell?.because).toMatch(/flow of the doorbell/);
    const silent = world.polls.length;
    await world.pass(5 * HOUR);
    expect(Math.max(...gaps(world.polls.slice(silent)))).toBe(15 * SECOND);
    bellOf(world).ring('1008');
    await world.pass(2 * HOUR);
    expect(world.kept.bell?.isHeard).toBe(true);
    expect(gaps(world.polls).at(-1)).toBe(MINUTE);
  });

  it('where rings come by the webhook nobody says that the stream is deaf', async () => {
    const world = await listening();
    world.now.waiting = [aPress()];
    await world.worker().ring();
    await world.pass(SECOND);
    expect(world.settled).toHaveLength(1);
    expect(world.kept.bell?.isHeard).toBe(true);
  });
});

describe('Listening', () => {
  it('begins where an earlier start had stopped, and what that heard is no news', async () => {
    const world = inboxWorld(
      { listens: true },
      { bellPosition: '1006', bell: { isHeard: true, because: HEARD, since: 1 } },
    );
    world.worker();
    await world.pass(0);
    expect(bellOf(world).position).toBe('1006');
    expect(world.kept.bell).toBeNull();
  });

  it('ends when the admin no longer wishes it, and then nothing is said of it', async () => {
    const world = await listening();
    world.now.org = { listens: false };
    await world.pass(15 * SECOND);
    expect(world.bell.stopped).toBe(1);
    expect(world.kept.bell).toBeNull();
    bellOf(world).onState(true, HEARD);
    bellOf(world).ring('9');
    await world.pass(SECOND);
    expect(world.kept.bell).toBeNull();
    expect(world.polls.at(-1)).toBe(15 * SECOND);
  });

  it('does not begin any more when the worker is stopped in its first turn', async () => {
    const world = inboxWorld({ listens: true });
    const stopped = world.worker().stop();
    await world.pass(0);
    await stopped;
    expect(world.bell.listeners.length).toBe(world.bell.stopped);
  });

  it('ends with the worker, which waits for it', async () => {
    const world = await listening();
    const stopped = world.worker().stop();
    await world.pass(0);
    await stopped;
    expect(world.bell.stopped).toBe(1);
    const { polls } = world;
    const before = polls.length;
    await world.pass(HOUR);
    expect(polls).toHaveLength(before);
  });
});
