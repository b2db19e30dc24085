import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { fullestMinute } from '../../test/panels/platform-calls.ts';
import { createCallLedger } from './call-ledger.ts';

const MINUTE_MS = 60_000;
/** What a minute is counted as, so that ways of different length through the network do no harm. */
const COUNTED_MS = 60_500;
const START = 1_000_000_000;

describe('The ledger of calls', () => {
  it('lets a panel alone call again at once, time after time', () => {
    const ledger = createCallLedger();
    for (let at = START; at < START + 10 * MINUTE_MS; at += 12_000) {
      ledger.came('a', at);
      expect(ledger.reserve('a', at + 11_000, at + 11_000)).toBe(at + 11_000);
    }
  });

  it('puts the forty-first call behind the first by a minute', () => {
    const ledger = createCallLedger();
    for (let n = 0; n < 40; n += 1) ledger.came(`watcher ${n}`, START + n * 1000);
    expect(ledger.reserve('watcher 0', START + 45_000, START + 45_000)).toBe(START + COUNTED_MS);
  });

  it('counts the places that it has given as if they were taken', () => {
    const ledger = createCallLedger();
    const places = Array.from({ length: 41 }, (_, n) => ledger.reserve(`watcher ${n}`, START, START));
    expect([places[39], places[40]]).toEqual([START, START + 5000]);
  });

  it('gives nobody two places', () => {
    const ledger = createCallLedger();
    for (let n = 0; n < 100; n += 1) ledger.reserve('the same', START, START);
    expect(ledger.reserve('another', START, START)).toBe(START);
  });

  it('frees the place of one who leaves, and of one who does not come', () => {
    const full = () => {
      const ledger = createCallLedger();
      for (let n = 0; n < 40; n += 1) ledger.reserve(`watcher ${n}`, START, START + 5000);
      return ledger;
    };
    const left = full();
    left.leave('watcher 7');
    expect(left.reserve('new', START, START + 5000)).toBe(START + 5000);
    const missing = full();
    expect(missing.reserve('new', START + 16_000, START + 16_000)).toBe(START + 16_000);
  });

  it('shows a place without giving it', () => {
    const ledger = createCallLedger();
    for (let n = 0; n < 40; n += 1) ledger.came(`watcher ${n}`, START);
    const next = ledger.next(START);
    expect([ledger.next(START), ledger.reserve('a', START, START)]).toEqual([next, next]);
  });

  it('lets watching give way while more is pressed than is kept for it', () => {
    const callsIn = (presses: number): number => {
      const ledger = createCallLedger();
      for (let n = 0; n < presses; n += 1) ledger.pressed(START);
      const places = Array.from({ length: 60 }, (_, n) => ledger.reserve(`watcher ${n}`, START, START));
      return places.filter((at) => at === START).length;
    };
    expect([0, 4, 5, 10, 15, 1000].map(callsIn)).toEqual([40, 40, 39, 33, 27, 25]);
  });

  it('stays quick and goes on while somebody calls without end', () => {
    const ledger = createCallLedger();
    for (let n = 0; n < 20_000; n += 1) ledger.came('endless', START + n);
    const begunAt = performance.now();
    const at = ledger.reserve('other', START + 20_000, START + 20_000);
    expect(performance.now() - begunAt).toBeLessThan(1000);
    expect(at).toBeLessThanOrEqual(START + 20_000 + COUNTED_MS);
  });

  it('is empty once nothing of the last minute matters', () => {
    const ledger = createCallLedger();
    ledger.came('a', START);
    ledger.pressed(START);
    ledger.reserve('a', START, START + 20_000);
    expect(ledger.isEmpty(START + 29_000)).toBe(false);
    expect(ledger.isEmpty(START + COUNTED_MS)).toBe(true);
  });

  it('goes on when the clock was set back', () => {
    const ledger = createCallLedger();
    ledger.came('a', START);
    ledger.came('a', START - MINUTE_MS);
    expect(ledger.reserve('a', START - MINUTE_MS, START - MINUTE_MS)).toBe(START - MINUTE_MS);
  });
});

