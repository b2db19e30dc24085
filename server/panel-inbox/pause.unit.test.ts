import { describe, expect, it } from '@jest/globals';
import { manualTime } from '../../test/deliveries/manual-time.ts';
import { createPause } from './pause.ts';

const atRest = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A wait of a minute, and what became of it. */
function aWait() {
  const time = manualTime(0);
  const pause = createPause(time.timers);
  const seen: { end: string | null; at: number } = { end: null, at: -1 };
  const watch = async (): Promise<void> => {
    seen.end = await pause.wait(60_000);
    seen.at = time.clock.now();
  };
  void watch();
  return { pause, seen, time, pass: (ms: number) => time.advance(ms, atRest) };
}

describe('A wait', () => {
  it('lasts as long as it was asked for', async () => {
    const { seen, pass } = aWait();
    await pass(59_999);
    expect(seen.end).toBeNull();
    await pass(1);
    expect(seen.end).toBe('over');
  });

  it('ends at the earliest of all moments that were asked for, and leaves no timer', async () => {
    const { pause, seen, time, pass } = aWait();
    pause.shorten(15_000);
    await pass(1000);
    pause.shorten(200);
    await pass(100);
    pause.shorten(200);
    await pass(100);
    expect(seen).toEqual({ end: 'shortened', at: 1200 });
    expect(time.next()).toBeNull();
  });

  it('sets no timer for each of many rings', async () => {
    const { pause, pass, time, seen } = aWait();
    for (let ring = 0; ring < 1000; ring += 1) pause.shorten(200);
    await pass(200);
    expect(seen).toEqual({ end: 'shortened', at: 200 });
    expect(time.next()).toBeNull();
  });

  it('that is over cannot be shortened, and the next one lasts its time', async () => {
    const { pause, pass, time } = aWait();
    await pass(60_000);
    pause.shorten(0);
    const seen = { end: '' };
    void pause.wait(1000).then((how) => (seen.end = how));
    await pass(999);
    expect(seen.end).toBe('');
    await pass(1);
    expect(seen.end).toBe('over');
    expect(time.next()).toBeNull();
  });
});
