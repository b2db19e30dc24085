import type { InboxDesk, InboxDesks } from './inbox-desk.ts';
import { type Installation, orgSettings } from '../../core/ports/installation.ts';
import type { InstallationStore } from '../../core/ports/stores.ts';
import type { Timers } from '../deliveries/dispatch/timers.ts';
import { type Bell, createBell } from './bell.ts';
import { type FollowDeps, followChanges } from './follow-changes.ts';
import { followLeavers, type LeaverDeps } from './follow-leavers.ts';
import { learnAccount } from './learn-account.ts';
import { createPause } from './pause.ts';
import { pollInbox, type PollDeps, type PollEnd } from './poll-inbox.ts';
import { type Memory, moodOf, newMemory, setPace } from './worker-memory.ts';

export type WorkerDeps = PollDeps &
  FollowDeps &
  LeaverDeps & {
    readonly helpDesks: InboxDesks;
    readonly installations: InstallationStore;
    readonly timers: Timers;
    /** Whether this process is the one that polls; asked before each poll, and every minute between two. */
    readonly isOurs: (installationId: string) => Promise<boolean>;
    /** A sentence for the log about listening for rings. */
    readonly onBell: (installationId: string, isListening: boolean, because: string) => void;
    /** Something is broken here; it is tried again. */
    readonly report: (error: unknown, installationId: string) => void;
  };

export type InboxWorker = {
  /** There may be something to fetch. */
  ring(): Promise<void>;
  /** Whether it is this process that polls. */
  polls(): boolean;
  stop(): Promise<void>;
};

const ASK_LEASE_MS = 10_000;
const HOLD_LEASE_MS = 60_000;
const LEARN_EVERY_MS = 24 * 60 * 60_000;
const FOLLOW_EVERY_MS = 60_000;
const LEAVERS_EVERY_MS = 60 * 60_000;
/** Nothing is connected: somebody must mend it, and whoever does rings. */
const NOTHING_MS = 60_000;

/** Polls one account's inbox for as long as it is not stopped, and never beside itself. */
export function startInboxWorker(installationId: string, deps: WorkerDeps): InboxWorker {
  const { clock } = deps;
  const pause = createPause(deps.timers);
  const memory = newMemory(clock.now());
  const state = { isStopped: false };
  const afterRing = (): number => memory.pace.of.waitAfterRing(clock.now(), memory.callsLeft);
  const rung = (): void => {
    memory.isRung = true;
    pause.shorten(afterRing());
  };
  const bell = createBell(installationId, deps, { rung, lost: () => pause.shorten(memory.pace.pollMs) });
  const turn = async (): Promise<number> => {
    memory.isOurs = await deps.isOurs(installationId);
    const installation = memory.isOurs ? await deps.installations.find(installationId) : null;
    const desk = installation === null ? null : await deps.helpDesks.of(installationId);
    await bell.listen(installation, desk);
    if (!memory.isOurs) return ASK_LEASE_MS;
    if (installation === null) return NOTHING_MS;
    return poll(deps, memory, installation, desk, bell);
  };
  const rest = async (waitMs: number): Promise<void> => {
    for (let leftMs = waitMs; !state.isStopped; leftMs -= HOLD_LEASE_MS) {
      if ((await pause.wait(Math.min(leftMs, HOLD_LEASE_MS))) === 'shortened' || leftMs <= HOLD_LEASE_MS) return;
      if (!(await deps.isOurs(installationId))) return;
    }
  };
  const broken = (error: unknown): number => {
    deps.report(error, installationId);
    return memory.pace.pollMs;
  };
  const running = (async () => {
    while (!state.isStopped) {
      const waitMs = await turn().catch(broken);
      // Who rang while the poll was under way may have been too late for it.
      await rest(memory.isRung ? Math.min(waitMs, afterRing()) : waitMs).catch(broken);
    }
  })();
  return {
    ring: async () => {
      if (memory.isOurs) rung();
      else await deps.store.keep(installationId, { rungAt: clock.now() });
    },
    polls: () => memory.isOurs,
    stop: async () => {
      state.isStopped = true;
      pause.shorten(0);
      await Promise.all([running, bell.stop()]);
    },
  };
}

async function poll(
  deps: WorkerDeps,
  memory: Memory,
  installation: Installation,
  desk: InboxDesk | null,
  bell: Bell,
): Promise<number> {
  const { id } = installation;
  const { clock } = deps;
  const { pollSeconds } = orgSettings(installation.settings);
  const pace = setPace(memory, pollSeconds * 1000, clock.now());
  if (desk === null) {
    await pollInbox(deps, installation, null);
    return NOTHING_MS;
  }
  if (memory.learnedAt === null || clock.now() - memory.learnedAt > LEARN_EVERY_MS) {
    pace.spent(clock.now(), 1, false);
    if ((await learnAccount(deps.store, id, desk)) !== null) memory.learnedAt = clock.now();
  }
  const wasRung = memory.isRung;
  memory.isRung = false;
  // At the same moment, so that it can be one call.
  const [end, hasActive] = await Promise.all([pollInbox(deps, installation, desk), follow(deps, memory, id, desk)]);
  if (end.kind === 'failed') return afterFailure(memory, end, clock.now());
  memory.callsLeft = end.pace;
  pace.spent(clock.now(), end.calls, end.settled > 0 && wasRung);
  if (end.settled > 0) {
    memory.busyAt = clock.now();
    // Where rings come, nobody need ask quickly.
    memory.stirredAt = wasRung ? null : clock.now();
    memory.rungInARow = wasRung ? memory.rungInARow + 1 : 0;
    if (!wasRung && !memory.isRung) bell.missedOne();
  }
  if (end.isFull && end.settled > 0) return 0;
  const waitMs = pace.wait(clock.now(), moodOf(memory, hasActive, bell.hears(), clock.now()), end.pace);
  // Rings come in just now: the look that this one was spares the next one. One ring alone may have had another cause than the press.
  const isSpared = wasRung && end.settled > 0 && memory.rungInARow > 1;
  return isSpared ? Math.max(waitMs, 2 * memory.pace.pollMs) : waitMs;
}

function afterFailure(memory: Memory, end: Extract<PollEnd, { kind: 'failed' }>, now: number): number {
  memory.pace.of.spent(now, end.calls, false);
  // It may be another one when it answers again, such as a sandbox that was made anew.
  memory.learnedAt = null;
  return Math.max(memory.pace.pollMs, (end.again ?? 0) - now);
}

/** Follows the tickets of active requests, while calls are left for it. Tells whether there are such. */
async function follow(deps: WorkerDeps, memory: Memory, id: string, desk: InboxDesk): Promise<boolean> {
  const now = deps.clock.now();
  const tickets = await deps.activeTickets(id);
  const hasActive = tickets.length > 0;
  const isDue = (lastAt: number, everyMs: number): boolean =>
    hasActive && memory.callsLeft === 'usual' && now - lastAt >= everyMs;
  const work: Promise<void>[] = [];
  if (isDue(memory.followedAt, FOLLOW_EVERY_MS)) {
    memory.followedAt = now;
    work.push(followChanges(deps, id, desk, tickets));
  }
  if (isDue(memory.leaversAt, LEAVERS_EVERY_MS)) {
    memory.leaversAt = now;
    work.push(followLeavers(deps, id, desk));
  }
  await Promise.all(work);
  return hasActive;
}
