import type { HelpDesk, HelpDesks } from '../../core/ports/help-desk.ts';
import { type Installation, orgSettings } from '../../core/ports/installation.ts';
import type { InstallationStore } from '../../core/ports/stores.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { Timers } from '../deliveries/dispatch/timers.ts';
import { createDoorbellListening } from './doorbell-listening.ts';
import { activeTickets, type FollowDeps, followChanges } from './follow-changes.ts';
import { learnAccount } from './learn-account.ts';
import { createPause } from './pause.ts';
import { pollInbox, type PollDeps } from './poll-inbox.ts';
import { createPollPace, type Mood, type PollPace } from './poll-pace.ts';

export type WorkerDeps = PollDeps &
  FollowDeps & {
    readonly helpDesks: HelpDesks;
    readonly installations: InstallationStore;
    readonly timers: Timers;
    /** Whether this process is the one that polls; asked before each poll. */
    readonly isOurs: (installationId: string) => Promise<boolean>;
    /** A sentence for the log about listening for rings. */
    readonly onBell: (installationId: string, isListening: boolean, because: string) => void;
  };

export type InboxWorker = {
  /** There may be something to fetch. */
  ring(): Promise<void>;
  /** Whether it is this process that polls. */
  polls(): boolean;
  stop(): Promise<void>;
};

const ASK_LEASE_MS = 10_000;
const LEARN_EVERY_MS = 24 * 60 * 60_000;
const FOLLOW_EVERY_MS = 60_000;
const WORKING_MS = 60_000;
const QUIET_AFTER_MS = 60 * 60_000;
/** Nothing is connected: somebody must mend it, and whoever does rings. */
const NOTHING_MS = 60_000;

/** What one process knows of the inbox that it polls. */
type Memory = {
  pace: { readonly pollMs: number; readonly of: PollPace };
  learnedAt: EpochMs | null;
  followedAt: EpochMs;
  /** The last press that was found without a ring. */
  stirredAt: EpochMs | null;
  /** The last press, or when this began. */
  busyAt: EpochMs;
  /** Somebody rang since the last poll. */
  isRung: boolean;
  isOurs: boolean;
};

/** Polls one account's inbox for as long as it is not stopped, and never beside itself. */
export function startInboxWorker(installationId: string, deps: WorkerDeps): InboxWorker {
  const { clock } = deps.core;
  const pause = createPause(deps.timers);
  const memory: Memory = {
    pace: paceOf(15_000, clock.now()),
    learnedAt: null,
    followedAt: 0,
    stirredAt: null,
    busyAt: clock.now(),
    isRung: false,
    isOurs: false,
  };
  const state = { isStopped: false };
  const rung = (): void => {
    memory.isRung = true;
    pause.shorten(memory.pace.of.waitAfterRing(clock.now()));
  };
  const bell = createDoorbellListening({
    ring: (position) => {
      rung();
      deps.store.keep(installationId, { bellPosition: position }).catch((error: unknown) => {
        deps.report(error, installationId);
      });
    },
    onState: (isListening, because) => deps.onBell(installationId, isListening, because),
  });
  const turn = async (): Promise<number> => {
    memory.isOurs = await deps.isOurs(installationId);
    const installation = memory.isOurs ? await deps.installations.find(installationId) : null;
    const desk = installation === null ? null : await deps.helpDesks.of(installationId);
    const listensAt = installation !== null && orgSettings(installation.settings).listens ? desk : null;
    await bell.at(listensAt, listensAt === null ? null : (await deps.store.find(installationId)).bellPosition);
    if (!memory.isOurs) return ASK_LEASE_MS;
    if (installation === null) return NOTHING_MS;
    return poll(deps, memory, installation, desk, bell.hears());
  };
  const running = (async () => {
    while (!state.isStopped) {
      const waitMs = await turn().catch((error: unknown) => {
        deps.report(error, installationId);
        return memory.pace.pollMs;
      });
      // Who rang while the poll was under way may have been too late for it.
      const ringMs = memory.isRung ? memory.pace.of.waitAfterRing(clock.now()) : waitMs;
      if (!state.isStopped) await pause.wait(Math.min(waitMs, ringMs));
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
  desk: HelpDesk | null,
  isHearing: boolean,
): Promise<number> {
  const { id } = installation;
  const { clock } = deps.core;
  const pollMs = orgSettings(installation.settings).pollSeconds * 1000;
  if (memory.pace.pollMs !== pollMs) memory.pace = paceOf(pollMs, clock.now());
  const pace = memory.pace.of;
  if (desk === null) {
    await pollInbox(deps, installation, null);
    return NOTHING_MS;
  }
  if (memory.learnedAt === null || clock.now() - memory.learnedAt > LEARN_EVERY_MS) {
    pace.spent(clock.now(), 1);
    if ((await learnAccount(deps.store, id, desk)) !== null) memory.learnedAt = clock.now();
  }
  const wasRung = memory.isRung;
  memory.isRung = false;
  const end = await pollInbox(deps, installation, desk);
  pace.spent(clock.now(), end.calls);
  if (end.kind === 'failed') {
    // It may be another one when it answers again, such as a sandbox that was made anew.
    memory.learnedAt = null;
    return Math.max(pollMs, (end.again ?? 0) - clock.now());
  }
  if (end.settled > 0) {
    memory.busyAt = clock.now();
    // Where rings come, nobody need ask quickly.
    memory.stirredAt = wasRung ? null : clock.now();
  }
  if (end.isFull) return 0;
  const tickets = await activeTickets(deps.database, id);
  if (tickets.length > 0 && end.pace === 'usual' && clock.now() - memory.followedAt >= FOLLOW_EVERY_MS) {
    memory.followedAt = clock.now();
    pace.spent(clock.now(), 1);
    await followChanges(deps, id, desk, tickets);
  }
  return pace.wait(clock.now(), moodOf(memory, tickets.length > 0, isHearing, clock.now()), end.pace);
}

function moodOf({ stirredAt, busyAt }: Memory, hasActive: boolean, isHearing: boolean, now: EpochMs): Mood {
  if (stirredAt !== null && now - stirredAt < WORKING_MS && !isHearing) return 'working';
  return hasActive || now - busyAt < QUIET_AFTER_MS ? 'usual' : 'quiet';
}

function paceOf(pollMs: number, now: EpochMs): Memory['pace'] {
  return { pollMs, of: createPollPace(pollMs, now) };
}
