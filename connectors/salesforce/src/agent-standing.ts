import type { Answer } from '../../../core/ports/answer.ts';
import type { AgentStanding } from '../../../core/ports/panel-platform.ts';
import { done } from '../../shared/answers.ts';
import { API_VERSION } from './api-version.ts';
import type { Send } from './call.ts';
import { readUser } from './people.ts';
import { isIdOf, notARecordId } from './record-id.ts';
import { ambiguous, readRefusal } from './refusal.ts';
import { soql } from './soql.ts';
import { compositeAnswer, errorsBody, idRow, queryAnswer, recordAccessRow, userRow } from './wire.ts';

/** The right that makes somebody an agent: to leave a command. It may come from our permission set, a group of sets, or a profile. */
const RIGHT = 'Session_Request_Command__c';

/**
 * What the org says of a user now, in one call: whether he is active, may give commands, and sees the case. Reading who may do what needs
 * the permission set `Session_Requests_Access_Reader`; without it `mayAct` is null.
 */
export async function findStanding(
  send: Send,
  userId: string,
  caseId: string | null,
  now: () => number,
): Promise<Answer<AgentStanding>> {
  if (!isIdOf('user', userId)) return notARecordId('user');
  if (caseId !== null && !isIdOf('case', caseId)) return notARecordId('case');
  const answer = await send({
    method: 'POST',
    path: '/composite',
    body: { allOrNone: false, compositeRequest: questions(userId, caseId) },
    // Somebody stands before the page.
    urgency: 'write',
    effect: 'read',
  });
  if (answer.kind !== 'done') return answer;
  const read = compositeAnswer.safeParse(answer.value.json);
  if (!read.success) return unreadable();
  const parts = new Map(read.data.compositeResponse.map((part) => [part.referenceId, part]));
  const [user, right, access] = ['user', 'right', 'access'].map((name) => rowsOf(parts.get(name)));
  if (user === undefined) return unreadable();
  if ('status' in user) return readRefusal('read', user, now());
  const active = userRow.array().safeParse(user.rows);
  if (!active.success) return unreadable();
  const [found] = active.data;
  return done({
    agent: found?.IsActive === true ? readUser(found) : null,
    mayAct: right === undefined || 'status' in right ? null : idRow.array().safeParse(right.rows).data?.length === 1,
    seesTicket: caseId === null ? null : seesCase(access),
  });
}

function questions(userId: string, caseId: string | null) {
  const texts = {
    user: soql`SELECT Id, Name, Email, IsActive FROM User WHERE Id = ${userId} AND IsActive = true`,
    right: soql`
      SELECT Id FROM ObjectPermissions
      WHERE SobjectType = ${RIGHT} AND PermissionsCreate = true
        AND ParentId IN (SELECT PermissionSetId FROM PermissionSetAssignment WHERE AssigneeId = ${userId}) LIMIT 1`,
    ...(caseId === null
      ? {}
      : {
          access: soql`
            SELECT RecordId, HasReadAccess FROM UserRecordAccess WHERE UserId = ${userId} AND RecordId = ${caseId}`,
        }),
  };
  return Object.entries(texts).map(([referenceId, text]) => ({
    method: 'GET',
    url: `/services/data/v${API_VERSION}/query/?q=${encodeURIComponent(text)}`,
    referenceId,
  }));
}

type Rows = { readonly rows: unknown } | Parameters<typeof readRefusal>[1];

function rowsOf(part: { readonly body: unknown; readonly httpStatusCode: number } | undefined): Rows | undefined {
  if (part === undefined) return undefined;
  if (part.httpStatusCode >= 400) return { status: part.httpStatusCode, errors: errorsBody.parse(part.body) };
  return { rows: queryAnswer.safeParse(part.body).data?.records };
}

/** A case that even the integration user does not see has no row: then nobody is let in by it. */
function seesCase(access: Rows | undefined): boolean | null {
  if (access === undefined || 'status' in access) return null;
  const read = recordAccessRow.array().safeParse(access.rows);
  return read.success ? read.data[0]?.HasReadAccess === true : null;
}

function unreadable(): Answer<never> {
  return ambiguous('read', 'The answer of Salesforce could not be read.');
}
