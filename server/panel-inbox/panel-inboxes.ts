import { PANELS_STAY_INSIDE } from '../../core/ports/installation.ts';
import type { InstallationAdmin, LeaseStore } from '../storage/store.ts';
import { type InboxWorker, startInboxWorker, type WorkerDeps } from './inbox-worker.ts';

/** The inboxes of all accounts whose panels leave commands in the help desk. */
export type PanelInboxes = {
  start(): void;
  /** There may be something to fetch. Unknown accounts have nothing. */
  ring(installationId: string): Promise<void>;
  /** Which account it is, as the help desk named it; null while that is not known, and for a removed one. */
  accountOf(installationId: string): Promise<string | null>;
  stop(): Promise<void>;
};

export type InboxesDeps = Omit<WorkerDeps, 'isOurs'> & {
  readonly accounts: Pick<InstallationAdmin, 'list'>;
  /** `listener` hears the id of every account that was added, changed or removed here. */
  readonly onChanged: (listener: (installationId: string) => void) => () => void;
  /** Null where no other process can share the database. */
  readonly leases: LeaseStore | null;
  readonly owner: string;
};

/** Accounts that another process added or removed are noticed within this; so is the end of a process that polled. */
const LOOK_EVERY_MS = 30_000;
/** Twice as long as a worker waits before it asks for it anew, and a poll takes. */
const LEASE_MS = 120_000;
/** Rings at other processes are noticed within this. */
const LISTEN_EVERY_MS = 1000;

export function createPanelInboxes(deps: InboxesDeps): PanelInboxes {
  const { accounts, leases, owner, timers, report } = deps;
  const { clock } = deps;
  const workers = new Map<string, InboxWorker>();
  const stopping = new Set<Promise<void>>();
  let isStopped = false;
  const isOurs = async (id: string): Promise<boolean> =>
    leases === null || (await leases.hold(leaseOf(id), owner, clock.now(), LEASE_MS));
  const end = (id: string): void => {
    const stopped = (workers.get(id)?.stop() ?? Promise.resolve())
      .then(() => leases?.release(leaseOf(id), owner))
      .catch((error: unknown) => report(error, id))
      .finally(() => stopping.delete(stopped));
    workers.delete(id);
    stopping.add(stopped);
  };
  const look = async (): Promise<void> => {
    const rows = await accounts.list();
    const ids = new Set(
      rows
        .filter(({ installation }) => PANELS_STAY_INSIDE[installation.helpDesk])
        .map(({ installation }) => installation.id),
    );
    if (isStopped) return;
    for (const id of workers.keys()) if (!ids.has(id)) end(id);
    for (const id of ids) if (!workers.has(id)) workers.set(id, startInboxWorker(id, { ...deps, isOurs }));
  };
  const again = createRepeat(timers, report);
  const started: (() => void)[] = [];
  const lookAt = (id: string): void => {
    look()
      .then(() => workers.get(id)?.ring())
      .catch((error: unknown) => report(error, id));
  };
  return {
    start: () => {
      started.push(again(LOOK_EVERY_MS, look), deps.onChanged(lookAt));
      if (leases !== null) started.push(again(LISTEN_EVERY_MS, createListener(deps, workers)));
      look().catch((error: unknown) => report(error, ''));
    },
    ring: async (id) => workers.get(id)?.ring(),
    accountOf: async (id) => (workers.has(id) ? ((await deps.store.find(id)).account?.accountId ?? null) : null),
    stop: async () => {
      isStopped = true;
      for (const forget of started) forget();
      for (const id of workers.keys()) end(id);
      await Promise.all(stopping);
    },
  };
}

const leaseOf = (installationId: string): string => `panel-inbox:${installationId}`;

/** Hears the rings that came in at other processes. */
function createListener({ store, clock }: InboxesDeps, workers: ReadonlyMap<string, InboxWorker>): () => Promise<void> {
  const heard = new Map<string, number>();
  const startedAt = clock.now();
  return async () => {
    for (const [id, worker] of workers) {
      const { rungAt } = await store.find(id);
      const last = heard.get(id) ?? startedAt;
      heard.set(id, rungAt ?? last);
      if (rungAt !== null && rungAt > last && worker.polls()) await worker.ring();
    }
  };
}

function createRepeat(timers: WorkerDeps['timers'], report: WorkerDeps['report']) {
  return (everyMs: number, run: () => Promise<void>): (() => void) => {
    let isOver = false;
    let cancel: (() => void) | null = null;
    const next = (): void => {
      cancel = timers.after(everyMs, () => {
        run()
          .catch((error: unknown) => report(error, ''))
          .finally(() => {
            if (!isOver) next();
          });
      });
    };
    next();
    return () => {
      isOver = true;
      cancel?.();
    };
  };
}
