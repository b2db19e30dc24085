import { describe, expect, it } from '@jest/globals';
import type { DispatchWorld, WorldOptions } from '../../../test/deliveries/dispatch-world.ts';
import { worldsOfThisFile } from '../../../test/deliveries/given-kind.ts';
import { DONE, notDone, type Script } from '../../../test/deliveries/scripted-kind.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const given = worldsOfThisFile();

describe('when the other side certainly did not take it', () => {
  it('passing trouble is tried again with growing pauses, always under the same key', async () => {
    const { world, sends } = await given({ reply: (_, nth) => (nth < 4 ? notDone({ when: 'soon' }) : DONE) });
    await world.enqueue({ id: 'a' });
    world.dispatcher.wake();
    await world.quiet();
    const waits: number[] = [];
    while ((await world.delivery('a')).state !== 'done') {
      const { notBefore } = await world.delivery('a');
      waits.push(notBefore - world.time.clock.now());
      await world.advance(notBefore - world.time.clock.now());
    }
    // Half of 5, 10 and 20 seconds: the test's dice always show one half.
    expect(waits).toEqual([2.5 * SECOND, 5 * SECOND, 10 * SECOND]);
    expect(new Set(sends.map(({ id }) => id))).toEqual(new Set(['a']));
  });

  it('the rest of its lane waits behind it, other lanes do not', async () => {
    const { world, sends } = await given({
      reply: ({ id }, nth) => (id === 'a' && nth === 1 ? notDone({ when: 'soon' }) : DONE),
    });
    await world.enqueue({ id: 'a', lane: 'ticket' }, { id: 'b', lane: 'ticket' }, { id: 'c' });
    world.dispatcher.wake();
    await world.quiet();
    expect(sends.map(({ id }) => id)).toEqual(['a', 'c']);
    await world.advance(5 * SECOND);
    expect(sends.map(({ id }) => id)).toEqual(['a', 'c', 'a', 'b']);
  });

  it('a rate limit pauses the whole channel until the moment it named', async () => {
    const at = (world: DispatchWorld) => world.time.clock.now() + 30 * SECOND;
    const { world, sends } = await given({
      reply: (_, nth) =>
        sends.length === 1 && nth === 1 ? notDone({ when: 'at', at: at(world) }, 'rate-limited') : DONE,
      family: { lanes: 1 },
    });
    await world.enqueue({ id: 'a' }, { id: 'b' });
    world.dispatcher.wake();
    await world.quiet();
    await world.advance(29 * SECOND);
    expect(sends.map(({ id }) => id)).toEqual(['a']);
    // The moment itself and up to a fifth of the wait, so that all who were told the same do not come together.
    await world.advance(5 * SECOND);
    expect(new Set(sends.slice(1).map(({ id }) => id))).toEqual(new Set(['a', 'b']));
    expect(await world.deliveries.pauses.list()).toEqual([]);
  });

  it('an absurd moment is cut to an hour', async () => {
    const { world } = await given({
      reply: (_, nth) => (nth === 1 ? notDone({ when: 'at', at: Number.MAX_SAFE_INTEGER }) : DONE),
    });
    await world.enqueue({ id: 'a' });
    world.dispatcher.wake();
    await world.quiet();
    await world.advance(HOUR + 5 * SECOND);
    expect(await world.delivery('a')).toMatchObject({ state: 'done' });
  });

  it('what would be refused again is parked with the reason, and the next of the lane goes on', async () => {
    const { world, ends } = await given({
      reply: ({ id }) => (id === 'a' ? notDone({ when: 'never' }, 'invalid') : DONE),
    });
    await world.enqueue({ id: 'a', lane: 'ticket' }, { id: 'b', lane: 'ticket' });
    world.dispatcher.wake();
    await world.quiet();
    expect(await world.delivery('a')).toMatchObject({ state: 'parked', reason: 'It was not taken.' });
    expect(await world.delivery('b')).toMatchObject({ state: 'done' });
    expect(ends).toContainEqual({ id: 'a', state: 'parked' });
  });

  it('a system that is away for 80 hours leaves what is older than 75 parked, the rest is delivered', async () => {
    let isAway = true;
    const { world } = await given({ reply: () => (isAway ? notDone({ when: 'soon' }) : DONE) });
    await world.enqueue({ id: 'old' });
    world.dispatcher.wake();
    await world.quiet();
    await world.advance(10 * HOUR);
    await world.enqueue({ id: 'younger' });
    world.dispatcher.wake();
    await world.advance(70 * HOUR);
    isAway = false;
    await world.advance(HOUR);
    expect(await world.delivery('old')).toMatchObject({
      state: 'parked',
      reason: 'Given up after 75 hours. It was not taken.',
    });
    expect(await world.delivery('younger')).toMatchObject({ state: 'done' });
  });

  it('when a system answers again after an outage, nothing waits for its own long pause', async () => {
    let isAway = true;
    const { world } = await given({ reply: () => (isAway ? notDone({ when: 'soon' }) : DONE) });
    const names = Array.from({ length: 10 }, (_, index) => `d${String(index)}`);
    await world.enqueue(...names.map((id) => ({ id })));
    world.dispatcher.wake();
    await world.quiet();
    await world.advance(5 * HOUR);
    isAway = false;
    await world.enqueue({ id: 'new' });
    world.dispatcher.wake();
    await world.quiet();
    const states = await Promise.all(names.map(async (id) => (await world.delivery(id)).state));
    expect(new Set(states)).toEqual(new Set(['done']));
  });
});

async function refusing(options: Partial<WorldOptions> = {}) {
  let isRefusing = true;
  const script: Script = {
    reply: () => (isRefusing ? notDone({ when: 'after-reconnect' }, 'credentials-refused') : DONE),
    family: { lanes: 1 },
  };
  const scripted = await given(script, options);
  await scripted.world.enqueue({ id: 'a' }, { id: 'b' });
  scripted.world.dispatcher.wake();
  await scripted.world.quiet();
  return { ...scripted, mend: () => void (isRefusing = false) };
}

describe('when the credentials are refused', () => {
  it('the whole channel pauses, and says why', async () => {
    const { world, sends } = await refusing();
    expect(sends).toHaveLength(1);
    expect(await world.deliveries.pauses.list()).toMatchObject([{ channel: 'desk:acme', reason: 'It was not taken.' }]);
    await world.advance(4 * MINUTE);
    expect(sends).toHaveLength(1);
  });

  it('one delivery is tried every five minutes', async () => {
    const { world, sends } = await refusing();
    await world.advance(16 * MINUTE);
    expect(sends).toHaveLength(4);
  });

  it('everything goes at once when new credentials are saved', async () => {
    const { world, mend } = await refusing();
    mend();
    await world.dispatcher.resume('desk:acme');
    await world.quiet();
    expect(await world.delivery('b')).toMatchObject({ state: 'done' });
    expect(await world.deliveries.pauses.list()).toEqual([]);
  });

  it('the pause ends soon after another process was told of new credentials', async () => {
    const { world, mend } = await refusing();
    mend();
    await world.deliveries.pauses.lift('desk:acme');
    await world.advance(16 * SECOND);
    expect(await world.delivery('b')).toMatchObject({ state: 'done' });
  });

  it('nothing is given up for it, however long it takes', async () => {
    const { world, mend } = await refusing({ settings: { idlePollMs: HOUR, reconnectMs: HOUR } });
    await world.advance(80 * HOUR);
    mend();
    await world.advance(HOUR);
    expect(await world.delivery('a')).toMatchObject({ state: 'done' });
    expect(await world.delivery('b')).toMatchObject({ state: 'done' });
  });
});