/** Panels that come at any time, are held for any time, and then call when they were told, or go away. */
const aCrowd = fc.array(
  fc.record({
    opensAt: fc.integer({ min: 0, max: 2 * MINUTE_MS }),
    holdsMs: fc.array(fc.integer({ min: 0, max: 27_000 }), { minLength: 3, maxLength: 12 }),
    lateMs: fc.integer({ min: 0, max: 400 }),
    isAnnounced: fc.constant(true),
  }),
  { minLength: 1, maxLength: 70 },
);

type Panel = {
  readonly opensAt: number;
  readonly holdsMs: readonly number[];
  readonly lateMs: number;
  readonly isAnnounced: boolean;
};

/** Runs a crowd on a ledger: its calls, and how long each panel had to wait for its next one. */
function run(panels: readonly Panel[]): { readonly calls: number[]; readonly waitsMs: number[] } {
  const ledger = createCallLedger();
  const seen = { calls: [] as number[], waitsMs: [] as number[] };
  const agenda: { at: number; what: () => void }[] = [];
  const plan = (at: number, what: () => void): void => void agenda.push({ at, what });
  panels.forEach(({ opensAt, holdsMs, lateMs, isAnnounced }, index) => {
    const name = `watcher ${index}`;
    const call = (round: number, at: number): void => {
      ledger.came(name, at);
      seen.calls.push(at);
      const answeredAt = at + (holdsMs[round] ?? 0);
      plan(answeredAt, () => (round + 1 < holdsMs.length ? again(round + 1, answeredAt) : ledger.leave(name)));
    };
    const again = (round: number, now: number): void => {
      const at = ledger.reserve(name, now, now);
      seen.waitsMs.push(at - now);
      plan(at + lateMs, () => call(round, at + lateMs));
    };
    plan(START + opensAt, () => (isAnnounced ? again(0, START + opensAt) : call(0, START + opensAt)));
  });
  while (agenda.length > 0) {
    agenda.sort((a, b) => b.at - a.at);
    agenda.pop()?.what();
  }
  return seen;
}

describe('Whatever comes in whatever order, the ledger', () => {
  it('lets no 60 seconds have more calls than there is room for', () => {
    fc.assert(
      fc.property(aCrowd, (panels) => {
        expect(fullestMinute(run(panels).calls)).toBeLessThanOrEqual(44);
      }),
      { seed: 20_261, numRuns: 150 },
    );
  });

  it('lets no 60 seconds have more than forty, as long as nobody has to wait long', () => {
    fc.assert(
      fc.property(aCrowd, (panels) => {
        const { calls, waitsMs } = run(panels.slice(0, 8));
        fc.pre(Math.max(...waitsMs) < 20_000);
        expect(fullestMinute(calls)).toBeLessThanOrEqual(40);
      }),
      { seed: 20_262, numRuns: 150 },
    );
  });

  it('makes up for calls that come unannounced, so that only they themselves are too many', () => {
    fc.assert(
      fc.property(aCrowd, fc.array(fc.boolean(), { minLength: 70, maxLength: 70 }), (panels, announced) => {
        const mixed = panels.map((panel, index) => ({ ...panel, isAnnounced: announced[index] ?? true }));
        const unannounced = mixed.filter(({ isAnnounced }) => !isAnnounced).length;
        expect(fullestMinute(run(mixed).calls)).toBeLessThanOrEqual(44 + unannounced);
      }),
      { seed: 20_264, numRuns: 100 },
    );
  });

  it('lets nobody wait longer than it takes to serve all others once, by more than one hold', () => {
    fc.assert(
      fc.property(aCrowd, (panels) => {
        const servedInMs = (panels.length / 40) * COUNTED_MS;
        expect(Math.max(...run(panels).waitsMs)).toBeLessThanOrEqual(servedInMs + 27_000);
      }),
      { seed: 20_263, numRuns: 150 },
    );
  });
});
