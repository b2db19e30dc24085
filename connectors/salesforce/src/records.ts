import type { Answer } from '../../../core/ports/answer.ts';
import type { RequestRecord, RequestRecords } from '../../../core/ports/panel-platform.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { done, invalid } from '../../shared/answers.ts';
import type { Send } from './call.ts';
import type { Fields, Part, PartResult } from './composite.ts';
import { failedPart, hasCode, readPart, sendParts } from './composite.ts';
import { assigneeId, changingFields, identityFields, LONGEST_VIEW_CHARS, viewText } from './record-fields.ts';
import { isIdOf, longId, notARecordId } from './record-id.ts';
import { ambiguous } from './refusal.ts';
import { requestRow } from './wire.ts';

export type RecordsOptions = {
  readonly send: Send;
  readonly orgId: () => Promise<Answer<string>>;
  readonly now: () => EpochMs;
};

const OBJECT = 'Session_Request__c';
const NO_SUCH_USER =
  /^(?:INVALID_CROSS_REFERENCE_KEY|INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY|INACTIVE_OWNER_OR_USER)$/;

/** The copies of requests that panels, lists and reports read. */
export function createRecords(options: RecordsOptions): RequestRecords {
  return {
    write: async (record) => {
      if (!isIdOf('case', record.ticketId)) return notARecordId('case');
      if (!/^[A-Za-z0-9_-]{1,36}$/.test(record.key)) return invalid('This is not the id of a request.');
      if (viewText(record).length > LONGEST_VIEW_CHARS)
        return invalid('The request is too long to be shown in Salesforce.');
      const orgId = await options.orgId();
      if (orgId.kind !== 'done') return orgId;
      const fields = changingFields(record, orgId.value);
      const answer = await write(options, record, fields);
      const isUnknownUser = answer.kind === 'unknown-user' && assigneeId(record) !== null;
      const last = isUnknownUser ? await write(options, record, { ...fields, Assignee__c: null }) : answer;
      return last.kind === 'unknown-user' ? last.because : last;
    },
  };
}

/** `unknown-user`: it may be the assignee whom the org does not know; he is shown by name in any case. */
type Written = Answer<null> | { readonly kind: 'unknown-user'; readonly because: Answer<never> };

async function write({ send, now }: RecordsOptions, record: RequestRecord, fields: Fields): Promise<Written> {
  const path = `${OBJECT}/External_Key__c/${record.key}`;
  const parts: readonly Part[] = [
    { method: 'GET', path: `${path}?fields=Id,Case__c`, name: 'found' },
    { method: 'PATCH', path, name: 'changed', body: fields },
  ];
  const answer = await sendParts(send, parts, { effect: 'idempotent', allOrNone: false });
  if (answer.kind !== 'done') return answer;
  const [found, changed] = answer.value;
  if (found === undefined || changed === undefined) return unreadable();
  if (found.status === 404) return make(send, record, fields, [], now());
  if (found.status >= 400) return readPart(found, now());
  const row = requestRow.safeParse(found.json);
  if (!row.success) return unreadable();
  if (longId(row.data.Case__c) === longId(record.ticketId)) return read(changed, now());
  // A record cannot go to another case, but a request can: it is made anew where it belongs.
  const removed: Part = { method: 'DELETE', path: `${OBJECT}/${row.data.Id}`, name: 'removed' };
  return make(send, record, fields, [removed], now());
}

async function make(
  send: Send,
  record: RequestRecord,
  fields: Fields,
  before: readonly Part[],
  now: EpochMs,
): Promise<Written> {
  const body = { ...fields, ...identityFields(record) };
  const parts: readonly Part[] = [...before, { method: 'POST', path: OBJECT, name: 'made', body }];
  const answer = await sendParts(send, parts, { effect: 'idempotent', allOrNone: true });
  if (answer.kind !== 'done') return answer;
  const failed = failedPart(answer.value);
  if (failed === null) return done(null);
  // Somebody else was faster, our own earlier try most likely. The next try finds it and brings it to this state.
  if (hasCode(failed, /^DUPLICATE_VALUE$/)) return ambiguous('idempotent', 'The record was just being made.');
  return read(failed, now);
}

function read(part: PartResult, now: EpochMs): Written {
  if (part.status < 400) return done(null);
  const because = readPart(part, now);
  return hasCode(part, NO_SUCH_USER) ? { kind: 'unknown-user', because } : because;
}

function unreadable(): Answer<never> {
  return ambiguous('idempotent', 'The answer of Salesforce could not be read.');
}
