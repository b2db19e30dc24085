import type { Answer } from '../../../core/ports/answer.ts';
import type { CommandResult } from '../../../core/ports/panel-platform.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { done, invalid } from '../../shared/answers.ts';
import type { Send } from './call.ts';
import { readLine } from '../../shared/plain-text.ts';
import { isRecordId, longId } from './record-id.ts';
import { ambiguous, readRefusal } from './refusal.ts';
import { saveResults } from './wire.ts';

const MOST_AT_ONCE = 200;
const LONGEST_MESSAGE_CHARS = 255;
/** Nobody waits for the answer of a command that is gone. */
const GONE = new Set(['ENTITY_IS_DELETED', 'NOT_FOUND', 'INVALID_CROSS_REFERENCE_KEY']);
const NAMES = { done: 'Done', refused: 'Refused', 'too-old': 'Too old' } as const;

/** Writes the results into the commands, each by itself: one that cannot be told keeps no other from being told. */
export async function settleCommands(
  send: Send,
  results: readonly CommandResult[],
  now: EpochMs,
): Promise<Answer<null>> {
  if (!results.every(({ recordId }) => isRecordId(recordId))) return invalid('This is not the id of a command.');
  let failure: Answer<null> = done(null);
  for (let start = 0; start < results.length; start += MOST_AT_ONCE) {
    const answer = await settleSome(send, results.slice(start, start + MOST_AT_ONCE), now);
    if (answer.kind !== 'done') failure = answer;
  }
  return failure;
}

async function settleSome(send: Send, results: readonly CommandResult[], now: EpochMs): Promise<Answer<null>> {
  const body = { allOrNone: false, records: results.map((result) => fieldsOf(result)) };
  const path = '/composite/sobjects';
  const answer = await send({ method: 'PATCH', path, body, urgency: 'write', effect: 'idempotent' });
  if (answer.kind !== 'done') return answer;
  const saved = saveResults.safeParse(answer.value.json);
  if (!saved.success || saved.data.length !== results.length) {
    return ambiguous('idempotent', 'The answer of Salesforce could not be read.');
  }
  // A 200 says nothing: each record has a result of its own.
  const failed = saved.data.filter(({ success, errors }) => !success && !errors.some(({ code }) => GONE.has(code)));
  const answers = failed.map(({ errors }) => readRefusal('idempotent', { status: 400, errors }, now));
  const passing = answers.find((each) => each.kind === 'not-done' && each.retry.when !== 'never');
  return passing ?? answers[0] ?? done(null);
}

function fieldsOf(result: CommandResult): object {
  return {
    attributes: { type: 'Session_Request_Command__c' },
    id: longId(result.recordId),
    Seen_At__c: new Date(result.seenAt).toISOString(),
    Handled_At__c: new Date(result.handledAt).toISOString(),
    Result__c: NAMES[result.result],
    Result_Message__c: readLine(result.message, LONGEST_MESSAGE_CHARS) || null,
    Result_Key__c: result.requestId,
  };
}
