import type { Change } from '../../core/ports/change-feed.ts';
import { createLiveUpdates } from '../../server/live/live-updates.ts';
import type { Look } from '../../server/panels/look.ts';
import { createPanelWatches } from '../../server/panels/panel-watches.ts';
import { type ManualTime, manualTime } from '../deliveries/manual-time.ts';
import { type PlatformCalls, platformCalls } from './platform-calls.ts';
import { seeded } from './seeded.ts';

export type Traffic = {
  /** What each browser has on its screen: ids of tickets. */
  readonly browsers: readonly (readonly string[])[];
  /** Tickets with an active request. */
  readonly active: readonly string[];
  readonly appCallSeconds: number;
  /** An active request changes this often, on average. */
  readonly changeEveryMs: number;
  /** Presses of all agents together. */
  readonly pressesPerMinute: number;
  readonly minutes: number;
  readonly seed: number;
};

export type TrafficSeen = {
  /** How late each change was on each screen that shows it, once the first minutes are over. */
  readonly latenessMs: readonly number[];
  readonly platform: PlatformCalls;
  readonly callsOf: ReadonlyMap<string, number>;
};

const ACCOUNT = 'acme';
const MINUTE_MS = 60_000;
/** Everybody opens his panels in the first minute; what is asked is how it goes on. */
const SETTLING_MS = 3 * MINUTE_MS;

/** Browsers, platform and network as pretended; watching and ledger as in the product, in a time that only the test moves. */
export async function panelTraffic(traffic: Traffic): Promise<TrafficSeen> {
  const time = manualTime(1_000_000_000);
  const run = startRun(traffic, time);
  traffic.browsers.forEach((tickets, index) => run.open(`browser-${index}`, tickets));
  for (const ticket of traffic.active) run.change(ticket);
  run.press();
  await time.advance(traffic.minutes * MINUTE_MS, untilQuiet);
  return run.seen;
}

const untilQuiet = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

function startRun(traffic: Traffic, time: ManualTime) {
  const random = seeded(traffic.seed);
  const { clock, timers } = time;
  const live = createLiveUpdates();
  const watches = createPanelWatches({ clock, timers, live, onLearned: () => () => undefined });
  const platform = platformCalls();
  const seen = { latenessMs: [] as number[], platform, callsOf: new Map<string, number>() };
  const begunAt = clock.now();
  /** When each version of a ticket's request came to be. */
  const versions = new Map(traffic.active.map((ticket) => [ticket, [begunAt]]));
  const oneWayMs = (): number => 40 + random() * 160;
  const aroundMs = (ms: number): number => -Math.log(1 - random()) * ms;
  const versionOf = (ticket: string): number => versions.get(ticket)?.length ?? 0;

  const arrive = (ticket: string, from: number, to: number): void => {
    for (const changedAt of versions.get(ticket)?.slice(from, to) ?? []) {
      if (changedAt - begunAt > SETTLING_MS) seen.latenessMs.push(clock.now() - changedAt);
    }
  };
  const call = (name: string, tickets: readonly string[], known: ReadonlyMap<string, number>): void => {
    platform.watched(clock.now());
    seen.callsOf.set(name, (seen.callsOf.get(name) ?? 0) + 1);
    timers.after(oneWayMs(), () => void answered(name, tickets, known));
  };
  const answered = async (name: string, tickets: readonly string[], known: ReadonlyMap<string, number>) => {
    const look = async (): Promise<Look<ReadonlyMap<string, number>>> => {
      const now = new Map(tickets.map((ticket) => [ticket, versionOf(ticket)]));
      const news = tickets.some((ticket) => now.get(ticket) !== known.get(ticket));
      return { news, waitsFor: tickets.some((ticket) => versions.has(ticket)) ? 'changes' : 'nothing', answer: now };
    };
    const end = await watches.watch({
      installationId: ACCOUNT,
      person: name,
      panel: 'one',
      tickets: new Set(tickets),
      holdMs: (traffic.appCallSeconds - 3) * 1000,
      gone: new AbortController().signal,
      look,
    });
    if (end.kind !== 'answered') throw new Error(`The watch of ${name} ended as ${end.kind}.`);
    timers.after(oneWayMs(), () => {
      for (const ticket of tickets) arrive(ticket, known.get(ticket) ?? 0, end.answer.get(ticket) ?? 0);
      if (end.askAgain !== null) timers.after(end.askAgain.afterMs, () => call(name, tickets, end.answer));
    });
  };
  const open = (name: string, tickets: readonly string[]): void => {
    timers.after(random() * MINUTE_MS, () => {
      // As the server tells who opens a panel: on idle tickets there is nothing to watch.
      if (!tickets.some((ticket) => versions.has(ticket))) return;
      const known = new Map(tickets.map((ticket) => [ticket, versionOf(ticket)]));
      timers.after(watches.begin(ACCOUNT, name).afterMs, () => call(name, tickets, known));
    });
  };
  const change = (ticket: string): void => {
    timers.after(aroundMs(traffic.changeEveryMs), () => {
      versions.get(ticket)?.push(clock.now());
      live.announce({ requestId: ticket, installationId: ACCOUNT, ticketId: ticket } satisfies Change);
      change(ticket);
    });
  };
  const press = (): void => {
    if (traffic.pressesPerMinute === 0) return;
    timers.after(aroundMs(MINUTE_MS / traffic.pressesPerMinute), () => {
      platform.pressed(clock.now());
      watches.pressed(ACCOUNT);
      press();
    });
  };
  return { seen, open, change, press };
}
