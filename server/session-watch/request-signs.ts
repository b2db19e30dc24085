import type { Clock } from '../../core/ports/world.ts';
import { isActive, type SessionRequest } from '../../core/session-request/states.ts';
import type { EpochMs, RemoteAddress } from '../../core/session-request/values.ts';
import type { AgentDevices } from './agent-devices.ts';
import { externalIdOf, readExternalId } from './external-id.ts';
import type { RemoteAccount, RemoteAccounts } from './remote-accounts.ts';
import type { SeenSession, SeenSessions } from './seen-sessions.ts';

/** A session that may belong to a request, which only a person can say. */
export type UnmatchedSign = {
  /** Its name in commands. */
  readonly session: string;
  readonly startedAt: EpochMs;
  readonly address: RemoteAddress;
};

/** What the remote tool's record lets one say of a request beside its status. */
export type RequestSigns = {
  /** Since when the tool does not answer, so that the status may be behind; null while it does, or where nothing is expected of it. */
  readonly silentSince: EpochMs | null;
  readonly unmatched: UnmatchedSign | null;
};

export const NO_SIGNS: RequestSigns = { silentSince: null, unmatched: null };

export type RequestSignsReader = {
  /** By request id. Requests without a sign are absent. */
  of(requests: readonly SessionRequest[]): Promise<ReadonlyMap<string, RequestSigns>>;
  /** Whether no request can have a sign now. */
  isQuiet(): Promise<boolean>;
  /** What is known is read anew the next time. */
  refresh(): void;
};

type Facts = {
  readonly accounts: readonly RemoteAccount[];
  /** Newest first. */
  readonly unmatched: readonly SeenSession[];
  readonly devices: ReadonlyMap<string, readonly RemoteAddress[]>;
};

/** Panels look often, and all of them at the same few rows. */
const KNOWN_FOR_MS = 5000;
/** One look that failed may be a hiccup. */
const SILENT_AFTER_MS = 30_000;
const MOST_UNMATCHED = 200;
const EARLY_MS = 10 * 60_000;

type Sources = {
  readonly accounts: Pick<RemoteAccounts, 'list' | 'onChanged'>;
  readonly sessions: Pick<SeenSessions, 'unmatched'>;
  readonly devices: Pick<AgentDevices, 'all'>;
  readonly clock: Clock;
};

export function createRequestSigns({ accounts, sessions, devices, clock }: Sources): RequestSignsReader {
  let known: { readonly at: EpochMs; readonly facts: Promise<Facts> } | null = null;
  const refresh = (): void => {
    known = null;
  };
  accounts.onChanged(refresh);
  const read = async (): Promise<Facts> => {
    const all = await accounts.list();
    const unmatched = all.length === 0 ? [] : await sessions.unmatched(MOST_UNMATCHED);
    return { accounts: all, unmatched, devices: unmatched.length === 0 ? new Map() : await devices.all() };
  };
  const know = (now: EpochMs): Promise<Facts> => {
    if (known !== null && now - known.at < KNOWN_FOR_MS) return known.facts;
    const facts = read();
    known = { at: now, facts };
    facts.catch(refresh);
    return facts;
  };
  return {
    of: async (requests) => {
      const active = requests.filter(isActive);
      if (active.length === 0) return new Map();
      const now = clock.now();
      const facts = await know(now);
      if (facts.accounts.length === 0) return new Map();
      const signs = active.map((request) => [request.id, signsOf(request, facts, now)] as const);
      return new Map(signs.filter(([, one]) => one.silentSince !== null || one.unmatched !== null));
    },
    isQuiet: async () => {
      const { accounts: all, unmatched } = await know(clock.now());
      return unmatched.length === 0 && all.every(({ trouble }) => trouble === null);
    },
    refresh,
  };
}

function signsOf(request: SessionRequest, facts: Facts, now: EpochMs): RequestSigns {
  return { silentSince: silentSince(request, facts, now), unmatched: unmatchedOf(request, facts) };
}

/** A session may have begun or ended without anybody knowing. */
function silentSince(request: SessionRequest, { accounts }: Facts, now: EpochMs): EpochMs | null {
  const isExpected = request.status === 'Connected' || (request.status === 'Ready' && request.launch !== null);
  if (!isExpected) return null;
  const told = request.status === 'Connected' ? readExternalId(request.session.externalId) : null;
  const since = accounts
    .filter((account) => (told === null ? serves(account, request.installationId) : account.id === told.accountId))
    .flatMap(({ trouble }) => (trouble !== null && now - trouble.since >= SILENT_AFTER_MS ? [trouble.since] : []));
  return since.length === 0 ? null : Math.min(...since);
}

/** Whether an account's sessions may be those of this installation's requests. */
export function serves({ installationId }: Pick<RemoteAccount, 'installationId'>, ofRequest: string): boolean {
  return installationId === null || installationId === ofRequest;
}

function unmatchedOf(request: SessionRequest, { accounts, unmatched, devices }: Facts): UnmatchedSign | null {
  if (request.status === 'Connected' && readExternalId(request.session.externalId) !== null) return null;
  const serving = new Set(accounts.filter((one) => serves(one, request.installationId)).map(({ id }) => id));
  const own = devices.get(agentIdOf(request) ?? '') ?? [];
  const found = unmatched.find((session) => serving.has(session.accountId) && mayBelong(request, session, own));
  const address = found?.to[0];
  if (found === undefined || address === undefined) return null;
  return { session: externalIdOf(found), startedAt: found.startedAt, address };
}

/** The device that was called decides where it is known; else the agent's own device that called. */
function mayBelong(request: SessionRequest, session: SeenSession, own: readonly RemoteAddress[]): boolean {
  if (session.startedAt < request.createdAt - EARLY_MS) return false;
  const address = 'address' in request ? request.address : null;
  if (address !== null) return session.to.includes(address);
  return session.suggested.includes(request.id) || session.from.some((from) => own.includes(from));
}

function agentIdOf({ assignee, createdBy }: SessionRequest): string | null {
  if (assignee.kind === 'agent') return assignee.agent.id;
  return assignee.kind === 'unassigned' && createdBy.kind === 'agent' ? createdBy.agent.id : null;
}
