import type { Change } from '../../core/ports/change-feed.ts';
import type { Installation } from '../../core/ports/installation.ts';
import type { SessionRequest } from '../../core/session-request/states.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import { serves } from '../session-watch/request-signs.ts';
import type { RemoteAccount } from '../session-watch/remote-accounts.ts';
import type { LeaseStore, RequestReader } from '../storage/store.ts';
import type { Judgement, Searcher } from './judge-clients.ts';
import { proposeAddresses } from './propose-addresses.ts';
import { type AccountSearch, type AccountSearchDeps, searchAccount } from './search-account.ts';

/** Finds the client that came online after somebody pressed the download, where an installation wants that. */
export type ClientSearch = {
  start(): void;
  stop(): Promise<void>;
};

export type ClientSearchDeps = Omit<AccountSearchDeps, 'isOurs' | 'now'> & {
  readonly core: CorePorts;
  readonly requests: Pick<RequestReader, 'find'>;
  readonly installations: () => Promise<readonly Installation[]>;
  readonly accounts: { list(): Promise<readonly RemoteAccount[]> };
  /** Requests of this installation that are Waiting. */
  readonly waiting: (installationId: string) => Promise<readonly string[]>;
  readonly onChange: (listener: (change: Change) => void) => () => void;
  /** Null where no other process can share the database. */
  readonly leases: LeaseStore | null;
  readonly owner: string;
};

/** Whoever has not started the client by then types its number. */
const SEARCH_MS = 15 * 60_000;
const LEASE_MS = 360_000;
/** A setting or an account that was changed is noticed within this. */
const LOOK_EVERY_MS = 30_000;

type Waiting = Searcher & { readonly installationId: string };

export function createClientSearch(deps: ClientSearchDeps): ClientSearch {
  const { core, timers, leases, owner } = deps;
  const now = (): EpochMs => core.clock.now();
  const waiting = new Map<string, Waiting>();
  /** Presses for which it cannot be told any more. */
  const given = new Map<string, EpochMs>();
  const running = new Map<string, AccountSearch>();
  let wanted: ReadonlySet<string> = new Set();
  let accounts: readonly RemoteAccount[] = [];
  let isStopped = false;
  const report = (error: unknown): void => deps.report(error, '');
  const isOurs = async (id: string): Promise<boolean> =>
    leases === null || (await leases.hold(leaseOf(id), owner, now(), LEASE_MS));

  const searchersOf = (account: RemoteAccount) => (): readonly Searcher[] =>
    [...waiting.values()].filter(
      ({ installationId, pressedAt }) => serves(account, installationId) && now() - pressedAt < SEARCH_MS,
    );
  const judged = async ({ found, unclear }: Judgement): Promise<void> => {
    for (const requestId of [...unclear, ...found.map((one) => one.requestId)]) {
      given.set(requestId, waiting.get(requestId)?.pressedAt ?? now());
      waiting.delete(requestId);
    }
    for (const { requestId, address } of found) {
      await proposeAddresses(core, requestId, 'came-online', [{ address, name: '' }]);
    }
  };
  const search = (account: RemoteAccount): void => {
    if (isStopped || running.has(account.id) || searchersOf(account)().length === 0) return;
    const one = searchAccount(account.id, { ...deps, now, isOurs }, searchersOf(account), judged);
    running.set(account.id, one);
    const end = async (): Promise<void> => {
      await one.ended.catch(report);
      running.delete(account.id);
      await leases?.release(leaseOf(account.id), owner);
      // Somebody may have pressed while this one came to its end.
      search(account);
    };
    end().catch(report);
  };
  const note = async (requestId: string): Promise<void> => {
    const stored = await deps.requests.find(requestId);
    const pressedAt = stored === null ? null : searchedSince(stored.request);
    if (stored === null || pressedAt === null || now() - pressedAt >= SEARCH_MS || given.get(requestId) === pressedAt) {
      waiting.delete(requestId);
      return;
    }
    given.delete(requestId);
    waiting.set(requestId, { requestId, pressedAt, installationId: stored.request.installationId });
    for (const account of accounts) search(account);
  };
  const look = async (): Promise<void> => {
    const installations = await deps.installations();
    const before = wanted;
    wanted = new Set(installations.filter(({ settings }) => settings.findsNewClient === true).map(({ id }) => id));
    accounts = wanted.size === 0 ? [] : await deps.accounts.list();
    for (const id of waiting.values()) if (!wanted.has(id.installationId)) waiting.delete(id.requestId);
    for (const [requestId, pressedAt] of given) if (now() - pressedAt >= SEARCH_MS) given.delete(requestId);
    for (const id of wanted) {
      if (!before.has(id)) for (const requestId of await deps.waiting(id)) await note(requestId);
    }
    for (const account of accounts) search(account);
  };
  let forget: (() => void) | null = null;
  let cancelLook: (() => void) | null = null;
  const repeat = (): void => {
    cancelLook = timers.after(LOOK_EVERY_MS, () => {
      if (!isStopped) look().catch(report).finally(repeat);
    });
  };
  return {
    start: () => {
      forget = deps.onChange(({ requestId, installationId }) => {
        if (wanted.has(installationId)) note(requestId).catch(report);
      });
      look().catch(report).finally(repeat);
    },
    stop: async () => {
      isStopped = true;
      forget?.();
      cancelLook?.();
      const all = [...running.values()];
      for (const one of all) one.stop();
      await Promise.allSettled(all.map(({ ended }) => ended));
    },
  };
}

const leaseOf = (accountId: string): string => `client-search:${accountId}`;

/** When the download was pressed on a request whose address is still looked for; null for every other. */
function searchedSince(request: SessionRequest): EpochMs | null {
  if (request.status !== 'Waiting' || request.address !== null) return null;
  return request.proposals.some(({ source }) => source === 'came-online') ? null : request.downloadAt;
}
