import type { SessionRecord } from '../../core/ports/session-records.ts';
import type { EpochMs, RemoteAddress } from '../../core/session-request/values.ts';
import type { UnmatchedBecause } from './watch-tables.ts';

/** A request whose session is looked for. */
export type Candidate = {
  readonly requestId: string;
  /** The address that was called. */
  readonly address: RemoteAddress;
  /** The devices of the agent who launched. */
  readonly devices: readonly RemoteAddress[];
  readonly launchedAt: EpochMs;
  /** Since when no session of it may begin any more; null while one may. */
  readonly voidAt: EpochMs | null;
  /** Whether a session that runs, or one that is over, can become a session of this request by itself now. */
  readonly takes: 'running-and-past' | 'running' | 'to-close' | 'none';
};

export type Judgement =
  | { readonly kind: 'belongs'; readonly requestId: string }
  | { readonly kind: 'unmatched'; readonly because: UnmatchedBecause; readonly suggested: readonly string[] }
  /** None of our agents and none of our requests: it is nobody's business here. */
  | { readonly kind: 'not-ours' };

/** Records have whole seconds, and a difference of clocks is known to a few. */
export const TOLERANCE_MS = 10_000;

/**
 * To which request a session belongs: to the one that was launched before it began, by an agent whose device called, to the device that
 * was called. Only when exactly one fits is it taken; in every other case a person says.
 */
export function judgeSession(
  session: SessionRecord,
  candidates: readonly Candidate[],
  knownDevices: ReadonlySet<RemoteAddress>,
): Judgement {
  const toThem = candidates.filter(({ address }) => session.to.includes(address));
  const isAgents = session.from.some((address) => knownDevices.has(address));
  if (toThem.length === 0) return isAgents ? unmatched('no-request', []) : { kind: 'not-ours' };
  const byThem = toThem.filter(({ devices }) => session.from.some((address) => devices.includes(address)));
  if (byThem.length === 0) return unmatched('unknown-device', toThem);
  const inTime = byThem.filter((candidate) => isInTime(session, candidate));
  if (inTime.length === 0) return unmatched(isEarly(session, byThem) ? 'before-launch' : 'request-not-ready', byThem);
  const [first, ...others] = inTime;
  if (first === undefined || others.length > 0) return unmatched('several-requests', inTime);
  return takesIt(session, first)
    ? { kind: 'belongs', requestId: first.requestId }
    : unmatched('request-not-ready', inTime);
}

function isInTime({ startedAt }: SessionRecord, { launchedAt, voidAt }: Candidate): boolean {
  return startedAt >= launchedAt - TOLERANCE_MS && (voidAt === null || startedAt < voidAt);
}

function isEarly({ startedAt }: SessionRecord, candidates: readonly Candidate[]): boolean {
  return candidates.every(({ launchedAt }) => startedAt < launchedAt - TOLERANCE_MS);
}

function takesIt({ state }: SessionRecord, { takes }: Candidate): boolean {
  switch (takes) {
    case 'running-and-past':
      return true;
    case 'running':
    case 'to-close':
      return state.kind === 'running';
    case 'none':
      return false;
    default:
      return takes satisfies never;
  }
}

function unmatched(because: UnmatchedBecause, candidates: readonly Candidate[]): Judgement {
  return { kind: 'unmatched', because, suggested: candidates.map(({ requestId }) => requestId) };
}
