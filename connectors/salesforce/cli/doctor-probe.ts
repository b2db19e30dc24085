import type { Answer, Finding } from '../../../core/ports/answer.ts';
import type { Send } from '../src/call.ts';
import { EVENT_OBJECT } from '../src/events.ts';
import { queryOne } from '../src/query.ts';
import { soql } from '../src/soql.ts';
import { problem, warning, wellDone } from '../../shared/verify-finding.ts';
import { createdAnswer, idRow } from '../src/wire.ts';

const CHECK = 'probe record';

/** Makes an entry's record on the newest case and deletes it again. Nothing is shown in the feed, and nobody is told. */
export async function probeEvent(send: Send, now: number): Promise<Finding> {
  const newest = await queryOne(send, soql`SELECT Id FROM Case ORDER BY CreatedDate DESC LIMIT 1`, idRow);
  if (newest.kind !== 'done' || newest.value === null) {
    return warning(CHECK, 'There is no case to try a record on.', 'Make a case, and run the doctor again.');
  }
  const made = await send({
    method: 'POST',
    path: `/sobjects/${EVENT_OBJECT}`,
    body: { Case__c: newest.value.Id, Key__c: `DOCTOR-${now}`, At__c: new Date(now).toISOString() },
    urgency: 'read',
    effect: 'once',
  });
  const created = made.kind === 'done' ? createdAnswer.safeParse(made.value.json).data : undefined;
  if (created === undefined) return notMade(made);
  const path = `/sobjects/${EVENT_OBJECT}/${created.id}`;
  const removed = await send({ method: 'DELETE', path, urgency: 'read', effect: 'once' });
  if (removed.kind === 'done') return wellDone(CHECK, 'A record was made on the newest case and removed again.');
  return warning(
    CHECK,
    `A record was made, but could not be removed: ${said(removed)}`,
    `Delete the record DOCTOR-${now} of Session Request Events by hand.`,
  );
}

function notMade(answer: Answer<unknown>): Finding {
  return problem(
    CHECK,
    `No record could be made: ${answer.kind === 'done' ? 'the answer could not be read.' : said(answer)}`,
    'Assign Session_Requests_Server to the integration user, and look which rule or flow of your own is in the way.',
  );
}

function said(answer: Exclude<Answer<unknown>, { readonly kind: 'done' }>): string {
  return answer.kind === 'unknown' ? answer.because : answer.because.message;
}
