import type { Answer } from '../../../core/ports/answer.ts';
import { done, notDone } from '../../shared/answers.ts';
import type { Send } from './call.ts';
import type { Part, PartResult } from './composite.ts';
import { hasCode, readResults, sendParts, subrequests } from './composite.ts';
import type { Effect } from './refusal.ts';
import { ambiguous } from './refusal.ts';
import { graphsAnswer } from './wire.ts';

/** Writes all parts or none of them. What else is written at the same moment goes in the same call, and neither fails with the other. */
export type Write = (parts: readonly Part[], effect: WriteEffect) => Promise<Answer<readonly PartResult[]>>;
type WriteEffect = Exclude<Effect, 'read'>;

export type GatherOptions = {
  readonly send: Send;
  /** How long the first write of a call waits for others. */
  readonly gatherMs: number;
};

type Waiting = {
  readonly parts: readonly Part[];
  readonly effect: WriteEffect;
  readonly told: PromiseWithResolvers<Answer<readonly PartResult[]>>;
};

/** Salesforce takes 75 graphs, but gives up at the fifteenth that fails; and what is lost with one answer should not be much. */
const MOST_AT_ONCE = 25;

/** Writes of one org that come within a moment, in one call: a call is what an org has few of. */
export function gatherWrites({ send, gatherMs }: GatherOptions): Write {
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    const all = waiting;
    waiting = [];
    clearTimeout(timer);
    timer = undefined;
    writeAll(send, all).catch((error: unknown) => {
      for (const { told } of all) told.reject(error);
    });
  };
  return (parts, effect) => {
    const told = Promise.withResolvers<Answer<readonly PartResult[]>>();
    waiting.push({ parts, effect, told });
    if (waiting.length >= MOST_AT_ONCE) flush();
    else timer ??= setTimeout(flush, gatherMs);
    return told.promise;
  };
}

async function writeAll(send: Send, all: readonly Waiting[]): Promise<void> {
  const answers = all.length === 1 ? null : await sendGraphs(send, all);
  if (answers !== null) {
    for (const [index, { told, effect }] of all.entries()) {
      told.resolve(answers[index] ?? ambiguous(effect, UNREADABLE));
    }
    return;
  }
  // Alone, or each by itself after they were refused together: one that is wrong must not keep the others from being written.
  await Promise.all(
    all.map(async ({ parts, effect, told }) => told.resolve(await sendParts(send, parts, { effect, allOrNone: true }))),
  );
}

const UNREADABLE = 'The answer of Salesforce could not be read.';

/** One answer for each write, in their order; null when Salesforce found the call itself wrong and did none of it. */
async function sendGraphs(
  send: Send,
  all: readonly Waiting[],
): Promise<readonly Answer<readonly PartResult[]>[] | null> {
  const graphs = all.map(({ parts }, index) => ({ graphId: `w${index}`, compositeRequest: subrequests(parts) }));
  // Whoever may repeat his write is told so below.
  const answer = await send({
    method: 'POST',
    path: '/composite/graph',
    body: { graphs },
    urgency: 'write',
    effect: 'once',
  });
  if (answer.kind === 'not-done') return answer.retry.when === 'never' ? null : all.map(() => answer);
  if (answer.kind === 'unknown') return all.map(({ effect }) => ambiguous(effect, answer.because));
  const graphsTold = graphsAnswer.safeParse(answer.value.json).data?.graphs ?? [];
  return all.map(({ parts, effect }, index) => {
    const graph = graphsTold.find(({ graphId }) => graphId === `w${index}`);
    const results = graph === undefined ? null : readResults(graph.graphResponse, parts);
    if (results === null) return ambiguous(effect, UNREADABLE);
    return wasLeftOut(results)
      ? notDone('soon', 'unreachable', 'Salesforce did not come to this write.')
      : done(results);
  });
}

/** Too many failed before it: nothing of it was tried. */
function wasLeftOut(results: readonly PartResult[]): boolean {
  return results.every((result) => result.status >= 400 && hasCode(result, /^PROCESSING_HALTED$/));
}
