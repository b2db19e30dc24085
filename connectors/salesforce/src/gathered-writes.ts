import type { Answer } from '../../../core/ports/answer.ts';
import { done, notDone } from '../../shared/answers.ts';
import type { Send } from './call.ts';
import type { Part, PartResult } from './composite.ts';
import { hasCode, readResults, sendParts, subrequests } from './composite.ts';
import { gather, type Gathered } from './gather.ts';
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

type Asked = { readonly parts: readonly Part[]; readonly effect: WriteEffect };
type Waiting = Gathered<Asked, Answer<readonly PartResult[]>>;

/** Salesforce takes 75 graphs, but gives up at the fifteenth that fails; and what is lost with one answer should not be much. */
const MOST_AT_ONCE = 25;

/** Writes of one org that come within a moment, in one call: a call is what an org has few of. */
export function gatherWrites({ send, gatherMs }: GatherOptions): Write {
  const write = gather({
    gatherMs,
    mostAtOnce: MOST_AT_ONCE,
    carryOut: (batch: readonly Waiting[]) => writeAll(send, batch),
  });
  return (parts, effect) => write({ parts, effect });
}

async function writeAll(send: Send, all: readonly Waiting[]): Promise<void> {
  const answers = all.length === 1 ? null : await sendGraphs(send, all);
  if (answers !== null) {
    for (const [index, { told, asked }] of all.entries()) {
      told.resolve(answers[index] ?? ambiguous(asked.effect, UNREADABLE));
    }
    return;
  }
  // Alone, or each by itself after they were refused together: one that is wrong must not keep the others from being written.
  await Promise.all(
    all.map(async ({ asked: { parts, effect }, told }) =>
      told.resolve(await sendParts(send, parts, { effect, allOrNone: true })),
    ),
  );
}

const UNREADABLE = 'The answer of Salesforce could not be read.';

/** One answer for each write, in their order; null when Salesforce found the call itself wrong and did none of it. */
async function sendGraphs(
  send: Send,
  all: readonly Waiting[],
): Promise<readonly Answer<readonly PartResult[]>[] | null> {
  const graphs = all.map(({ asked: { parts } }, index) => ({
    graphId: `w${index}`,
    compositeRequest: subrequests(parts),
  }));
  // Whoever may repeat his write is told so below.
  const answer = await send({
    method: 'POST',
    path: '/composite/graph',
    body: { graphs },
    urgency: 'write',
    effect: 'once',
  });
  if (answer.kind === 'not-done') return answer.retry.when === 'never' ? null : all.map(() => answer);
  if (answer.kind === 'unknown') return all.map(({ asked: { effect } }) => ambiguous(effect, answer.because));
  const graphsTold = graphsAnswer.safeParse(answer.value.json).data?.graphs ?? [];
  return all.map(({ asked: { parts, effect } }, index) => {
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
