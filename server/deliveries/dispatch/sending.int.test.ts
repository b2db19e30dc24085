import { describe, expect, it } from '@jest/globals';
import { held, worldsOfThisFile } from '../../../test/deliveries/given-kind.ts';
import { DONE } from '../../../test/deliveries/scripted-kind.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const given = worldsOfThisFile();

describe('when the other side is well', () => {
  it('a delivery is sent once, and what the other side calls it is kept', async () => {
    const { world, sends, ends } = await given();
    await world.enqueue({ id: 'a' });
    world.dispatcher.wake();
    await world.quiet();
    expect(sends.map(({ id }) => id)).toEqual(['a']);
    expect(await world.delivery('a')).toMatchObject({ state: 'done', remoteId: 'remote-1', attempts: 1 });
    expect(ends).toEqual([{ id: 'a', state: 'done' }]);
    await world.advance(HOUR);
    expect(sends).toHaveLength(1);
  });

  it('a delivery is durably being attempted before it is sent', async () => {
    const seen: string[] = [];
    const { world } = await given({
      reply: async ({ id }) => {
        seen.push((await world.delivery(id)).state);
        return DONE;
      },
    });
    await world.enqueue({ id: 'a' });
    world.dispatcher.wake();
    await world.quiet();
    expect(seen).toEqual(['attempting']);
  });

  it('deliveries of one lane go one at a time, in order', async () => {
    const first = held();
    const { world, sends, sent } = await given({ reply: ({ id }) => (id === 'a' ? first.promise : DONE) });
    await world.enqueue({ id: 'a', lane: 'ticket' }, { id: 'b', lane: 'ticket' }, { id: 'c', lane: 'ticket' });
    await world.enqueue({ id: 'elsewhere' });
    world.dispatcher.wake();
    await sent('elsewhere');
    expect(sends.map(({ id }) => id)).toEqual(['a', 'elsewhere']);
    first.answer(DONE);
    await world.quiet();
    expect(sends.map(({ id }) => id)).toEqual(['a', 'elsewhere', 'b', 'c']);
  });

  it('a channel works on so many lanes at once and no more', async () => {
    const answers = Array.from({ length: 6 }, held);
    const { world, sends, sent } = await given({ reply: ({ id }) => answers[Number(id)]?.promise ?? DONE });
    await world.enqueue(...answers.map((_, index) => ({ id: String(index) })));
    world.dispatcher.wake();
    await sent('3');
    expect(sends).toHaveLength(4);
    answers[2]?.answer(DONE);
    await sent('4');
    expect(sends.map(({ id }) => id)).toEqual(['0', '1', '2', '3', '4']);
    for (const { answer } of answers) answer(DONE);
    await world.quiet();
    expect(sends).toHaveLength(6);
  });

  it('a channel that hangs delays no other', async () => {
    const never = held();
    const { world, sent } = await given({
      reply: ({ delivery }) => (delivery.channel === 'desk:slow' ? never.promise : DONE),
    });
    await world.enqueue(...Array.from({ length: 8 }, () => ({ channel: 'desk:slow' })));
    await world.enqueue({ id: 'a', channel: 'desk:other' });
    world.dispatcher.wake();
    await sent('a');
    never.answer(DONE);
    await world.quiet();
  });

  it('a delivery that is not due yet waits, and holds up nobody of its lane', async () => {
    const { world, sends } = await given();
    await world.enqueue({ id: 'later', lane: 'ticket', notBefore: world.time.clock.now() + MINUTE });
    await world.enqueue({ id: 'now', lane: 'ticket' });
    world.dispatcher.wake();
    await world.quiet();
    expect(sends.map(({ id }) => id)).toEqual(['now']);
    await world.advance(MINUTE - 1);
    expect(sends).toHaveLength(1);
    await world.advance(1);
    expect(sends.map(({ id }) => id)).toEqual(['now', 'later']);
  });

  it('a waiting delivery that was replaced goes once, with the newer content and at the earlier time', async () => {
    const { world, sends } = await given();
    const later = world.time.clock.now() + MINUTE;
    await world.enqueue({ id: 'first', mergeKey: 'joined', notBefore: later, payload: '"joined"' });
    await world.enqueue({ id: 'second', mergeKey: 'joined', payload: '"allowed"' });
    world.dispatcher.wake();
    await world.quiet();
    expect(sends).toMatchObject([{ id: 'first', payload: 'allowed' }]);
  });

  it('a waiting delivery that was to go at once still does, whatever less urgent took its place', async () => {
    const { world, sends } = await given();
    await world.enqueue({ id: 'first', mergeKey: 'record', payload: '"joined"' });
    await world.enqueue({
      id: 'second',
      mergeKey: 'record',
      notBefore: world.time.clock.now() + MINUTE,
      payload: '"typed"',
    });
    world.dispatcher.wake();
    await world.quiet();
    expect(sends).toMatchObject([{ id: 'first', payload: 'typed' }]);
  });

  it('idle, the database is asked at most every 15 seconds', async () => {
    const { world } = await given();
    await world.quiet();
    let looks = 0;
    for (let passed = 0; passed < 60 * SECOND;) {
      const step = world.time.next() ?? MINUTE;
      passed += step;
      looks += 1;
      await world.advance(step);
    }
    expect(looks).toBeLessThanOrEqual(4);
  });

  it('what another process wrote is found without being woken', async () => {
    const { world, sends } = await given();
    await world.quiet();
    await world.enqueue({ id: 'a' });
    await world.advance(15 * SECOND);
    expect(sends.map(({ id }) => id)).toEqual(['a']);
  });
});

