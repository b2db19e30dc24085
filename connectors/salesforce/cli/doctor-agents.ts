import { z } from 'zod';
import type { Finding } from '../../../core/ports/answer.ts';
import type { Send } from '../src/call.ts';
import { query } from '../src/query.ts';
import { soql } from '../src/soql.ts';
import { problem, warning, wellDone } from '../../shared/verify-finding.ts';
import { plainLine } from './plain-line.ts';

const assigned = z.object({ Id: z.string() });
const fieldRow = z.object({ Field: z.string(), PermissionsRead: z.boolean(), PermissionsEdit: z.boolean() });

/** What an agent writes with a press. Type__c and Client_Key__c are required and so always open. */
const WRITTEN = ['Request_Key__c', 'Parameters__c', 'Panel_Version__c'];
/** What the server answers: an agent who may write it could tell others a result that is none. */
const ANSWERED = ['Seen_At__c', 'Handled_At__c', 'Result__c', 'Result_Message__c', 'Result_Key__c'];
const COMMAND = 'Session_Request_Command__c';

/** Whether there are agents, and whether their permission set is still as it was deployed. */
export async function checkAgents(send: Send): Promise<readonly Finding[]> {
  return [await checkAssigned(send), await checkFields(send)];
}

async function checkAssigned(send: Send): Promise<Finding> {
  const text = soql`
    SELECT Id FROM PermissionSetAssignment
    WHERE Assignee.IsActive = true AND PermissionSet.Name = 'Session_Requests_Agent'`;
  const answer = await query(send, text, assigned);
  if (answer.kind !== 'done') return unread('agents', 'Who the agents are');
  const { length } = answer.value.rows;
  if (length > 0) return wellDone('agents', `${length} active users have the permission set of agents.`);
  return warning(
    'agents',
    'No active user has the permission set of agents: nobody sees the panel.',
    'Assign the permission set Session_Requests_Agent to your support agents.',
  );
}

async function checkFields(send: Send): Promise<Finding> {
  const text = soql`
    SELECT Field, PermissionsRead, PermissionsEdit FROM FieldPermissions
    WHERE Parent.Name = 'Session_Requests_Agent' AND SobjectType = ${COMMAND}`;
  const answer = await query(send, text, fieldRow);
  if (answer.kind !== 'done') return unread('agents’ fields', 'Which fields agents may write');
  const editable = new Set(answer.value.rows.filter((row) => row.PermissionsEdit).map((row) => row.Field));
  const missing = WRITTEN.filter((name) => !editable.has(`${COMMAND}.${name}`));
  const open = ANSWERED.filter((name) => editable.has(`${COMMAND}.${name}`));
  const mend = 'Deploy the app again: it puts the permission set back to what it was.';
  if (missing.length > 0)
    return problem('agents’ fields', `Agents may not write ${plainLine(missing.join(', '))} of commands.`, mend);
  if (open.length > 0) return problem('agents’ fields', `Agents may write results: ${open.join(', ')}.`, mend);
  return wellDone('agents’ fields', 'Agents may write what a press needs, and no results.');
}

function unread(check: string, what: string): Finding {
  return warning(
    check,
    `${what} could not be read.`,
    'Assign Session_Requests_Access_Reader to the integration user for this check, or look in Setup.',
  );
}
