import type { SessionRecord } from '../../core/ports/session-records.ts';
import { type Candidate, judgeSession, type Judgement } from './judge-session.ts';
import type { SeenSession } from './seen-sessions.ts';
import type { WatchDeps } from './watch-deps.ts';

/** What a poll knows when it judges sessions. */
export type Ground = {
  readonly accountId: string;
  readonly candidates: readonly Candidate[];
  readonly knownDevices: ReadonlySet<string>;
};

/** Stores a session as it is now, and to which request it belongs. Returns the request to look after, if it has one. */
export async function takeIn(deps: WatchDeps, record: SessionRecord, ground: Ground): Promise<string | null> {
  const { sessions, core } = deps;
  const name = { accountId: ground.accountId, sessionId: record.id };
  const known = await sessions.find(name);
  const isSettled = known !== null && known.standing !== 'unmatched';
  const judgement = isSettled ? null : judgeSession(record, ground.candidates, ground.knownDevices);
  if (judgement?.kind === 'not-ours' && known === null) return null;
  const before: SeenSession = known ?? {
    ...name,
    ...BEGINNING,
    ...factsOf(record, core.clock.now()),
    firstSeenAt: core.clock.now(),
  };
  const after = { ...before, ...factsOf(record, core.clock.now()), ...standingBy(judgement, before) };
  const settled = { ...after, endedAt: before.isOver ? before.endedAt : after.endedAt };
  if (known === null || JSON.stringify(settled) !== JSON.stringify(known)) await sessions.put(settled, before.standing);
  return settled.standing === 'linked' ? settled.requestId : null;
}

const BEGINNING = {
  standing: 'unmatched',
  requestId: null,
  because: null,
  suggested: [],
  isTold: false,
  closeAskedAt: null,
} as const;

/** An end that is not told is when it was first noticed. */
function factsOf(record: SessionRecord, now: number) {
  const { from, to, startedAt, state, comment } = record;
  const isOver = state.kind === 'over';
  return { from, to, startedAt, isOver, endedAt: isOver ? (state.endedAt ?? now) : null, comment };
}

function standingBy(judgement: Judgement | null, before: SeenSession) {
  if (judgement === null || judgement.kind === 'not-ours') {
    const { standing, requestId, because, suggested } = before;
    return { standing, requestId, because, suggested };
  }
  if (judgement.kind === 'belongs') {
    return { standing: 'linked', requestId: judgement.requestId, because: null, suggested: [] } as const;
  }
  const { because, suggested } = judgement;
  return { standing: 'unmatched', requestId: null, because, suggested } as const;
}
