import { describe, expect, it } from '@jest/globals';
import { assert, double, integer, property } from 'fast-check';
import { afterNamedMoment, backOffMs } from './back-off.ts';

const HOUR = 3_600_000;
const LIMITS = { first: 5_000, longest: HOUR };
const die = double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const SEED = { seed: 2_026 };

describe('the pause before another try', () => {
  it('is anything up to a span that doubles, and never longer than an hour', () => {
    assert(
      property(integer({ min: 1, max: 10_000 }), die, (attempts, random) => {
        const pause = backOffMs(attempts, LIMITS, random);
        expect(pause).toBeGreaterThanOrEqual(500);
        expect(pause).toBeLessThanOrEqual(Math.min(HOUR, 5_000 * 2 ** (attempts - 1)));
      }),
      SEED,
    );
  });

  it('differs between deliveries that failed together', () => {
    const pauses = Array.from({ length: 100 }, (_, index) => backOffMs(6, LIMITS, index / 100));
    expect(new Set(pauses).size).toBeGreaterThan(90);
  });
});

describe('a moment that the other side named', () => {
  const NOW = 1_000_000;

  it('is never undercut, and never more than an hour and a little away', () => {
    assert(
      property(integer({ min: -HOUR, max: 1_000 * HOUR }), die, (wait, random) => {
        const at = afterNamedMoment(NOW + wait, NOW, HOUR, random);
        expect(at).toBeGreaterThanOrEqual(NOW + Math.min(Math.max(wait, 0), HOUR));
        expect(at).toBeLessThanOrEqual(NOW + HOUR + 5_000);
      }),
      SEED,
    );
  });
});
