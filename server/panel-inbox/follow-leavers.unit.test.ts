import { describe, expect, it } from '@jest/globals';
import { inboxWorld } from '../../test/panel-inbox/inbox-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('Agents with an active request', () => {
  it('are asked about once an hour, and those who left hand their requests back', async () => {
    const world = inboxWorld();
    world.worker();
    await world.pass(0);
    Object.assign(world.now, { activeTickets: ['5001'], assignees: ['0051', '0052'] });
    await world.pass(90 * MINUTE);
    expect(world.leavers.asked.map(([, ids]) => ids)).toEqual([
      ['0051', '0052'],
      ['0051', '0052'],
    ]);
    expect(world.leavers.handedBack).toEqual([]);
    world.now.left = ['0052'];
    await world.pass(HOUR);
    expect(world.leavers.handedBack).toEqual(['0052']);
  });

  it('are not asked about while few calls are left, nor while there are none', async () => {
    const world = inboxWorld();
    world.worker();
    await world.pass(0);
    Object.assign(world.now, { activeTickets: ['5001'], pace: 'slow', assignees: ['0051'] });
    await world.pass(10 * MINUTE);
    const early = world.leavers.asked.length;
    await world.pass(2 * HOUR);
    expect(world.leavers.asked).toHaveLength(early);
    Object.assign(world.now, { pace: 'usual', assignees: [] });
    await world.pass(2 * HOUR);
    expect(world.leavers.asked).toHaveLength(early);
  });
});
