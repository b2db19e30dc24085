import type { Change } from '../../core/ports/change-feed.ts';
import type { LeaseStore } from '../storage/store.ts';
import { type AccountWatch, type AccountWatchDeps, watchAccount } from './account-watch.ts';
import { noteRequest } from './note-request.ts';
import type { RemoteAccount } from './remote-accounts.ts';
import { serves } from './request-signs.ts';

/** Looks for the sessions of all requests, in all accounts. */
export type SessionWatch = {
  start(): void;
  stop(): Promise<void>;
};

export type SessionWatchDeps = Omit<AccountWatchDeps, 'isOurs'> & {
  /** Requests that may have a session now: those that are Ready or Connected. */
  readonly mayHaveSession: () => Promise<readonly string[]>;
  readonly onChange: (listener: (change: Change) => void) => () => void;
  /** Null where no other process can share the database. */
  readonly leases: LeaseStore | null;
  readonly owner: string;
};

/** Longer than a look and the longest wait between two. */
const LEASE_MS = 360_000;
/** Accounts that another process added are noticed within this. */
const LOOK_EVERY_MS = 30_000;
const MINUTE_MS = 60_000;
const KEEP_WATCH_MS = 60 * MINUTE_MS;
const KEEP_SESSION_MS = 30 * 24 * 60 * MINUTE_MS;

export function createSessionWatch(deps: SessionWatchDeps): SessionWatch {
  const { accounts, leases, owner, timers, core } = deps;
  const workers = new Map<string, { readonly account: RemoteAccount; readonly watch: AccountWatch }>();
  const ends = new Set<Promise<void>>();
  let isStopped = false;
  const report = (error: unknown): void => deps.report(error, '');
  const isOurs = async (id: string): Promise<boolean> =>
    leases === null || (await leases.hold(leaseOf(id), owner, core.clock.now(), LEASE_MS));
  const end = (id: string): void => {
    const ended = (workers.get(id)?.watch.stop() ?? Promise.resolve())
      .then(() => leases?.release(leaseOf(id), owner))
      .catch(report)
      .finally(() => ends.delete(ended));
    workers.delete(id);
    ends.add(ended);
  };
  const look = async (): Promise<void> => {
    const all = await accounts.list();
    if (isStopped) return;
    for (const [id, { account }] of workers) if (!all.some((one) => isSame(one, account))) end(id);
    const isFirst = workers.size === 0 && all.length > 0;
    // Before the first look: launches of a time when nobody watched.
    if (isFirst) for (const requestId of await deps.mayHaveSession()) await noteRequest(deps, requestId);
    for (const account of all) {
      if (isStopped || workers.has(account.id)) continue;
      workers.set(account.id, { account, watch: watchAccount(account.id, { ...deps, isOurs }) });
    }
    await deps.watches.forget(core.clock.now() - KEEP_WATCH_MS);
    await deps.sessions.forget(core.clock.now() - KEEP_SESSION_MS);
  };
  const changed = ({ requestId, installationId }: Change): void => {
    const serving = [...workers.values()].filter(({ account }) => serves(account, installationId));
    if (serving.length === 0) return;
    const note = async (): Promise<void> => {
      if (await noteRequest(deps, requestId)) for (const { watch } of serving) watch.ring();
    };
    note().catch(report);
  };
  /** With another password everything may be different: what waits for the old one begins anew. */
  const anew = (accountId: string): void => {
    if (workers.has(accountId)) end(accountId);
    look().catch(report);
  };
  let forget: readonly (() => void)[] = [];
  let cancelLook: (() => void) | null = null;
  const repeat = (): void => {
    cancelLook = timers.after(LOOK_EVERY_MS, () => {
      if (!isStopped) look().catch(report).finally(repeat);
    });
  };
  return {
    start: () => {
      forget = [deps.onChange(changed), accounts.onChanged(anew)];
      look().catch(report).finally(repeat);
    },
    stop: async () => {
      isStopped = true;
      cancelLook?.();
      for (const one of forget) one();
      for (const id of workers.keys()) end(id);
      await Promise.all(ends);
    },
  };
}

const leaseOf = (accountId: string): string => `session-watch:${accountId}`;

/** An account that was changed is looked at anew, and at once. */
function isSame(a: RemoteAccount, b: RemoteAccount): boolean {
  return (
    a.id === b.id && a.address === b.address && a.licenseId === b.licenseId && a.installationId === b.installationId
  );
}
