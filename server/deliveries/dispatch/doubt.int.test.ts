import { describe, expect, it } from '@jest/globals';
import { held, worldsOfThisFile } from '../../../test/deliveries/given-kind.ts';
import { DONE, notDone, SETTLE_MS, UNKNOWN } from '../../../test/deliveries/scripted-kind.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const given = worldsOfThisFile();

describe('when nobody knows whether it was taken', () => {
  const FOUND = { kind: 'done', value: { found: 'remote-9' } } as const;
  const ABSENT = { kind: 'done', value: 'absent' } as const;

  it('a delivery is looked for after the settle time and not before; found, it is not sent again', async () => {
    const { world, sends, looks } = await given({ reply: () => UNKNOWN, look: () => FOUND });
    await world.enqueue({ id: 'a' });
    world.dispatcher.wake();
    await world.quiet();
    expect(await world.delivery('a')).toMatchObject({ state: 'unknown', reason: 'No answer came.' });
    await world.advance(SETTLE_MS - 1);
    expect(looks).toEqual([]);
    await world.advance(1);
    expect(looks).toEqual(['a']);
    expect(sends).toHaveLength(1);
    expect(await world.delivery('a')).toMatchObject({ state: 'done', remoteId: 'remote-9' });
  });

  it('absent, it is sent again under the same key', async () => {
    const { world, sends } = await given({ reply: (_, nth) => (nth === 1 ? UNKNOWN : DONE), look: () => ABSENT });
    await world.enqueue({ id: 'a' });
    world.dispatcher.wake();
    await world.quiet();
    await world.advance(SETTLE_MS);
    expect(sends.map(({ id }) => id)).toEqual(['a', 'a']);
    expect(await world.delivery('a')).toMatchObject({ state: 'done' });
  });

  it('its lane waits for the truth, other lanes do not', async () => {
    const { world, sends } = await given({ reply: ({ id }) => (id === 'a' ? UNKNOWN : DONE), look: () => FOUND });
    await world.enqueue({ id: 'a', lane: 'ticket' }, { id: 'b', lane: 'ticket' }, { id: 'c' });
    world.dispatcher.wake();
    await world.quiet();
    expect(sends.map(({ id }) => id)).toEqual(['a', 'c']);
    await world.advance(SETTLE_MS);
    expect(sends.map(({ id }) => id)).toEqual(['a', 'c', 'b']);
  });

  it('a look that fails is repeated, and nothing is sent meanwhile', async () => {
    const { world, sends, looks } = await given({
      reply: () => UNKNOWN,
      look: (_, nth) => (nth < 4 ? (nth === 2 ? UNKNOWN : notDone({ when: 'soon' })) : FOUND),
    });
    await world.enqueue({ id: 'a' });
    world.dispatcher.wake();
    await world.quiet();
    await world.advance(SETTLE_MS + 5 * MINUTE);
    expect(looks).toHaveLength(4);
    expect(sends).toHaveLength(1);
    expect(await world.delivery('a')).toMatchObject({ state: 'done' });
  });

  it('an answer that takes longer than the kind allows is no answer', async () => {
    const never = held();
    const { world, sent } = await given({ reply: () => never.promise, look: () => FOUND });
    await world.enqueue({ id: 'a' });
    world.dispatcher.wake();
    await sent('a');
    // Not `world.advance`: it would wait for the answer that never comes.
    await world.time.advance(30 * SECOND, async () => undefined);
    await world.quiet();
    expect(await world.delivery('a')).toMatchObject({
      state: 'unknown',
      reason: 'There was no answer within 30 seconds.',
    });
    await world.advance(SETTLE_MS);
    expect(await world.delivery('a')).toMatchObject({ state: 'done', remoteId: 'remote-9' });
  });

  it('a kind that sends twice without harm sends again after a pause', async () => {
    const { world, sends } = await given({ reply: (_, nth) => (nth === 1 ? UNKNOWN : DONE) });
    await world.enqueue({ id: 'a' });
    world.dispatcher.wake();
    await world.quiet();
    expect(await world.delivery('a')).toMatchObject({ state: 'pending', reason: 'No answer came.' });
    await world.advance(5 * SECOND);
    expect(sends).toHaveLength(2);
  });

  it('a kind that cannot look leaves it to a person', async () => {
    const doubt = { remedy: 'park', because: 'Look for it yourself.' } as const;
    const { world, sends } = await given({ reply: () => UNKNOWN, doubt });
    await world.enqueue({ id: 'a', lane: 'ticket' }, { id: 'b', lane: 'ticket' });
    world.dispatcher.wake();
    await world.quiet();
    expect(await world.delivery('a')).toMatchObject({
      state: 'parked',
      reason: 'No answer came. Look for it yourself.',
    });
    expect(sends.map(({ id }) => id)).toEqual(['a', 'b']);
  });
});
