import { setTimeout as wait } from 'node:timers/promises';
import { type Random, seededRandom } from '../../fakes/shared/random.ts';
import { panelClient } from '../../support/panel-client.ts';
import { createFindings, type Findings, proofResult, type ProofResult } from '../shared/proof.ts';
import { checkCommands } from './check-commands.ts';
import { checkMails } from './check-mails.ts';
import { checkStore } from './check-store.ts';
import { checkTimeline } from './check-timeline.ts';
import { type CrashSite, openCrashSite } from './crash-site.ts';
import { deskFaults } from './desk-faults.ts';
import { createJournal, type Journal } from './journal.ts';
import type { LoadWorld } from './load-world.ts';
import { createMint } from './mint.ts';
import { createPool } from './pool.ts';
import { runLoad } from './run-load.ts';
import { untilDrained } from './until-drained.ts';

export type CrashOptions = {
  readonly store: 'sqlite' | 'postgres';
  /** Number of kills. */
  readonly scale: number;
  readonly seed: number;
  readonly tell: (line: string) => void;
  /** How long a doubtful delivery waits before it is looked for. The latest late commit comes well before. */
  readonly settleMs?: number;
  /** How long the last server may take to tell what is left. */
  readonly patienceMs?: number;
};

const SETTLE_MS = 3000;
const PATIENCE_MS = 600_000;
const LATE_SHARE = 0.3;
const WORKERS = 8;
const STEPS_EACH = 15;
const KILL_AFTER_MS = { first: 20, last: 400 };
/** The rest of the kills may come before the server has answered anything: on a slow machine its first answer takes longer than that. */
const WORKS_FIRST = 0.8;
const FIRST_ANSWER_WITHIN_MS = 20_000;
const LOOK_MS = 10;
/** The rest of the kills leave everything as it lies: the next server opens the files of the dead one by itself. */
const LOOKS_AFTER_KILL = 0.8;
/** From this scale on the last server waits for what the dead one held, as in life. */
const WAITS_FROM_SCALE = 50;

/** Kills the server `scale` times at work, then looks whether all that was acknowledged is there once, and told once. */
export async function proveCrash(options: CrashOptions): Promise<ProofResult> {
  const { store, scale, seed, tell, settleMs = SETTLE_MS, patienceMs = PATIENCE_MS } = options;
  const site = await openCrashSite({ store, seed, tickets: Math.min(60, 8 + scale), settleMs });
  const findings = createFindings();
  try {
    const world = worldOf(site, seed, findings);
    await site.desk.control.faults(deskFaults(settleMs * LATE_SHARE), seed);
    const kills = await killAgainAndAgain(site, world, options);
    tell(
      `${store}: ${scale} kills, ${kills.interrupted} deliveries caught in the act; waiting for the rest to be told`,
    );
    const drained = await drain(site, { settleMs, patienceMs }, scale);
    const { stories, entries, mails } = await checkAll(site, world, findings);
    const outcomes = countOutcomes(world);
    findings.check(outcomes.acknowledged > 0 ? null : 'nothing was acknowledged, so nothing was tried');
    return proofResult(`crash-${store}`, options, findings, {
      ...kills,
      ...outcomes,
      requests: stories.length,
      events: stories.reduce((sum, { events }) => sum + events.length, 0),
      entries,
      mails,
      ...drained,
    });
  } finally {
    await site.close();
  }
}

function worldOf(site: CrashSite, seed: number, findings: Findings): LoadWorld {
  return {
    panelOf: (agent) => panelClient(site.url, site.data.secrets.api, { ...agent, email: null }),
    tickets: site.tickets,
    journal: createJournal(),
    pool: createPool(),
    mint: createMint(`crash-${seed}`, Date.now()),
    findings,
    doubtful: [],
    acknowledged: [],
  };
}

/** Start, work, kill; so many times. */
async function killAgainAndAgain(site: CrashSite, world: LoadWorld, options: CrashOptions) {
  const { scale, seed, tell, store, settleMs = SETTLE_MS } = options;
  const random = seededRandom(seed);
  const kills = { interrupted: 0, slowestStartMs: 0 };
  for (let kill = 1; kill <= scale; kill += 1) {
    const server = await site.start();
    kills.slowestStartMs = Math.max(kills.slowestStartMs, Math.round(server.startedInMs));
    const load = runLoad(world, WORKERS, STEPS_EACH, seed * 10_000 + kill);
    if (random() < WORKS_FIRST) await firstAnswer(world.journal);
    await wait(killMoment(random));
    await server.kill();
    await load;
    if (random() < LOOKS_AFTER_KILL) {
      kills.interrupted += await site.side.interrupted();
      await site.side.endHolds(settleMs);
    }
    if (kill % 10 === 0) tell(`${store}: ${kill} kills, ${world.journal.commands().length} commands`);
  }
  return kills;
}

/** Settles when the server of now has acknowledged something, and in any case after a while. */
async function firstAnswer(journal: Journal): Promise<void> {
  const before = acknowledgedOf(journal);
  const giveUpAt = performance.now() + FIRST_ANSWER_WITHIN_MS;
  while (acknowledgedOf(journal) === before && performance.now() < giveUpAt) await wait(LOOK_MS);
}

function acknowledgedOf(journal: Journal): number {
  return journal.commands().filter(({ outcome }) => outcome.kind === 'acknowledged').length;
}

function killMoment(random: Random): number {
  return Math.round(KILL_AFTER_MS.first + random() * (KILL_AFTER_MS.last - KILL_AFTER_MS.first));
}

/** One more server, left alone until nothing is left to be told. The bad day goes on until most is done. */
async function drain(
  site: CrashSite,
  times: { readonly settleMs: number; readonly patienceMs: number },
  scale: number,
) {
  if (scale < WAITS_FROM_SCALE) await site.side.endHolds(times.settleMs);
  await site.side.endBackOffs();
  const startedAt = performance.now();
  const server = await site.start();
  const deskFaults = await untilDrained(site, times);
  await server.stop();
  return { deskFaults, drainedInMs: Math.round(performance.now() - startedAt) };
}

async function checkAll(site: CrashSite, { journal }: LoadWorld, findings: Findings) {
  for (const wrong of await site.side.integrity()) findings.check(wrong);
  const { stories, mails } = await checkStore(site.place, findings);
  checkCommands(journal, new Map(stories.map(({ request, events }) => [request.id, events])), findings);
  const entries = checkTimeline(stories, await site.timelines(), findings);
  checkMails(mails, await site.smtp.control.messages(), findings);
  return { stories, entries, mails: mails.length };
}

function countOutcomes({ journal }: LoadWorld) {
  const of = (kind: string): number => journal.commands().filter(({ outcome }) => outcome.kind === kind).length;
  const presses = journal.presses().reduce((sum, { acknowledged }) => sum + acknowledged, 0);
  return { acknowledged: of('acknowledged'), pressed: presses, refused: of('refused'), unanswered: of('doubtful') };
}
