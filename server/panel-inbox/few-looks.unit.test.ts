import { describe, expect, it } from '@jest/globals';
import { aPress, inboxWorld, type InboxWorld } from '../../test/panel-inbox/inbox-world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** A world whose worker made its first poll. */
async function started(): Promise<InboxWorld> {
  const world = inboxWorld();
  world.worker();
  await world.pass(0);
  return world;
}

describe('A look that a ring brought and that found a press', () => {
  const rungPress = async (world: InboxWorld, id: string): Promise<number> => {
    world.now.waiting = [aPress(id)];
    await world.worker().ring();
    await world.pass(SECOND);
    return world.polls.at(-1) ?? 0;
  };
  const after = (world: InboxWorld, rungAt: number) => world.polls.filter((at) => at > rungAt).map((at) => at - rungAt);

  it('spares the next look when the press before was rung for too: nobody need ask as often', async () => {
    const world = await started();
    await world.pass(7 * SECOND);
    await rungPress(world, 'c1');
    await world.pass(5 * SECOND);
    const rungAt = await rungPress(world, 'c2');
    expect(world.settled).toHaveLength(2);
    await world.pass(MINUTE);
    expect(after(world, rungAt)).toEqual([30 * SECOND, 45 * SECOND, 60 * SECOND]);
  });

  it('alone spares none: it may have been rung for something else, and the next press waits no longer than without a ring', async () => {
    const world = await started();
    await world.pass(7 * SECOND);
    const rungAt = await rungPress(world, 'c1');
    await world.pass(MINUTE);
    expect(after(world, rungAt)[0]).toBe(15 * SECOND);
  });

  it('spares none any more once a press came without its ring', async () => {
    const world = await started();
    await world.pass(7 * SECOND);
    await rungPress(world, 'c1');
    await rungPress(world, 'c2');
    world.now.waiting = [aPress('c3')];
    await world.pass(40 * SECOND);
    expect(world.settled).toHaveLength(3);
    const rungAt = await rungPress(world, 'c4');
    await world.pass(MINUTE);
    expect(after(world, rungAt)[0]).toBeLessThanOrEqual(15 * SECOND);
  });
});

describe('Tickets with an active request', () => {
  it('are followed at the moment of a look for commands, so that both can be one call', async () => {
    const world = await started();
    world.now.activeTickets = ['5001'];
    await world.pass(10 * MINUTE);
    expect(world.follows.length).toBeGreaterThanOrEqual(9);
    expect(world.polls).toEqual(expect.arrayContaining(world.follows));
  });
});

describe('Looks that find presses for which nobody rang', () => {
  it('are paid from what was saved: a day full of presses is asked no more often than an idle one, but for that', async () => {
    const world = await started();
    for (let index = 0; index < 1440; index += 1) {
      world.now.waiting = [...world.now.waiting, aPress(`c${index}`)];
      await world.pass(MINUTE);
    }
    expect(world.settled).toHaveLength(1440);
    expect(world.polls.length).toBeLessThan(6000);
  });
});
