import type { Answer } from '../../../core/ports/answer.ts';
import type { CommandResult } from '../../../core/ports/panel-platform.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { done, invalid } from '../../shared/answers.ts';
import type { Send } from './call.ts';
import type { Fields } from './composite.ts';
import { failedPart, readPart } from './composite.ts';
import type { Write } from './gathered-writes.ts';
import { readLine } from '../../shared/plain-text.ts';
import { isRecordId, longId } from './record-id.ts';
import { ambiguous, readRefusal } from './refusal.ts';
import { saveResults } from './wire.ts';

const OBJECT = 'Session_Request_Command__c';
const MOST_AT_ONCE = 200;
const LONGEST_MESSAGE_CHARS = 255;
/** Nobody waits for the answer of a command that is gone. */
const GONE = new Set(['ENTITY_IS_DELETED', 'NOT_FOUND', 'INVALID_CROSS_REFERENCE_KEY']);
const NAMES = { done: 'Done', refused: 'Refused', 'too-old': 'Too old' } as const;

/** So few go with what else is written just now; more are one call of their own. */
const MOST_WITH_OTHERS = 10;

export type Settling = { readonly send: Send; readonly writes: Write; readonly now: () => EpochMs };

/** Writes the results into the commands, each by itself: one that cannot be told keeps no other from being told. */
export async function settleCommands(settling: Settling, results: readonly CommandResult[]): Promise<Answer<null>> {
  if (!results.every(({ recordId }) => isRecordId(recordId))) return invalid('This is not the id of a command.');
  if (results.length <= MOST_WITH_OTHERS) {
    return worstOf(await Promise.all(results.map((result) => settleOne(settling, result))));
  }
  let failure: Answer<null> = done(null);
  for (let start = 0; start < results.length; start += MOST_AT_ONCE) {
    const answer = await settleSome(settling, results.slice(start, start + MOST_AT_ONCE));
    if (answer.kind !== 'done') failure = answer;
  }
  return failure;
}

async function settleOne({ writes, now }: Settling, result: CommandResult): Promise<Answer<null>> {
  const path = `${OBJECT}/${longId(result.recordId)}`;
  const answer = await writes([{ method: 'PATCH', path, name: 'command', body: fieldsOf(result) }], 'idempotent');
  if (answer.kind !== 'done') return answer;
  const failed = failedPart(answer.value);
  const isTold = failed === null || failed.errors.some(({ code }) => GONE.has(code));
  return isTold ? done(null) : readPart(failed, now());
}

async function settleSome({ send, now }: Settling, results: readonly CommandResult[]): Promise<Answer<null>> {
  const records = results.map((result) => ({
    attributes: { type: OBJECT },
    id: longId(result.recordId),
    ...fieldsOf(result),
  }));
  const body = { allOrNone: false, records };
  const path = '/composite/sobjects';
  const answer = await send({ method: 'PATCH', path, body, urgency: 'write', effect: 'idempotent' });
  if (answer.kind !== 'done') return answer;
  const saved = saveResults.safeParse(answer.value.json);
  if (!saved.success || saved.data.length !== results.length) {
    return ambiguous('idempotent', 'The answer of Salesforce could not be read.');
  }
  // A 200 says nothing: each record has a result of its own.
  const failed = saved.data.filter(({ success, errors }) => !success && !errors.some(({ code }) => GONE.has(code)));
  const answers = failed.map(({ errors }) => readRefusal('idempotent', { status: 400, errors }, now()));
  return worstOf(answers);
}

/** Trouble that passes first: the whole is to be told again. */
function worstOf(answers: readonly Answer<null>[]): Answer<null> {
  const failed = answers.filter(({ kind }) => kind !== 'done');
  const passing = failed.find((each) => each.kind === 'not-done' && each.retry.when !== 'never');
  return passing ?? failed[0] ?? done(null);
}

function fieldsOf(result: CommandResult): Fields {
  return {
    Seen_At__c: new Date(result.seenAt).toISOString(),
    Handled_At__c: new Date(result.handledAt).toISOString(),
    Result__c: NAMES[result.result],
    Result_Message__c: readLine(result.message, LONGEST_MESSAGE_CHARS) || null,
    Result_Key__c: result.requestId,
  };
}
