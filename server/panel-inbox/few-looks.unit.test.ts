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
  it('spares the next look: rings come in, so nobody need ask as often', async () => {
    const world = await started();
    await world.pass(7 * SECOND);
    world.now.waiting = [aPress()];
    await world.worker().ring();
    await world.pass(SECOND);
    expect(world.settled).toHaveLength(1);
    const rungAt = world.polls.at(-1) ?? 0;
    await world.pass(MINUTE);
    expect(world.polls.filter((at) => at > rungAt).map((at) => at - rungAt)).toEqual([
      30 * SECOND,
      45 * SECOND,
      60 * SECOND,
    ]);
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
