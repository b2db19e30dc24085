import { describe, expect, it } from '@jest/globals';
import { percentile } from '../bench/shared/statistics.ts';
import { panelTraffic, type Traffic, type TrafficSeen } from '../panels/panel-traffic.ts';

const MINUTE_MS = 60_000;
const ids = (count: number, name: string): string[] => Array.from({ length: count }, (_, n) => `${name}-${n}`);

/** Half an hour and more of a help desk; the watching and the ledger are the product's, the time is not real. */
const traffic = (over: Pick<Traffic, 'browsers' | 'active'> & Partial<Traffic>): Promise<TrafficSeen> =>
  panelTraffic({
    appCallSeconds: 15,
    changeEveryMs: 2 * MINUTE_MS,
    pressesPerMinute: 2,
    minutes: 93,
    seed: 20_267,
    ...over,
  });

/** The numbers of docs/reference/measurements.md, in seconds. */
function told(what: string, { latenessMs, platform }: TrafficSeen) {
  const seconds = (share: number): number => Math.round(percentile(latenessMs, share) / 100) / 10;
  const numbers = {
    p50: seconds(0.5),
    p95: seconds(0.95),
    max: seconds(1),
    callsPerMinute: Math.round(platform.watchingPerMinute() * 10) / 10,
    fullest: platform.fullest(),
    presses: platform.presses(),
  };
  process.stdout.write(`${what}: ${latenessMs.length} changes ${JSON.stringify(numbers)}\n`);
  expect(latenessMs.length).toBeGreaterThan(150);
  return numbers;
}

describe('Twenty open tickets of eight agents, five of them active', () => {
  const active = ids(5, 'active');
  const idle = ids(15, 'idle');

  it('show every change within three seconds, at less than forty calls a minute, and the idle ones cost none', async () => {
    // Each agent has his tickets in his browser; five of the agents have an active one.
    const browsers = ids(8, 'agent').map((_, n) => [...active.slice(n, n + 1), ...idle.slice(n * 2, n * 2 + 2)]);
    const seen = await traffic({ browsers, active });
    const { p95, max, fullest, presses } = told('20 tickets, 8 agents, 5 watch', seen);
    expect(p95).toBeLessThanOrEqual(3);
    expect(max).toBeLessThanOrEqual(3);
    expect(fullest.watching).toBeLessThanOrEqual(40);
    expect(presses.refused).toBe(0);
    const callsOfIdle = ids(3, 'browser').map((_, n) => seen.callsOf.get(`browser-${n + 5}`) ?? 0);
    expect(callsOfIdle).toEqual([0, 0, 0]);
  });

  it('do so also while all eight look at one of the five', async () => {
    const browsers = ids(8, 'agent').map((_, n) => [active[n % 5] ?? '', idle[n] ?? '']);
    const { p95, fullest, presses } = told('20 tickets, 8 agents, 8 watch', await traffic({ browsers, active }));
    expect(p95).toBeLessThanOrEqual(3);
    expect(fullest.watching).toBeLessThanOrEqual(40);
    expect(presses.refused).toBe(0);
  });
});

describe('Forty active tickets', () => {
  const active = ids(40, 'active');
  const apart = active.map((ticket) => [ticket]);

  it('in eight browsers, whose tabs share a watcher, show changes within seconds', async () => {
    const browsers = ids(8, 'agent').map((_, n) => active.slice(n * 5, n * 5 + 5));
    const seen = await traffic({ browsers, active, changeEveryMs: 10 * MINUTE_MS });
    const { p95, fullest, presses } = told('40 tickets, 8 browsers, 15 s', seen);
    expect(p95).toBeLessThanOrEqual(3);
    expect(fullest.watching).toBeLessThanOrEqual(40);
    expect(presses.refused).toBe(0);
  });

  it('in forty browsers, with calls of 30 seconds, show 95 of 100 changes within 30 seconds', async () => {
    const seen = await traffic({ browsers: apart, active, appCallSeconds: 30, changeEveryMs: 10 * MINUTE_MS });
    const { p95, max, fullest, presses } = told('40 tickets, 40 browsers, 30 s', seen);
    expect(p95).toBeLessThanOrEqual(30);
    expect(max).toBeLessThanOrEqual(45);
    expect(fullest.watching).toBeLessThanOrEqual(44);
    expect(presses.refused / presses.made).toBeLessThanOrEqual(0.02);
  });

  it('in forty browsers, with the usual 15 seconds, show them within three quarters of a minute', async () => {
    const seen = await traffic({ browsers: apart, active, changeEveryMs: 10 * MINUTE_MS });
    const { p95, max, fullest, presses } = told('40 tickets, 40 browsers, 15 s', seen);
    expect(p95).toBeLessThanOrEqual(46);
    expect(max).toBeLessThanOrEqual(60);
    expect(fullest.watching).toBeLessThanOrEqual(44);
    expect(presses.refused / presses.made).toBeLessThanOrEqual(0.02);
  });

  it('in forty browsers, are the later the more is pressed, so that presses find room', async () => {
    const crowd = { browsers: apart, active, appCallSeconds: 30, changeEveryMs: 10 * MINUTE_MS, minutes: 123 } as const;
    const numbers = [];
    for (const pressesPerMinute of [1, 3, 8]) {
      const seen = await traffic({ ...crowd, pressesPerMinute });
      numbers.push(told(`40 tickets, 40 browsers, 30 s, ${pressesPerMinute} presses a minute`, seen));
    }
    const refused = numbers.map(({ presses }) => presses.refused / presses.made);
    expect(refused.every((share, n) => share <= ([0.01, 0.02, 0.08][n] ?? 0))).toBe(true);
    const calls = numbers.map(({ callsPerMinute }) => callsPerMinute);
    expect(calls).toEqual(calls.toSorted((a, b) => b - a));
  });
});
