import type { NotDone } from '../../core/ports/answer.ts';
import type { SessionRecord, SessionRecords } from '../../core/ports/session-records.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import { followRequest } from './follow-request.ts';
import type { Candidate } from './judge-session.ts';
import type { RemoteAccount } from './remote-accounts.ts';
import { serves } from './request-signs.ts';
import { takeIn } from './take-in.ts';
import { tellComment } from './tell-comment.ts';
import type { WatchDeps } from './watch-deps.ts';
import type { Watch } from './watch-store.ts';
import { whatItTakes } from './what-it-takes.ts';

export type PollEnd =
  | { readonly kind: 'polled'; readonly isBusy: boolean; readonly newestLaunchAt: EpochMs | null }
  | { readonly kind: 'failed'; readonly because: string; readonly isForLong: boolean };

const MINUTE_MS = 60_000;
const LONGEST_LOOK_BACK_MS = 24 * 60 * MINUTE_MS;
/** A comment may be written a while after the session. */
const LOOK_BACK_MS = 10 * MINUTE_MS;
const BEFORE_LAUNCH_MS = 5 * MINUTE_MS;

/** Reads an account's sessions once and brings every request in line that one of them belongs to. */
export async function pollAccount(deps: WatchDeps, account: RemoteAccount): Promise<PollEnd> {
  const { core, accounts } = deps;
  const book = await deps.records.of(account.id);
  if (book === null) return { kind: 'failed', because: 'The account cannot be opened.', isForLong: true };
  const watches = (await deps.watches.list()).filter(({ installationId }) => serves(account, installationId));
  const now = core.clock.now();
  const listed = await book.list(sinceOf(account, watches, now));
  if (listed.kind !== 'done') {
    const because = listed.kind === 'unknown' ? listed.because : listed.because.message;
    await accounts.noteAsked(account.id, now, because);
    return { kind: 'failed', because, isForLong: listed.kind === 'not-done' && isForLong(listed) };
  }
  const { sessions, unreadable, isComplete } = listed.value;
  const rest = await findOthers(deps, account, book, sessions);
  await takeInAll(deps, account, watches, [...rest.found, ...sessions]);
  const gaps = [gapOf(unreadable, isComplete), rest.trouble].filter((gap) => gap !== null);
  await accounts.noteAsked(account.id, now, gaps.length === 0 ? null : gaps.join(' '));
  const launches = watches.filter(({ voidAt }) => voidAt === null).map(({ launchedAt }) => launchedAt);
  return {
    kind: 'polled',
    isBusy: launches.length > 0,
    newestLaunchAt: launches.length === 0 ? null : Math.max(...launches),
  };
}

function sinceOf(account: RemoteAccount, watches: readonly Watch[], now: EpochMs): EpochMs {
  const launches = watches
    .filter(({ voidAt }) => voidAt === null)
    .map(({ launchedAt }) => launchedAt - BEFORE_LAUNCH_MS);
  const usual = (account.askedAt ?? account.createdAt) - LOOK_BACK_MS;
  return Math.max(Math.min(usual, ...launches), account.createdAt - LOOK_BACK_MS, now - LONGEST_LOOK_BACK_MS);
}

function isForLong({ retry }: NotDone): boolean {
  return retry.when === 'after-reconnect' || retry.when === 'never';
}

/** Sessions that began longer ago than the list goes back. One that cannot be found is not taken to be over. */
async function findOthers(
  deps: WatchDeps,
  account: RemoteAccount,
  book: SessionRecords,
  listed: readonly SessionRecord[],
): Promise<{ readonly found: readonly SessionRecord[]; readonly trouble: string | null }> {
  const ids = new Set(listed.map(({ id }) => id));
  const found: SessionRecord[] = [];
  let trouble: string | null = null;
  for (const { sessionId } of await deps.sessions.running(account.id)) {
    if (ids.has(sessionId)) continue;
    const answer = await book.find(sessionId);
    if (answer.kind === 'done' && answer.value !== null) found.push(answer.value);
    else trouble = 'A session that ran the last time cannot be found any more, so its end is not known.';
  }
  return { found, trouble };
}

function gapOf(unreadable: number, isComplete: boolean): string | null {
  if (unreadable > 0) return `${unreadable} records of sessions could not be read.`;
  return isComplete ? null : 'There were more sessions than can be read at once.';
}

async function takeInAll(
  deps: WatchDeps,
  account: RemoteAccount,
  watches: readonly Watch[],
  records: readonly SessionRecord[],
): Promise<void> {
  const devices = await deps.devices.all();
  const candidates = await Promise.all(watches.map((watch) => candidateOf(deps, watch, devices)));
  const ground = {
    accountId: account.id,
    candidates: candidates.filter((candidate) => candidate !== null),
    knownDevices: new Set([...devices.values()].flat()),
  };
  const requestIds = new Set<string>();
  for (const record of records) {
    const requestId = await takeIn(deps, record, ground);
    if (requestId !== null) requestIds.add(requestId);
  }
  for (const requestId of requestIds) await followRequest(deps, requestId);
  for (const record of records) await tellComment(deps, { accountId: account.id, sessionId: record.id });
}

async function candidateOf(
  { requests }: WatchDeps,
  watch: Watch,
  devices: ReadonlyMap<string, readonly string[]>,
): Promise<Candidate | null> {
  const stored = await requests.find(watch.requestId);
  if (stored === null) return null;
  const { requestId, address, agent, launchedAt, voidAt } = watch;
  const takes = whatItTakes(stored.request);
  return { requestId, address, devices: devices.get(agent.id) ?? [], launchedAt, voidAt, takes };
}
