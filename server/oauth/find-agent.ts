import type { Answer } from '../../core/ports/answer.ts';
import type { Clock } from '../../core/ports/world.ts';
import type { AgentRef, EpochMs } from '../../core/session-request/values.ts';

/** The active agent of a mail address in an installation's help desk; null when it has none. */
export type AgentFinder = (installationId: string, email: string) => Promise<Answer<AgentRef | null>>;

/** A person looks at the page meanwhile. */
const TIMEOUT_MS = 5000;
/** The page is looked at and then pressed: that is one question. Who is not found is asked for again, for somebody may be mending it. */
const REMEMBER_MS = 60_000;
const MOST_REMEMBERED = 1000;

/** The same finder, that answers in time and does not ask again for whom it has just found. */
export function patientFinder(find: AgentFinder, clock: Clock, timeoutMs = TIMEOUT_MS): AgentFinder {
  const found = new Map<string, { readonly agent: AgentRef; readonly until: EpochMs }>();
  return async (installationId, email) => {
    const key = JSON.stringify([installationId, email]);
    const known = found.get(key);
    if (known !== undefined && known.until > clock.now()) return { kind: 'done', value: known.agent };
    const answer = await within(timeoutMs, find(installationId, email));
    if (answer.kind === 'done' && answer.value !== null) {
      if (found.size >= MOST_REMEMBERED) found.clear();
      found.set(key, { agent: answer.value, until: clock.now() + REMEMBER_MS });
    }
    return answer;
  };
}

async function within(timeoutMs: number, work: ReturnType<AgentFinder>): ReturnType<AgentFinder> {
  const late = Promise.withResolvers<Awaited<ReturnType<AgentFinder>>>();
  const timer = setTimeout(() => {
    late.resolve({ kind: 'unknown', because: 'The help desk did not answer in time.' });
  }, timeoutMs);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
