import type { Answer } from '../../../core/ports/answer.ts';
import type { SessionList, SessionRecord } from '../../../core/ports/session-records.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { done, notDone } from '../../shared/answers.ts';
import type { CallApi } from './api-call.ts';
import type { ApiClock } from './api-clock.ts';
import { readSession, sessionPage } from './session-shape.ts';

const PAGE = 200;
const MOST_PAGES = 10;

/**
 * Every session of the licence that began at or after `since`. AnyDesk's filter and order are asked for and not relied on: what is too
 * old is left out here, and a list that moves between two pages gives no session twice.
 */
export async function listSessions(call: CallApi, clock: ApiClock, since: EpochMs): Promise<Answer<SessionList>> {
  const from = Math.max(0, Math.floor(clock.toTheirs(since) / 1000));
  const found = new Map<string, SessionRecord>();
  let unreadable = 0;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = `from=${from}&sort=start-time&order=desc&offset=${page * PAGE}&limit=${PAGE}`;
    const answer = await call({ method: 'GET', resource: `/sessions?${query}` });
    if (answer.kind !== 'done') return answer;
    const read = sessionPage.safeParse(answer.value);
    if (!read.success) return notDone('soon', 'invalid', 'AnyDesk’s list of sessions is not as it is described.');
    const { count, list } = read.data;
    for (const row of list) {
      const session = readSession(row, clock);
      if (session === null) unreadable += 1;
      else found.set(session.id, session);
    }
    const isLast = list.length === 0 || (count ?? 0) <= page * PAGE + list.length;
    if (isLast) return done({ sessions: inOrder(found, since), unreadable, isComplete: true });
  }
  return done({ sessions: inOrder(found, since), unreadable, isComplete: false });
}

/** Their times are whole seconds, so one that began in the same second counts. */
function inOrder(found: ReadonlyMap<string, SessionRecord>, since: EpochMs): readonly SessionRecord[] {
  return [...found.values()]
    .filter(({ startedAt }) => startedAt > since - 1000)
    .toSorted((a, b) => a.startedAt - b.startedAt || a.id.localeCompare(b.id));
}
