import type { Answer, NotDone } from '../../core/ports/answer.ts';
import type { OrgSettings } from '../../core/ports/installation.ts';
import { USUAL_ORG } from '../../core/ports/installation.ts';
import type { CommandPage, CommandResult, Doorbell, PanelCommand } from '../../core/ports/panel-platform.ts';
import type { InboxDesk } from '../../server/panel-inbox/inbox-desk.ts';
import type { InboxState } from '../../server/panel-inbox/inbox-store.ts';
import { type InboxWorker, startInboxWorker, type WorkerDeps } from '../../server/panel-inbox/inbox-worker.ts';
import { anInstallation } from '../builders/an-installation.ts';
import { type ManualTime, manualTime } from '../deliveries/manual-time.ts';

export const START = 1_000_000_000_000;
const ID = 'org';

type Listener = Parameters<Doorbell['listen']>[0];

/** An org as the inbox sees it, a database that keeps one row, and a time that only the test moves. */
export type InboxWorld = {
  readonly time: ManualTime;
  /** Milliseconds since the start of each poll so far. */
  readonly polls: number[];
  readonly settled: CommandResult[];
  readonly reported: unknown[];
  readonly hinted: string[];
  readonly follows: number[];
  /** When it was asked who of whom left, and whose requests were handed back. */
  readonly leavers: { readonly asked: (readonly [number, readonly string[]])[]; readonly handedBack: string[] };
  readonly identified: number[];
  readonly bell: { readonly listeners: Listener[]; stopped: number };
  /** What is so now; a test sets it. */
  readonly now: {
    waiting: PanelCommand[];
    pace: CommandPage['pace'];
    isFull: boolean;
    poll: NotDone | { readonly kind: 'unknown'; readonly because: string } | 'throws' | null;
    settle: Answer<null>;
    /** What is awaited before the next poll is answered. */
    hold: Promise<void> | null;
    holds: boolean | 'throws';
    isConnected: boolean;
    org: Partial<OrgSettings>;
    activeTickets: readonly string[];
    changed: readonly string[];
    assignees: readonly string[];
    left: readonly string[];
  };
  readonly kept: InboxState;
  worker(): InboxWorker;
  pass(ms: number): Promise<void>;
};

const EMPTY: InboxState = {
  commandMark: null,
  ticketMark: null,
  bellPosition: null,
  account: null,
  askedAt: null,
  rungAt: null,
  trouble: null,
  bell: null,
};

const atRest = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

export function inboxWorld(org: Partial<OrgSettings> = {}, kept: Partial<InboxState> = {}): InboxWorld {
  const time = manualTime(START);
  let worker: InboxWorker | null = null;
  const world: InboxWorld & { kept: InboxState } = {
    time,
    polls: [],
    settled: [],
    reported: [],
    hinted: [],
    follows: [],
    leavers: { asked: [], handedBack: [] },
    identified: [],
    bell: { listeners: [], stopped: 0 },
    now: {
      waiting: [],
      pace: 'usual',
      isFull: false,
      poll: null,
      settle: { kind: 'done', value: null },
      hold: null,
      holds: true,
      isConnected: true,
      org,
      activeTickets: [],
      changed: [],
      assignees: [],
      left: [],
    },
    kept: { ...EMPTY, ...kept },
    worker: () => (worker ??= startInboxWorker(ID, depsOf(world, keep))),
    pass: (ms) => time.advance(ms, atRest),
  };
  const keep = (news: Partial<InboxState>): void => {
    world.kept = { ...world.kept, ...news };
  };
  return world;
}

const since = (world: InboxWorld): number => world.time.clock.now() - START;

function depsOf(world: InboxWorld, keep: (news: Partial<InboxState>) => void): WorkerDeps {
  const { now, time } = world;
  const desk = deskOf(world);
  return {
    clock: time.clock,
    timers: time.timers,
    store: { find: async () => world.kept, keep: async (_id, news) => keep(news) },
    handle: async (_installation, page) => page.commands.map((command) => resultOf(command, page.now)),
    activeTickets: async () => now.activeTickets,
    activeAssignees: async () => now.assignees,
    handBack: async (_id, agentId) => void world.leavers.handedBack.push(agentId),
    hints: { add: async (_id, ticketId) => void world.hinted.push(ticketId) },
    helpDesks: { of: async () => (now.isConnected ? desk : null) },
    installations: {
      find: async () =>
        anInstallation({ id: ID, helpDesk: 'salesforce' }, { org: { ...USUAL_ORG, pollSeconds: 15, ...now.org } }),
    },
    isOurs: async () => {
      if (now.holds === 'throws') throw new Error('the database is away');
      return now.holds;
    },
    onBell: () => undefined,
    report: (error) => void world.reported.push(error),
  };
}

function deskOf(world: InboxWorld): InboxDesk {
  const { now } = world;
  return {
    commands: {
      poll: async () => {
        world.polls.push(since(world));
        await now.hold;
        if (now.poll === 'throws') throw new Error('a fault of ours');
        if (now.poll !== null) return now.poll;
        const { waiting: commands, pace, isFull } = now;
        const page = { commands, watermark: String(since(world)), deleted: [], pace, isFull };
        return { kind: 'done', value: { ...page, now: world.time.clock.now() } };
      },
      settle: async (results) => {
        if (now.settle.kind !== 'done') return now.settle;
        world.settled.push(...results);
        const told = new Set(results.map(({ recordId }) => recordId));
        now.waiting = now.waiting.filter(({ recordId }) => !told.has(recordId));
        return now.settle;
      },
    },
    changes: {
      changedSince: async (_ids, mark) => {
        world.follows.push(since(world));
        return { kind: 'done', value: { ticketIds: now.changed, watermark: `${mark ?? ''}+` } };
      },
      agentsLeft: async (agentIds) => {
        world.leavers.asked.push([since(world), agentIds]);
        return { kind: 'done', value: now.left };
      },
    },
    doorbell: {
      listen: (options) => {
        world.bell.listeners.push(options);
        return { stop: async () => void (world.bell.stopped += 1) };
      },
    },
    identify: async () => {
      world.identified.push(since(world));
      return { kind: 'done', value: { accountId: '00D1', name: 'Kestrel', isSandbox: false } };
    },
  };
}

function resultOf({ recordId }: PanelCommand, now: number): CommandResult {
  return { recordId, result: 'done', message: '', requestId: 'r', seenAt: now, handledAt: now };
}

/** A command that an agent left. */
export function aPress(recordId = 'c1'): PanelCommand {
  return {
    recordId,
    ticket: { id: '5001', number: '00001', subject: 'Printer' },
    seen: null,
    requestId: null,
    type: 'create-request',
    parameters: {},
    clientKey: `key-${recordId}`,
    agent: { id: '0051', name: 'Mara', email: 'mara@kestrel.example' },
    createdAt: START,
    orgId: '00D1',
  };
}
