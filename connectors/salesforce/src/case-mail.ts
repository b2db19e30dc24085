import type { Answer } from '../../../core/ports/answer.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { done, notDone, unknown } from '../../shared/answers.ts';
import type { Send } from './call.ts';
import type { CheckedEntry } from './entry-text.ts';
import { entryText } from './entry-text.ts';
import { EVENT_OBJECT, eventFields } from './events.ts';
import { readRequester } from './people.ts';
import { readLine } from '../../shared/plain-text.ts';
import { alreadyThere } from './post-entry.ts';
import { queryOne } from './query.ts';
import { longId } from './record-id.ts';
import { readRefusal } from './refusal.ts';
import { soql } from './soql.ts';
import { actionAnswer, caseRow, createdAnswer } from './wire.ts';

const MAIL_LIMIT = { chars: 10_000 } as const;
const LONGEST_SUBJECT_CHARS = 150;

/**
 * A mail from the org to the case's contact. It cannot be taken back, so it is sent first and recorded afterwards: when we stop in
 * between, it is sent twice rather than never.
 */
export async function replyByMail(
  send: Send,
  entry: CheckedEntry,
  now: EpochMs,
): Promise<Answer<{ readonly entryId: string }>> {
  const address = await findAddress(send, entry.ticketId);
  if (address.kind !== 'done') return address;
  const mailed = await sendMail(send, entry, address.value, now);
  return mailed.kind === 'done' ? record(send, entry, now) : mailed;
}

type Addressed = { readonly email: string; readonly subject: string };

async function findAddress(send: Send, ticketId: string): Promise<Answer<Addressed>> {
  const text = soql`
    SELECT Id, CaseNumber, Subject, Status, IsClosed, IsDeleted, MasterRecordId, SuppliedName, SuppliedEmail, SuppliedPhone,
      OwnerId, SystemModstamp, Contact.Name, Contact.Email, Contact.Phone, Contact.MobilePhone
    FROM Case WHERE Id = ${ticketId}`;
  const answer = await queryOne(send, text, caseRow);
  if (answer.kind !== 'done') return answer;
  if (answer.value === null) return notDone('never', 'not-found', 'Salesforce has no such case.');
  const email = readRequester(answer.value)?.email ?? null;
  if (email === null) return notDone('never', 'invalid', 'The contact of the case has no mail address.');
  const subject = [answer.value.CaseNumber, answer.value.Subject ?? ''].join(' ');
  return done({ email, subject: readLine(subject, LONGEST_SUBJECT_CHARS) });
}

/** The input has another name since API version 65, which not every org follows. A name that is refused sent nothing. */
const ADDRESS_INPUTS = ['emailAddresses', 'recipientAddresses'] as const;

async function sendMail(
  send: Send,
  entry: CheckedEntry,
  { email, subject }: Addressed,
  now: EpochMs,
): Promise<Answer<null>> {
  const mail = {
    emailSubject: subject,
    emailBody: entryText(entry, MAIL_LIMIT),
    relatedRecordId: longId(entry.ticketId),
    logEmailOnSend: true,
  };
  const [first, second] = ADDRESS_INPUTS;
  const answer = await runAction(send, { ...mail, [first]: email }, now);
  if (answer.kind !== 'not-done' || answer.because.code !== 'invalid') return answer;
  const again = await runAction(send, { ...mail, [second]: email }, now);
  // Refused by both names: the first refusal tells what is wrong with the mail itself.
  return again.kind === 'not-done' && again.because.code === 'invalid' ? answer : again;
}

async function runAction(send: Send, input: object, now: EpochMs): Promise<Answer<null>> {
  const path = '/actions/standard/emailSimple';
  const body = { inputs: [input] };
  const answer = await send({ method: 'POST', path, body, urgency: 'write', effect: 'once' });
  if (answer.kind !== 'done') return answer;
  const results = actionAnswer.safeParse(answer.value.json).data;
  if (results === undefined) return unknown('The answer of Salesforce could not be read.');
  const failed = results.find(({ isSuccess }) => !isSuccess);
  return failed === undefined
    ? done(null)
    : readRefusal('idempotent', { status: 400, errors: failed.errors ?? [] }, now);
}

/** The mail is out: whatever keeps it from being recorded, it may not be sent again for that alone. */
async function record(send: Send, entry: CheckedEntry, now: EpochMs): Promise<Answer<{ readonly entryId: string }>> {
  const path = `/sobjects/${EVENT_OBJECT}`;
  const body = eventFields(entry, now);
  const answer = await send({ method: 'POST', path, body, urgency: 'write', effect: 'once' });
  const made = answer.kind === 'done' ? createdAnswer.safeParse(answer.value.json).data : undefined;
  if (made !== undefined) return done({ entryId: made.id });
  const found = await alreadyThere(send, entry.marker);
  if (found.kind === 'done') return done({ entryId: found.value.entryId });
  return unknown('The mail was sent, but Salesforce did not record it.');
}