describe('a channel with a budget of calls', () => {
  it('waits for the moment when a call is free, and takes calls for real work only', async () => {
    let taken = 0;
    const { world, sends } = await given({
      family: {
        gate: async () => ({
          open: true,
          take: (now) => {
            if (taken === 2) return now + 20 * SECOND;
            taken += 1;
            return null;
          },
        }),
      },
    });
    await world.enqueue({ id: 'a' }, { id: 'b' }, { id: 'c' });
    world.dispatcher.wake();
    await world.quiet();
    expect(sends).toHaveLength(2);
    taken = 0;
    await world.advance(19 * SECOND);
    expect(sends).toHaveLength(2);
    await world.advance(SECOND);
    expect(sends).toHaveLength(3);
    await world.advance(MINUTE);
    expect(taken).toBe(1);
  });

  it('pauses with the reason while there is nothing to send through', async () => {
    let isConnected = false;
    const { world, sends } = await given({
      family: {
        gate: async () =>
          isConnected ? { open: true, take: () => null } : { open: false, because: 'The help desk is not connected.' },
      },
    });
    await world.enqueue({ id: 'a' });
    world.dispatcher.wake();
    await world.quiet();
    expect(await world.deliveries.pauses.list()).toMatchObject([{ reason: 'The help desk is not connected.' }]);
    expect(await world.delivery('a')).toMatchObject({ state: 'pending', attempts: 0 });
    isConnected = true;
    await world.dispatcher.resume('desk:acme');
    await world.quiet();
    expect(sends).toHaveLength(1);
  });
});

describe('stopping', () => {
  it('finishes what is in flight, writes its answer down and begins nothing new', async () => {
    const first = held();
    const { world, sends, sent } = await given({ reply: () => first.promise, family: { lanes: 1 } });
    await world.enqueue({ id: 'a' }, { id: 'b' });
    world.dispatcher.wake();
    await sent('a');
    const stopping = world.dispatcher.stop();
    first.answer(DONE);
    await stopping;
    expect(await world.delivery('a')).toMatchObject({ state: 'done' });
    expect(sends.map(({ id }) => id)).toEqual(['a']);
  });

  it('waits ten seconds at most', async () => {
    const never = held();
    const { world, sent } = await given({ reply: () => never.promise });
    await world.enqueue({ id: 'a' });
    world.dispatcher.wake();
    await sent('a');
    const stopping = world.dispatcher.stop();
    await world.time.advance(10 * SECOND, async () => undefined);
    await stopping;
    expect(await world.delivery('a')).toMatchObject({ state: 'attempting' });
    never.answer(DONE);
    await world.dispatcher.quiet();
  });
});
