import { describe, expect, it } from '@jest/globals';
import { createHandedCases } from './handed-cases.ts';
import { createRecent } from './recent.ts';

function clocked<Made>(make: (now: () => number) => Made) {
  const time = { at: 0 };
  return { time, made: make(() => time.at) };
}

describe('What was learned lately', () => {
  it('is known for its time, and then no more', () => {
    const { time, made } = clocked((now) => createRecent(100, now));
    made.set('a', '1');
    time.at = 99;
    expect(made.get('a')).toBe('1');
    time.at = 100;
    expect(made.get('a')).toBeNull();
  });

  it('is known until it is forgotten, and only as it was learned last', () => {
    const { made } = clocked((now) => createRecent(100, now));
    made.set('a', '1');
    made.set('a', '2');
    expect(made.get('a')).toBe('2');
    made.forget('a');
    expect(made.get('a')).toBeNull();
  });

  it('leaves place for what is newer', () => {
    const { made } = clocked((now) => createRecent(100, now));
    for (let index = 0; index <= 5000; index += 1) made.set(`k${index}`, 'v');
    expect([made.get('k0'), made.get('k1'), made.get('k5000')]).toEqual([null, 'v', 'v']);
  });
});

describe('A case that was handed over with a command', () => {
  it('is no news in that state, and is in any other', () => {
    const { made } = clocked((now) => createHandedCases(now));
    made.handOver('c', 1000, 10_000);
    expect([made.isKnown('c', 1000), made.isKnown('c', 2000), made.isKnown('d', 1000)]).toEqual([true, false, false]);
  });

  it('is news when it had changed in the same moment: it may have changed once more and look the same', () => {
    const { made } = clocked((now) => createHandedCases(now));
    made.handOver('c', 9000, 10_000);
    expect(made.isKnown('c', 9000)).toBe(false);
  });

  it('is forgotten when nobody would tell of that state any more', () => {
    const { time, made } = clocked((now) => createHandedCases(now));
    made.handOver('c', 1000, 10_000);
    time.at = 30 * 60_000;
    expect(made.isKnown('c', 1000)).toBe(false);
  });
});
