import type { Answer } from '../../../core/ports/answer.ts';
import type { RequestRecord, RequestRecords } from '../../../core/ports/panel-platform.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { done, invalid } from '../../shared/answers.ts';
import type { Fields } from './composite.ts';
import { failedPart, hasCode, readPart } from './composite.ts';
import type { AssigneeUsers } from './assignee-users.ts';
import type { Write } from './gathered-writes.ts';
import { changingFields, identityFields, LONGEST_VIEW_CHARS, viewText } from './record-fields.ts';
import { createRecent } from './recent.ts';
import { isIdOf, notARecordId } from './record-id.ts';
import { ambiguous } from './refusal.ts';

export type RecordsOptions = {
  readonly writes: Write;
  readonly orgId: () => Promise<Answer<string>>;
  readonly users: AssigneeUsers;
  readonly now: () => EpochMs;
};

const OBJECT = 'Session_Request__c';
const NO_SUCH_USER =
  /^(?:INVALID_CROSS_REFERENCE_KEY|INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY|INACTIVE_OWNER_OR_USER)$/;

/** How long a state that was written counts as known. A server that was stopped for longer no longer holds the right to write. */
const KNOWN_MS = 60_000;
/** Users do not appear in an org every minute. */
const NO_USER_MS = 60 * 60_000;

/** The copies of requests that panels, lists and reports read. */
export function createRecords(options: RecordsOptions): RequestRecords {
  const { now } = options;
  const written = createRecent(KNOWN_MS, now);
  const noUsers = createRecent(NO_USER_MS, now);
  const put = async (record: RequestRecord, orgId: string): Promise<Answer<null>> => {
    const assignee = await options.users.of(record.assignee);
    const fields = changingFields(record, orgId, assignee);
    const isUnknown = assignee !== null && noUsers.get(assignee) !== null;
    const first = await write(options, record, isUnknown ? { ...fields, Assignee__c: null } : fields);
    if (first.kind !== 'unknown-user') return first;
    if (assignee === null || isUnknown) return first.because;
    const again = await write(options, record, { ...fields, Assignee__c: null });
    if (again.kind === 'done') noUsers.set(assignee, '');
    return again.kind === 'unknown-user' ? again.because : again;
  };
  return {
    write: async (record) => {
      if (!isIdOf('case', record.ticketId)) return notARecordId('case');
      if (!/^[A-Za-z0-9_-]{1,36}$/.test(record.key)) return invalid('This is not the id of a request.');
      if (viewText(record).length > LONGEST_VIEW_CHARS)
        return invalid('The request is too long to be shown in Salesforce.');
      const orgId = await options.orgId();
      if (orgId.kind !== 'done') return orgId;
      const look = `${orgId.value} ${record.looks}`;
      if (written.get(record.key) === look) return done(null);
      // Until it is known what becomes of it, nothing is known.
      written.forget(record.key);
      const answer = await put(record, orgId.value);
      if (answer.kind === 'done') written.set(record.key, look);
      return answer;
    },
  };
}

/** `unknown-user`: it may be the assignee whom the org does not know; he is shown by name in any case. */
type Written = Answer<null> | { readonly kind: 'unknown-user'; readonly because: Answer<never> };

/** Makes the record, or brings it to this state and to this case, whichever it takes. */
async function write({ writes, now }: RecordsOptions, record: RequestRecord, fields: Fields): Promise<Written> {
  const path = `${OBJECT}/External_Key__c/${record.key}`;
  const body = { ...fields, ...identityFields(record) };
  const answer = await writes([{ method: 'PATCH', path, name: 'record', body }], 'idempotent');
  if (answer.kind !== 'done') return answer;
  const failed = failedPart(answer.value);
  if (failed === null) return done(null);
  // Somebody else was faster, our own earlier try most likely. The next try finds it and brings it to this state.
  if (hasCode(failed, /^DUPLICATE_VALUE$/)) return ambiguous('idempotent', 'The record was just being made.');
  const because = readPart(failed, now());
  return hasCode(failed, NO_SUCH_USER) ? { kind: 'unknown-user', because } : because;
}
