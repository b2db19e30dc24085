import { describe, expect, it } from '@jest/globals';
import { held, worldsOfThisFile } from '../../../test/deliveries/given-kind.ts';
import { DONE, scriptedKind, SETTLE_MS, type Script } from '../../../test/deliveries/scripted-kind.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const given = worldsOfThisFile();

async function dyingAfterSend(look: Script['look']) {
  const never = held();
  const { world, sent } = await given({ reply: () => never.promise, ...(look === undefined ? {} : { look }) });
  await world.enqueue({ id: 'a', lane: 'ticket' }, { id: 'b', lane: 'ticket' });
  world.dispatcher.wake();
  await sent('a');
  // From here on the first process is dead: it wakes up no more, and its answer never comes.
  world.time.forget();
  const next = scriptedKind(look === undefined ? {} : { look });
  return { world, next, answer: never.answer };
}

describe('when the process dies between sending and writing down the answer', () => {
  it('the next process looks before it sends', async () => {
    const { world, next, answer } = await dyingAfterSend(() => ({ kind: 'done', value: { found: 'remote-3' } }));
    const dispatcher = world.another({ kinds: [next.kind] });
    await dispatcher.quiet();
    expect(await world.delivery('a')).toMatchObject({ state: 'unknown' });
    await world.time.advance(SETTLE_MS, () => dispatcher.quiet());
    expect(next.sends.map(({ id }) => id)).toEqual(['b']);
    expect(await world.delivery('a')).toMatchObject({ state: 'done', remoteId: 'remote-3' });
    answer(DONE);
  });

  it('a mail is sent again after a pause: both copies carry one Message-ID', async () => {
    const { world, next, answer } = await dyingAfterSend(undefined);
    const dispatcher = world.another({ kinds: [next.kind] });
    await dispatcher.quiet();
    await world.time.advance(5 * SECOND, () => dispatcher.quiet());
    expect(next.sends.map(({ id }) => id)).toEqual(['a', 'b']);
    answer(DONE);
  });

  it('an answer that comes after all is still believed', async () => {
    const { world, next, answer } = await dyingAfterSend(() => ({ kind: 'done', value: 'absent' }));
    const dispatcher = world.another({ kinds: [next.kind] });
    await dispatcher.quiet();
    answer({ kind: 'done', value: { remoteId: 'late' } });
    await world.dispatcher.quiet();
    expect(await world.delivery('a')).toMatchObject({ state: 'done', remoteId: 'late' });
    await world.time.advance(SETTLE_MS, () => dispatcher.quiet());
    expect([...next.sends].map(({ id }) => id)).not.toContain('a');
  });
});

describe('several processes', () => {
  it('only the holder of the lease serves a channel; the other takes over when the lease has run out', async () => {
    const never = held();
    const { world, sent } = await given({
      reply: () => never.promise,
      look: () => ({ kind: 'done', value: 'absent' }),
    });
    await world.enqueue({ id: 'a' });
    world.dispatcher.wake();
    await sent('a');
    const other = scriptedKind({ look: () => ({ kind: 'done', value: 'absent' }) });
    const dispatcher = world.another({ kinds: [other.kind], owner: 'other' });
    await world.enqueue({ id: 'b' });
    dispatcher.wake();
    await dispatcher.quiet();
    expect(other.sends).toEqual([]);
    // The first process was stopped: its timers do not fire, its lease runs out.
    world.time.jump(3 * MINUTE);
    dispatcher.wake();
    await dispatcher.quiet();
    await world.time.advance(SETTLE_MS, () => dispatcher.quiet());
    expect(other.sends.map(({ id }) => id).toSorted()).toEqual(['a', 'b']);
    never.answer(DONE);
  });

  it('a process that was stopped past its lease sends nothing when it goes on', async () => {
    const { world } = await given({ name: 'another' });
    const stopped = scriptedKind({
      family: {
        gate: async () => ({
          open: true,
          take: () => {
            // Stopped here for five minutes: after the claim was decided on and before the first byte.
            world.time.jump(5 * MINUTE);
            return null;
          },
        }),
      },
    });
    const dispatcher = world.another({ kinds: [stopped.kind] });
    await world.enqueue({ id: 'a' });
    dispatcher.wake();
    await dispatcher.quiet();
    expect(stopped.sends).toEqual([]);
    expect(await world.delivery('a')).toMatchObject({ state: 'pending' });
  });
});
