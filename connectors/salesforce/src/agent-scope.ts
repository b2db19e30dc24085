import type { Answer } from '../../../core/ports/answer.ts';
import type { AgentScope } from '../../../core/ports/help-desk.ts';
import { done } from '../../shared/answers.ts';
import type { Send } from './call.ts';
import { query } from './query.ts';
import { longId } from './record-id.ts';
import { soql } from './soql.ts';
import { groupRow, idRow } from './wire.ts';

/**
 * The cases a user may see, as far as it can be told for all of them at once: everything with "View All" of cases, else those he owns
 * and those of his queues. Sharing rules, teams and role hierarchies may show him more in Salesforce; here they show nothing.
 */
export async function findScope(send: Send, userId: string): Promise<Answer<AgentScope>> {
  const all = await seesAll(send, userId);
  if (all.kind !== 'done') return all;
  if (all.value) return done({ kind: 'all' });
  const queues = soql`
    SELECT GroupId FROM GroupMember WHERE UserOrGroupId = ${userId} AND Group.Type = 'Queue'`;
  const answer = orNothing(await query(send, queues, groupRow));
  if (answer.kind !== 'done') return answer;
  const groupIds = answer.value.rows.map(({ GroupId: id }) => longId(id));
  return done({ kind: 'some', groupIds: [...new Set(groupIds)].toSorted(), ownTickets: true });
}

async function seesAll(send: Send, userId: string): Promise<Answer<boolean>> {
  const everything = soql`
    SELECT Id FROM PermissionSetAssignment
    WHERE AssigneeId = ${userId} AND PermissionSet.PermissionsViewAllData = true LIMIT 1`;
  const cases = soql`
    SELECT Id FROM ObjectPermissions
    WHERE SobjectType = 'Case' AND PermissionsViewAllRecords = true
      AND ParentId IN (SELECT PermissionSetId FROM PermissionSetAssignment WHERE AssigneeId = ${userId}) LIMIT 1`;
  for (const text of [everything, cases]) {
    const answer = orNothing(await query(send, text, idRow));
    if (answer.kind !== 'done') return answer;
    if (answer.value.rows.length > 0) return done(true);
  }
  return done(false);
}

/** Reading who may do what needs a right of its own. Without it nothing is known, and so nothing is allowed. */
function orNothing<Row>(
  answer: Answer<{ readonly rows: readonly Row[]; readonly serverNow: number }>,
): Answer<{ readonly rows: readonly Row[] }> {
  const isRefused = answer.kind === 'not-done' && ['not-permitted', 'invalid'].includes(answer.because.code);
  return isRefused ? done({ rows: [] }) : answer;
}
