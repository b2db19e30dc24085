import type { Answer } from '../../../core/ports/answer.ts';
import type { TicketWriter } from '../../../core/ports/help-desk.ts';
import { done, invalid, notDone } from '../../shared/answers.ts';
import type { Send } from './call.ts';
import { readText } from '../../shared/plain-text.ts';
import { query } from './query.ts';
import { isIdOf, longId, notARecordId } from './record-id.ts';
import { soql } from './soql.ts';
import { statusRow } from './wire.ts';

const LONGEST_VALUE_CHARS = 255;

export function createTicketWriter(send: Send): TicketWriter {
  return {
    setStatus: async (ticketId, statusValue) => {
      if (!isIdOf('case', ticketId)) return notARecordId('case');
      const known = await isStatus(send, statusValue);
      if (known.kind !== 'done') return known;
      if (!known.value) return invalid('The org has no case status of this name.');
      return update(send, ticketId, { Status: statusValue });
    },
    setField: async (ticketId, field, value) => {
      if (!isIdOf('case', ticketId)) return notARecordId('case');
      if (!/^[A-Za-z]\w{0,76}__c$/.test(field)) {
        return invalid('This is not the API name of a custom field, such as Remote_Support__c.');
      }
      return update(send, ticketId, { [field]: readText(value, LONGEST_VALUE_CHARS) });
    },
    addTimeEntry: async () =>
      notDone(
        'never',
        'not-permitted',
        'Salesforce cases book no time. The session request itself holds how long it took.',
      ),
  };
}

/** Asked for before writing: the field takes any text, and a status that is none would leave the case in no list. */
async function isStatus(send: Send, value: string): Promise<Answer<boolean>> {
  const answer = await query(send, soql`SELECT MasterLabel, ApiName FROM CaseStatus`, statusRow);
  if (answer.kind !== 'done') return answer;
  return done(answer.value.rows.some((row) => (row.ApiName ?? row.MasterLabel) === value));
}

async function update(send: Send, ticketId: string, body: object): Promise<Answer<null>> {
  const path = `/sobjects/Case/${longId(ticketId)}`;
  const answer = await send({ method: 'PATCH', path, body, urgency: 'write', effect: 'idempotent' });
  if (answer.kind !== 'done') return answer;
  // A page of somebody in between is a 200 too; Salesforce answers this with nothing at all.
  return answer.value.isEmpty
    ? done(null)
    : notDone('soon', 'unreachable', 'The answer of Salesforce could not be read.');
}
