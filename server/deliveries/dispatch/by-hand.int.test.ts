import { describe, expect, it } from '@jest/globals';
import { worldsOfThisFile } from '../../../test/deliveries/given-kind.ts';
import { DONE, notDone, SETTLE_MS, UNKNOWN } from '../../../test/deliveries/scripted-kind.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const given = worldsOfThisFile();

describe('resending by hand', () => {
  it('sends a parked delivery again under its own key', async () => {
    const { world, sends } = await given({
      reply: (_, nth) => (nth === 1 ? notDone({ when: 'never' }, 'not-found') : DONE),
    });
    await world.enqueue({ id: 'a' });
    world.dispatcher.wake();
    await world.quiet();
    expect(await world.dispatcher.resend('a')).toBe('queued');
    await world.quiet();
    expect(sends.map(({ id }) => id)).toEqual(['a', 'a']);
    expect(await world.delivery('a')).toMatchObject({ state: 'done', reason: null });
  });

  it('looks first when it was ever in doubt', async () => {
    const { world, sends, looks } = await given({
      reply: () => UNKNOWN,
      look: (_, nth) =>
        nth === 1 ? notDone({ when: 'never' }, 'not-permitted') : { kind: 'done', value: { found: 'r' } },
    });
    await world.enqueue({ id: 'a' });
    world.dispatcher.wake();
    await world.quiet();
    await world.advance(SETTLE_MS);
    expect(await world.delivery('a')).toMatchObject({ state: 'parked' });
    await world.dispatcher.resend('a');
    await world.quiet();
    expect(looks).toHaveLength(2);
    expect(sends).toHaveLength(1);
    expect(await world.delivery('a')).toMatchObject({ state: 'done', remoteId: 'r' });
  });

  it('gives it as much patience as a new one', async () => {
    const { world } = await given({
      reply: (_, nth) => (nth === 1 ? notDone({ when: 'never' }) : nth < 4 ? notDone({ when: 'soon' }) : DONE),
    });
    await world.enqueue({ id: 'a' });
    world.dispatcher.wake();
    await world.quiet();
    await world.advance(100 * HOUR);
    await world.dispatcher.resend('a');
    await world.quiet();
    await world.advance(MINUTE);
    expect(await world.delivery('a')).toMatchObject({ state: 'done' });
  });

  it('sends every parked one of a channel', async () => {
    const { world } = await given({ reply: (_, nth) => (nth === 1 ? notDone({ when: 'never' }) : DONE) });
    await world.enqueue({ id: 'a' }, { id: 'b' }, { id: 'other', channel: 'desk:other' });
    world.dispatcher.wake();
    await world.quiet();
    expect(await world.dispatcher.resendParked('desk:acme')).toBe(2);
    await world.quiet();
    expect(await world.delivery('b')).toMatchObject({ state: 'done' });
    expect(await world.delivery('other')).toMatchObject({ state: 'parked' });
  });

  it('refuses what is done or unknown to it', async () => {
    const { world } = await given();
    await world.enqueue({ id: 'a' });
    world.dispatcher.wake();
    await world.quiet();
    expect(await world.dispatcher.resend('a')).toBe('not-stuck');
    expect(await world.dispatcher.resend('nothing')).toBe('not-found');
  });
});

describe('our own faults', () => {
  it('a kind that throws parks the delivery, and the lane goes on', async () => {
    const { world } = await given({
      reply: ({ id }) => {
        if (id === 'a') throw new Error('secret detail');
        return DONE;
      },
    });
    await world.enqueue({ id: 'a', lane: 'ticket' }, { id: 'b', lane: 'ticket' });
    world.dispatcher.wake();
    await world.quiet();
    const parked = await world.delivery('a');
    expect(parked).toMatchObject({ state: 'parked' });
    expect(parked.reason).not.toContain('secret');
    expect(await world.delivery('b')).toMatchObject({ state: 'done' });
    expect(world.reported).toEqual([{ code: 'delivery-fault', channel: 'desk:acme' }]);
  });

  it('a payload that cannot be read is parked without being sent', async () => {
    const { world, sends } = await given();
    await world.enqueue({ id: 'a', payload: '{"not":"text"}' }, { id: 'b', payload: 'not json' });
    world.dispatcher.wake();
    await world.quiet();
    expect(sends).toEqual([]);
    expect(await world.delivery('a')).toMatchObject({ state: 'parked', reason: 'What was to be sent cannot be read.' });
    expect(await world.delivery('b')).toMatchObject({ state: 'parked' });
  });

  it('a kind that no longer exists is parked by name', async () => {
    const { world } = await given();
    await world.enqueue({ id: 'a', kind: 'carrier-pigeon', channel: 'sky' });
    world.dispatcher.wake();
    await world.quiet();
    expect(await world.delivery('a')).toMatchObject({
      state: 'parked',
      reason: 'This version knows no deliveries of the kind "carrier-pigeon".',
    });
  });
});
