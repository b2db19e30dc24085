import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { watchWorld, type WatchWorld } from './watch-world.ts';

const MINUTE = 60_000;

let world: WatchWorld;
beforeEach(async () => {
  world = await watchWorld();
});
afterEach(() => world.close());

describe('after an agent launched', () => {
  it('a session of his device with the end user’s becomes that of the request, start and end by AnyDesk’s record', async () => {
    const { id } = await world.launched();
    const sid = await world.session();
    await world.poll();
    expect(await world.request(id)).toMatchObject({
      status: 'Connected',
      session: { source: 'remote-tool', externalId: `${world.accountId}/${sid}`, agent: { name: 'Anna Ng' } },
    });
    await world.later(7 * MINUTE);
    await world.desk.end('agent');
    await world.poll();
    const after = await world.request(id);
    expect(after).toMatchObject({ status: 'Ready', sessions: { count: 1, estimated: false } });
    expect(Math.abs(after.sessions.totalMs - 7 * MINUTE)).toBeLessThan(2000);
    expect((await world.log(id)).slice(-2)).toEqual(['session-started (remote-tool)', 'session-ended (remote-tool)']);
  });
});
