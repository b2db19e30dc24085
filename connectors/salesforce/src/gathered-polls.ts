import type { Answer } from '../../../core/ports/answer.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { done } from '../../shared/answers.ts';
import { API_VERSION } from './api-version.ts';
import type { Call, Reply, Send } from './call.ts';
import { gather, type Gathered } from './gather.ts';
import { ambiguous, readRefusal } from './refusal.ts';
import { compositeAnswer, errorsBody } from './wire.ts';

export type GatherPollsOptions = {
  readonly send: Send;
  /** How long a look waits for another one. */
  readonly gatherMs: number;
  readonly now: () => EpochMs;
};

type Waiting = Gathered<Call, Answer<Reply>>;

/** Salesforce takes five queries in one call. */
const MOST_AT_ONCE = 5;

const UNREADABLE = ambiguous('read', 'The answer of Salesforce could not be read.');

/** Looks that are made at the same moment, such as for commands and for changed cases, in one call. */
export function gatherPolls(options: GatherPollsOptions): Send {
  const { gatherMs } = options;
  return gather({ gatherMs, mostAtOnce: MOST_AT_ONCE, carryOut: (batch) => lookAll(options, batch) });
}

async function lookAll(options: GatherPollsOptions, all: readonly Waiting[]): Promise<void> {
  const [only] = all;
  if (all.length === 1 && only !== undefined) return only.told.resolve(await options.send(only.asked));
  const answers = await lookTogether(options, all);
  for (const [index, { told }] of all.entries()) told.resolve(answers[index] ?? UNREADABLE);
}

async function lookTogether(
  { send, now }: GatherPollsOptions,
  all: readonly Waiting[],
): Promise<readonly Answer<Reply>[]> {
  const compositeRequest = all.map(({ asked: { method, path } }, index) => ({
    method,
    url: path.startsWith('/services/') ? path : `/services/data/v${API_VERSION}${path}`,
    referenceId: `look${index}`,
  }));
  const body = { allOrNone: false, compositeRequest };
  const answer = await send({ method: 'POST', path: '/composite', body, urgency: 'poll', effect: 'read' });
  if (answer.kind !== 'done') return all.map(() => answer);
  const told = compositeAnswer.safeParse(answer.value.json).data?.compositeResponse ?? [];
  return all.map((_, index) => {
    const part = told.find(({ referenceId }) => referenceId === `look${index}`);
    if (part === undefined) return UNREADABLE;
    const { body: json, httpStatusCode: status } = part;
    if (status >= 400) return readRefusal('read', { status, errors: errorsBody.parse(json) }, now());
    return done({ json, isEmpty: false, serverNow: answer.value.serverNow });
  });
}
